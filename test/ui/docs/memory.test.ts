import {expect, it} from 'vitest';
import {recordedResults} from '../../views/recorded-results.js';
import {docRows, textOf} from './draw-doc.js';

const memory = recordedResults('arthas-http-api/memory.json').filter(({type}) => type === 'memory');

it('tells pools apart and how full they are in panes of any width', () => {
	expect(memory.length).toBeGreaterThan(0);
	for (const result of memory) {
		for (let width = 44; width < 120; width++) {
			const [header = '', ...rows] = docRows(result, {width}).map(row => textOf(row));
			expect(header, `${width}`).toMatch(/^ *MEMORY MiB .*used .*max +%$/u);
			expect(rows.filter(row => !/ \d+\.\d$/u.test(row)), `${width}`).toEqual([]);
			const names = rows.map(row => row.slice(0, 13));
			expect(names.filter((name, at) => names.indexOf(name) !== at), `${width}`).toEqual([]);
		}
	}
});

it('draws bars where there is room for all numbers as well', () => {
	const drawn = (width: number) => memory.flatMap(result => docRows(result, {width})).map(row => textOf(row)).join('\n');
	expect(drawn(56)).toContain('comm');
	expect(drawn(56)).not.toContain('USED');
	expect(drawn(66)).toContain('USED');
});
