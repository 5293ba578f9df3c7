import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {parseJson, stringifyJson} from '../../../source/core/protocol/json.js';
import {recoverBatch} from '../../../source/core/protocol/recover-json.js';
import type {JsonObject} from '../../../source/core/protocol/result.js';
import {fixture} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

type Batches = {batches: Array<{invalidJsonText?: string}>};

const {batches} = JSON.parse(fixture('arthas-http-api/tt-null-key-invalid-json.json')) as Batches;
const recorded = batches.find(batch => batch.invalidJsonText)?.invalidJsonText ?? '';
const whole = recorded.replace('null:"nullkey"', '"null":"nullkey"');

describe('a null key', () => {
	it('is read as a member named null; nothing of the recorded answer is lost', () => {
		expect(protocolCode(() => parseJson(recorded))).toBe('ERR_PROTOCOL_JSON');
		const {results, lost, envelope} = recoverBatch(recorded);
		const {body, ...rest} = parseJson(whole) as {body: {results: unknown[]}};
		expect(lost).toBe(0);
		expect(results).toEqual(body.results);
		expect(results.map(result => result.type)).toEqual(['tt', 'status', 'input_status']);
		expect(envelope).toEqual(rest);
		expect(stringifyJson(results)).toContain('"object":123456789012345678901234567890');
	});

	test.each([
		['{null:1}', {null: 1}],
		['{null : 1}', {null: 1}],
		['{"a":null,null:null}', {a: null, null: null}],
		[String.raw`{"a":"{null:1} \"null:","b":[null,null]}`, {a: '{null:1} "null:', b: [null, null]}],
	])('%s', (object, expected) => {
		const {results, lost} = recoverBatch(`{"body":{"results":[{"type":"x","value":${object}}]}}`);
		expect(results).toEqual([{type: 'x', value: expected}]);
		expect(lost).toBe(0);
	});
});

describe('elements that can\'t be read', () => {
	it('are counted and the rest is kept', () => {
		const text = '{"state":"SUCCEEDED","body":{"jobId":7,"results":[{"type":"a"},{"type":"b","v":NaN},{"type":"c"},{],{"type":"d"}]},"sessionId":"s"}';
		const {results, lost, envelope} = recoverBatch(text);
		expect(results.slice(0, 2)).toEqual([{type: 'a'}, {type: 'c'}]);
		expect(lost).toBeGreaterThan(0);
		expect(envelope).toMatchObject({state: 'SUCCEEDED', body: {jobId: 7}});
	});

	it('keep what they have when only their type is missing', () => {
		expect(recoverBatch('{"body":{"results":[{"v":1},5]}}').results).toEqual([{type: 'unknown', v: 1}, {type: 'unknown', value: 5}]);
	});
});

describe('an answer that was cut', () => {
	it('gives the results before the cut, at every position', () => {
		const {results: all} = recoverBatch(whole);
		const {body, ...rest} = parseJson(whole) as JsonObject;
		expect(body).toBeDefined();
		for (let length = 0; length < recorded.length; length++) {
			const text = recorded.slice(0, length);
			const code = protocolCode(() => {
				const {results, lost, envelope} = recoverBatch(text);
				expect(results).toEqual(all.slice(0, results.length));
				expect(lost).toBeLessThanOrEqual(1);
				expect(rest).toMatchObject(envelope);
			});
			expect([undefined, 'ERR_PROTOCOL_JSON']).toContain(code);
		}
	});

	it('never takes half a number for a whole one', () => {
		expect(recoverBatch('{"state":"SUCCEEDED","body":{"jobStatus":"READY","jobId":12').envelope).toEqual({state: 'SUCCEEDED', body: {jobStatus: 'READY'}});
	});

	it('counts the element that was cut', () => {
		expect(recoverBatch('{"body":{"results":[{"type":"a"},{"type":"b"')).toMatchObject({results: [{type: 'a'}], lost: 1});
	});
});

test.each(['', 'null', '[]', '<html>', '{', '{}', '{"body":', '"{'])('nothing to read in %j is an error', text => {
	expect(protocolCode(() => recoverBatch(text))).toBe('ERR_PROTOCOL_JSON');
});

it('throws nothing but a protocol error, whatever the text', () => {
	const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"body"', '"results"', '"type"', '"a"', '"', '\\', 'null', '1', ' ', '{"body":{"results":[', '"__proto__":');
	fc.assert(fc.property(fc.array(pieces, {maxLength: 30}).map(list => list.join('')), text => {
		protocolCode(() => recoverBatch(text));
	}), {numRuns: 3000});
});

it('takes time in proportion to the text', () => {
	for (const text of [`{"a":"${'x'.repeat(200_000)}`, `{"body":{"results":[${'{"a":'.repeat(50_000)}`, `{"a":${'"'.repeat(100_001)}`, `{"a":"${'\\'.repeat(200_000)}`]) {
		expect(['ERR_PROTOCOL_JSON', undefined]).toContain(protocolCode(() => recoverBatch(text)));
	}
}, 2000);
