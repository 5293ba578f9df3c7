import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import type {DocRow} from '../../../source/ui/docs/doc.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/ui/glyphs.js';
import {createSay} from '../../../source/words/index.js';
import {displayWidth} from '../../../source/views/width.js';
import {allRecordedResults, recordedResults} from '../../views/recorded-results.js';
import {
	allOpen, docRows, drawDoc, textOf,
} from './draw-doc.js';

const recorded = allRecordedResults();

/** What every answer begins or ends with; their texts are the same each time. */
const ordinary = new Set(['welcome', 'input_status', 'command', 'status', 'row_affect', 'message', 'enhancer']);

const drawn = [
	'classloader',
	'classloader-a',
	'classloader-l',
	'classloader-t',
	'classloader-u',
	'classloader-url-classes',
	'dashboard',
	'exec-thread',
	'exec-thread-n-3',
	'getstatic',
	'help-watch',
	'history',
	'jad',
	'jad-several',
	'jvm',
	'logger-all',
	'mbean-attributes',
	'mbean-m',
	'mc',
	'memory',
	'monitor',
	'ognl',
	'ognl-item',
	'ognl-x0',
	'options',
	'options-set',
	'perfcounter',
	'profiler-actions',
	'profiler-list',
	'reset-class',
	'retransform-list',
	'sc',
	'sc-d',
	'sc-d-f',
	'sm',
	'sm-d',
	'stack',
	'sysenv',
	'sysprop',
	'thread-b',
	'thread-id',
	'trace',
	'trace-jdk',
	'tt',
	'tt-i',
	'tt-i-w',
	'tt-l',
	'tt-p',
	'tt-s-w',
	'tt-shop-price',
	'vmoption',
	'vmtool',
	'watch-b-e-s',
	'watch-item',
	'watch-json-format',
].map(name => ({name, results: recordedResults(`arthas-http-api/${name}.json`).filter(({type}) => !ordinary.has(type)).slice(0, 3)}));

describe('recorded results on the screen', () => {
	it.each(drawn)('$name', async ({name, results}) => {
		for (const width of [80, 120]) {
			const text = results.map(result => drawDoc(result, {width: width - 1})).join('\n');
			await expect(text).toMatchFileSnapshot(`golden/${name}-${width}.txt`);
		}
	});

	it('those that open and end every answer', async () => {
		const seen = new Set<string>();
		const some = recorded.filter(({type}) => ordinary.has(type)).filter(result => {
			const kind = JSON.stringify([result.type, Object.keys(result).sort(), result['success'], result['statusCode']]);
			return !seen.has(kind) && seen.add(kind);
		});
		await expect(some.map(result => drawDoc(result, {width: 119})).join('\n')).toMatchFileSnapshot('golden/ordinary-120.txt');
	});
});

describe('every recorded result', () => {
	const controls = /\p{Cc}/u;
	const widthOf = (row: ReturnType<typeof docRows>[number]) => displayWidth(textOf(row));

	it.each([...new Set(recorded.map(({type}) => type))])('%s fits into any width, with rows that can be told apart and nothing to obey', type => {
		fc.assert(fc.property(
			fc.constantFrom(...recorded.filter(result => result.type === type)),
			fc.integer({min: 20, max: 200}),
			fc.constantFrom(unicodeGlyphs, asciiGlyphs),
			fc.constantFrom(createSay('en'), createSay('zh')),
			fc.boolean(),
			(result, width, glyphs, say, isOpen) => {
				const drawing = {width, glyphs, say};
				const rows = isOpen ? allOpen(result, drawing) : docRows(result, drawing);
				expect(rows.filter(row => widthOf(row) > width).map(row => textOf(row))).toEqual([]);
				expect(new Set(rows.map(({key}) => key)).size).toBe(rows.length);
				expect(rows.filter(row => controls.test(textOf(row)))).toEqual([]);
			},
		), {numRuns: 60});
	});

	it('is drawn in Chinese as well', async () => {
		const some = ['exec-thread', 'trace-jdk', 'jvm', 'thread-b'].flatMap(name => recordedResults(`arthas-http-api/${name}.json`)).filter(({type}) => !ordinary.has(type));
		await expect(some.map(result => drawDoc(result, {width: 99, say: createSay('zh')})).join('\n')).toMatchFileSnapshot('golden/chinese-100.txt');
	});

	it('is drawn in ASCII as well', async () => {
		const some = ['exec-thread', 'trace-jdk', 'memory', 'watch-item'].flatMap(name => recordedResults(`arthas-http-api/${name}.json`)).filter(({type}) => !ordinary.has(type));
		await expect(some.map(result => drawDoc(result, {width: 99, glyphs: asciiGlyphs})).join('\n')).toMatchFileSnapshot('golden/ascii-100.txt');
	});

	it('keeps its columns in ASCII, and the last digits of a cut row', () => {
		const results = ['exec-thread', 'memory'].flatMap(name => recordedResults(`arthas-http-api/${name}.json`)).filter(({type}) => !ordinary.has(type));
		for (const width of [44, 48, 50]) {
			const [plain, full] = [asciiGlyphs, unicodeGlyphs].map(glyphs => results.flatMap(result => docRows(result, {width, glyphs})));
			const lastWord = (row: DocRow) => /\S*$/u.exec(textOf(row).trimEnd().replaceAll('…', '~'))?.[0];
			const numbers = (rows: DocRow[] = []) => rows.map(row => lastWord(row)).filter(word => /\d/u.test(word ?? ''));
			expect(numbers(full).length).toBeGreaterThan(10);
			expect(numbers(plain)).toEqual(numbers(full));
			expect((plain ?? []).some(row => textOf(row).includes('~'))).toBe(true);
		}
	});

	it('has the columns of a pane of 120 cells in a session of that width, too', () => {
		const trace = recordedResults('arthas-http-api/trace-jdk.json').find(({type}) => type === 'trace')!;
		const titles = (width: number) => docRows(trace, {width}).map(row => textOf(row)).find(text => text.includes('COST ms'));
		expect(titles(116)).toMatch(/SELF ms +CALLS +LINE/u);
		expect(titles(115)).not.toContain('SELF ms');
	});

	it('shows in full what it sends, once everything is open', () => {
		const strangers: Result[] = [{
			type: 'heat-map', jobId: 3, cells: [[1, 2], [3, {deep: 'the deepest'}]], text: 'two\nlines',
		}];
		for (const result of strangers) {
			const text = allOpen(result).map(row => textOf(row)).join('\n');
			expect(text).toContain('the deepest');
		}
	});
});
