import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isResult, type Json} from '../../source/core/protocol/result.js';
import {agentsView} from '../../source/views/agents.js';
import {failuresView} from '../../source/views/failures.js';
import {lineWidth} from '../../source/views/fit-line.js';
import {viewOf} from '../../source/views/index.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';
import {isJsonObject} from '../../source/views/json-text.js';
import {allRecordedResults} from './recorded-results.js';

/** Everything a terminal could obey or hide: controls but the newline, separators, turns of direction, invisible marks, half pairs. */
const obeyed = new RegExp([
	String.raw`[\u{0}-\u{9}\u{B}-\u{1F}\u{7F}-\u{9F}\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{2028}-\u{202E}`,
	String.raw`\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}\p{Cs}]`,
].join(''), 'u');

const attacks = [
	['\u{1B}[2J', '\u{1B}]0;title\u{7}', '\u{9B}31m', '\u{90}q\u{9C}', '\u{0}', '\u{8}\u{8}', '\u{7F}', '\u{85}'],
	['a\rb', 'a\r\nb', 'a\nb', '\tx', '\u{2028}', '\u{2029}', '\u{202E}gpj.exe', '\u{2066}x', '\u{FEFF}', '\u{E0041}'],
	['\u{D800}', '\u{DC00}x', '你好', '😀', 'e\u{301}'],
];
const attack = fc.constantFrom(...attacks.flat());
const text = fc.oneof(attack, fc.string({unit: 'binary'}), fc.array(attack, {maxLength: 6}).map(parts => parts.join('')));

const recorded = allRecordedResults();

/** A recorded result in which some texts and names are replaced; its type stays, so that its view draws it. */
const injected = fc.record({
	result: fc.constantFrom(...recorded),
	texts: fc.array(fc.option(text, {nil: undefined, freq: 2}), {minLength: 1, maxLength: 30}),
}).map(({result, texts}) => {
	let turn = 0;
	const changed = inject(result, () => texts[turn++ % texts.length]);
	return {...(isJsonObject(changed) ? changed : {}), type: result.type};
});

describe('what an agent sends', () => {
	it('never reaches the terminal as anything but text', () => {
		fc.assert(fc.property(injected, fc.constantFrom(20, 33, 80, 120, Number.POSITIVE_INFINITY), (result, width) => {
			expect(printRows(layout(viewOf(result), width), {color: false})).not.toMatch(obeyed);
		}), {numRuns: 1500});
	});

	it('leaves only our own codes in coloured text', () => {
		fc.assert(fc.property(injected, result => {
			const printed = printRows(layout(viewOf(result), 100), {color: true});
			// eslint-disable-next-line no-control-regex
			expect(printed.replaceAll(/\u{1B}\[(?:0|1|3\d|91|1;91)m/gu, '')).not.toMatch(obeyed);
		}), {numRuns: 500});
	});

	it('never makes a row wider than it may be', () => {
		fc.assert(fc.property(injected, fc.integer({min: 20, max: 200}), (result, width) => {
			const widest = Math.max(0, ...layout(viewOf(result), width).map(row => lineWidth(row)));
			expect(widest).toBeLessThanOrEqual(width);
		}), {numRuns: 1500});
	});

	it('is harmless in types that nobody knows', () => {
		fc.assert(fc.property(text, fc.jsonValue(), (type, value) => {
			const result: unknown = {type, value};
			expect(isResult(result) ? printRows(layout(viewOf(result), 80), {color: false}) : '').not.toMatch(obeyed);
		}));
	});

	it('is harmless in the tables of agents and failures', () => {
		fc.assert(fc.property(text, fc.integer({min: 20, max: 160}), (name, width) => {
			const blocks = [
				agentsView([{
					id: name, name: `${name}x`, kind: 'jvm', via: name, status: 'up', app: name, host: name, ip: name, version: name, lastSeen: 1, server: name,
				}]),
				failuresView([{
					agent: name, state: name, code: name, message: name, hint: name,
				}]),
			];
			expect(printRows(layout(blocks, width), {color: false})).not.toMatch(obeyed);
		}));
	});
});

function inject(value: Json, next: () => string | undefined): Json {
	if (typeof value === 'string') {
		return next() ?? value;
	}

	if (Array.isArray(value)) {
		return value.map(item => inject(item, next));
	}

	return isJsonObject(value)
		? Object.fromEntries(Object.entries(value).flatMap(([name, member]): Array<[string, Json]> => {
			const further = next();
			return [[name, inject(member, next)], ...(further === undefined ? [] : [[further, further] satisfies [string, Json]])];
		}))
		: value;
}
