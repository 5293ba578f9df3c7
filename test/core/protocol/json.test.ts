import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {isArthasError} from '../../../source/core/error.js';
import {ExactNumber} from '../../../source/core/protocol/exact-number.js';
import {defaultMessageLimit, parseJson, stringifyJson} from '../../../source/core/protocol/json.js';
import {readExactJson} from '../../../source/core/protocol/read-exact-json.js';
import {writeExactJson} from '../../../source/core/protocol/write-exact-json.js';
import {fixture, fixtureNames} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

function messageOf(text: string): string {
	try {
		parseJson(text);
		return '';
	} catch (error) {
		return isArthasError(error) ? error.message : '';
	}
}

describe('numbers', () => {
	test.each([
		'9007199254740993',
		'-9223372036854775808',
		'18446744073709551615',
		'1000000000000000000000',
		'123456789012345678901234567890',
		'0.1234567890123456789',
		'1e400',
		'-1.5E+999',
		'1e-400',
		'4.9406564584124654e-330',
	])('%s keeps its digits', text => {
		expect(parseJson(text)).toBeInstanceOf(ExactNumber);
		for (const document of [text, `[${text}]`, `{"a":{"b":[0,${text}]}}`, `[1, ${text} ,\n${text}]`]) {
			expect(stringifyJson(parseJson(document))).toBe(document.replaceAll(/\s/gu, ''));
		}
	});

	test.each([
		['9007199254740991', 9_007_199_254_740_991],
		['9007199254740992', 9_007_199_254_740_992],
		['0.30000000000000004', 0.300_000_000_000_000_04],
		['1.7976931348623157E308', Number.MAX_VALUE],
		['5e-324', Number.MIN_VALUE],
		['1e21', 1e21],
		['-0.000', -0],
		['1.10', 1.1],
		['4.35E-5', 0.000_043_5],
		['100000000000000000.000', 1e17],
	])('%s stays a plain number', (text, number) => {
		expect(parseJson(text)).toBe(number);
		expect(readExactJson(text)).toBe(number);
	});

	it('keeps the digits of every integer, wherever it stands', () => {
		fc.assert(fc.property(fc.bigInt({min: -(2n ** 80n), max: 2n ** 80n}), fc.constantFrom('', ' ', '\n'), (number, space) => {
			const text = `{"n":${space}${number},"list":[${space}${number}]}`;
			expect(stringifyJson(parseJson(text))).toBe(`{"n":${number},"list":[${number}]}`);
		}));
	});

	it('does not take digits inside a string for a number', () => {
		const text = String.raw`{"resultsJson":"[{\"jobId\":12345678901234567890}]"}`;
		expect(parseJson(text)).toEqual(JSON.parse(text));
	});
});

describe('agreement with the engine', () => {
	it('reads what the engine prints', () => {
		fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), (value, indent) => {
			const text = JSON.stringify(value, undefined, indent);
			expect(readExactJson(text)).toEqual(JSON.parse(text));
			expect(stringifyJson(value, indent)).toBe(text);
			expect(writeExactJson(value, ' '.repeat(indent))).toBe(text);
		}));
	});

	it('accepts exactly what the engine accepts, and throws nothing but a protocol error', () => {
		const marks = ['{', '}', '[', ']', ',', ':', '"', '\\', '-', ' ', '\t', '\u00A0', '\uFEFF', '\0'];
		const values = ['"a"', '1', '.5', 'e9', '01', 'null', 'true', 'nul', String.raw`"\u12"`, String.raw`"\ud800"`, '"__proto__":', '12345678901234567890'];
		const pieces = fc.constantFrom(...marks, ...values);
		fc.assert(fc.property(fc.array(pieces, {maxLength: 12}).map(list => list.join('')), text => {
			let isValid = true;
			try {
				JSON.parse(text);
			} catch {
				isValid = false;
			}

			expect(protocolCode(() => parseJson(text))).toBe(isValid ? undefined : 'ERR_PROTOCOL_JSON');
			expect(protocolCode(() => readExactJson(text))).toBe(isValid ? undefined : 'ERR_PROTOCOL_JSON');
		}), {numRuns: 3000});
	});
});

describe('recorded answers', () => {
	const longNumbers = (text: string) => text.replaceAll(/"(?:[^"\\]|\\.)*"/gu, '""').match(/\d{16,}/gu) ?? [];
	const names = fixtureNames('arthas-http-api', /json$/u).filter(name => longNumbers(fixture(name)).length > 0);

	it('hold numbers that a double would change', () => {
		expect(names.length).toBeGreaterThan(3);
	});

	test.each(names)('%s keeps the digits of them all', name => {
		const text = fixture(name);
		expect(longNumbers(stringifyJson(parseJson(text)))).toEqual(longNumbers(text));
	});
});

describe('members', () => {
	it('keeps __proto__ as data, on both ways through', () => {
		for (const text of ['{"__proto__":{"polluted":true},"a":1}', '{"__proto__":{"polluted":true},"a":12345678901234567890}']) {
			const value = parseJson(text) as {polluted?: unknown};
			expect(value.polluted).toBeUndefined();
			expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
			expect(stringifyJson(value)).toBe(text);
		}
	});

	it('takes the last of two equal names', () => {
		expect(readExactJson('{"a":1,"a":12345678901234567890,"a":2}')).toEqual({a: 2});
	});
});

describe('limits', () => {
	test.each(['[', '{"a":', '[{"a":', ' [ '])('answers 100,000 levels of %s with an error', opening => {
		expect(protocolCode(() => parseJson(opening.repeat(100_000)))).toBe('ERR_PROTOCOL_TOO_LARGE');
	});

	it('reads and prints as many levels as it allows, with and without exact numbers', () => {
		for (const inner of ['1', '12345678901234567890']) {
			const text = `${'{"a":['.repeat(1250)}${inner}${']}'.repeat(1250)}`;
			expect(stringifyJson(parseJson(text))).toBe(text);
			expect(protocolCode(() => parseJson(`[${text}]`))).toBe('ERR_PROTOCOL_TOO_LARGE');
			const deeper = `${'['.repeat(100_000)}${inner}${']'.repeat(100_000)}`;
			expect(stringifyJson(parseJson(deeper, {maxDepth: 100_000}))).toBe(deeper);
		}
	});

	it('does not count brackets inside strings, nor those that were closed', () => {
		expect(parseJson(JSON.stringify(['['.repeat(5000), String.raw`\"[`.repeat(3000)]))).toHaveLength(2);
		expect(parseJson(`[${'[],{},'.repeat(5000)}0]`)).toHaveLength(10_001);
	});

	it('counts bytes, not characters', () => {
		const text = JSON.stringify('世'.repeat(10));
		expect(parseJson(text, {maxBytes: 32})).toBe('世'.repeat(10));
		expect(protocolCode(() => parseJson(text, {maxBytes: 31}))).toBe('ERR_PROTOCOL_TOO_LARGE');
	});

	it('refuses more than 16 MiB unless told otherwise', () => {
		const text = `"${'x'.repeat(defaultMessageLimit)}"`;
		expect(protocolCode(() => parseJson(text))).toBe('ERR_PROTOCOL_TOO_LARGE');
		expect(parseJson(text, {maxBytes: text.length})).toHaveLength(defaultMessageLimit);
	});
});

describe('messages of errors', () => {
	test.each([
		['{"a":', 'offset 5'],
		['{"a" 1}', 'offset 5'],
		['{"a":tru}', 'offset 5'],
		['[1,]', 'offset 3'],
		['[1 2]', 'offset 3'],
		['{"a":"b', 'offset 7'],
		['', 'offset 0'],
		['[] []', 'offset 3'],
		[`[12345678901234567890${' '.repeat(100)}x]`, 'offset 121'],
	])('%j names %s', (text, offset) => {
		expect(messageOf(text)).toContain(offset);
	});

	it('shows an excerpt in which nothing acts on a terminal', () => {
		const message = messageOf(`{"a": \u001B[2J\u009B31m\u202E\u2028 nonsense ${'long '.repeat(1000)}`);
		expect(message).toContain(String.raw`\u001b[2J`);
		expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
		expect(message.length).toBeLessThan(200);
	});
});

describe('printing', () => {
	it('prints what JSON has no type for as JSON.stringify does', () => {
		const value = {
			a: undefined, b: [undefined, Number.NaN], c: 12n, d: {}, e: [], f: new ExactNumber('1e999'),
		};
		expect(stringifyJson(value)).toBe('{"b":[null,null],"c":12,"d":{},"e":[],"f":1e999}');
		expect(stringifyJson({c: 12n, d: {}, e: [1]}, 2)).toBe('{\n  "c": 12,\n  "d": {},\n  "e": [\n    1\n  ]\n}');
		expect(stringifyJson(undefined)).toBe('null');
	});

	it('refuses a value that holds itself instead of printing for ever', () => {
		const value: unknown[] = [1n];
		value.push(value);
		expect(() => stringifyJson(value)).toThrow(TypeError);
	});
});
