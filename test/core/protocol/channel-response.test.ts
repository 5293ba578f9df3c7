import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {
	isTerminal, parseActionResponse, printActionResponse, printActionResponseText, resultsOf,
} from '../../../source/core/protocol/channel-response.js';
import {ExactNumber} from '../../../source/core/protocol/exact-number.js';
import {
	SessionResult, StatusResult, SystemEnvResult, UnknownResult, VersionResult,
} from '../../../source/core/protocol/generated/ArthasResults.js';
import {ActionResponse, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {stringifyJson} from '../../../source/core/protocol/json.js';
import {fixture, fixtureBytes, fixtureNames} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

const prefix = 'type.googleapis.com/com.alibaba.arthas.channel.proto.';

type Encoder<T> = {encode(message: T): {finish(): Uint8Array}};

function any<T>(name: string, type: Encoder<T>, message: T) {
	return {type_url: prefix + name, value: Buffer.from(type.encode(message).finish())};
}

function packed(...results: Array<ReturnType<typeof any>>): ActionResponse {
	return {...ActionResponse.create(), executeResult: {results, resultsJson: undefined}};
}

function withJson(resultsJson: string | undefined): ActionResponse {
	return {...ActionResponse.create(), executeResult: {results: [], resultsJson}};
}

/** A double keeps its value; the spelling of Java has a zero behind the point and a capital E. */
function respelled(json: string): string {
	return json.replaceAll(/(?<=\d)\.0(?=[,}])/gu, '').replaceAll(/(?<=\d)E(?=-?\d)/gu, 'e');
}

const version = any('VersionResult', VersionResult, {type: 'version', version: '3.5.6'});
const recordings = fixtureNames('channel-server', /^(?:async_exec|close_session|exec|interrupt_job|results?)-?.*\.json$/u)
	.filter(name => fixture(name).startsWith('{\n'));

describe('recorded answers', () => {
	it('are all here', () => {
		expect(recordings.length).toBeGreaterThan(60);
	});

	test.each(recordings)('%s prints byte for byte as it came', name => {
		const response = parseActionResponse(fixture(name));
		expect(printActionResponse(response, {pretty: true})).toBe(fixture(name));
	});

	test.each(recordings)('%s prints the same on one line', name => {
		const response = parseActionResponse(fixture(name));
		const line = printActionResponse(response);
		expect(line).not.toMatch(/[\n\r]/u);
		expect(line).toBe(fixture(name).replaceAll(/"(?:[^"\\]|\\.)*"|\s+/gu, token => token.startsWith('"') ? token : ''));
		expect(parseActionResponse(line)).toEqual(response);
	});

	test.each(recordings)('%s: its results are those of its text, untouched', name => {
		const {executeResult} = parseActionResponse(fixture(name));
		const results = resultsOf({executeResult});
		expect(respelled(stringifyJson(results))).toBe(respelled(executeResult?.resultsJson ?? '[]'));
		expect(results.every(result => result.type !== 'unknown')).toBe(true);
	});
});

describe('the text format', () => {
	it('is byte for byte as recorded, with results as JSON', () => {
		expect(printActionResponseText({
			...ActionResponse.create(),
			agentId: 'mg1',
			requestId: 'VU4hrhPQvZYz',
			status: ResponseStatus.SUCCEEDED,
			sessionId: 'c466ffa6-f893-41ad-8ff4-66962a9f9d65',
			executeResult: {results: [], resultsJson: '[{"jobId":6,"type":"version","version":"3.5.6"},{"jobId":6,"statusCode":0,"type":"status"}]'},
		})).toBe(fixture('channel-server/exec-accept-text.txt'));
	});

	it('is byte for byte as recorded, with packed results', () => {
		const recorded = ActionResponse.decode(fixtureBytes('channel-server/exec-accept-protobuf.bin'));
		const response = {...recorded, requestId: 'eNHsGkL4kcqX', sessionId: 'fabd3791-b015-4a2f-a27b-dd2948d9b88e'};
		expect(printActionResponseText(response)).toBe(fixture('channel-server/exec-proto-accept-text.txt'));
	});

	it('escapes what is not printable ASCII', () => {
		expect(printActionResponseText({...ActionResponse.create(), message: 'a\u0000\u0007\b\t\n\v\f\r"\'\\\u007Fé~', status: 99 as ResponseStatus}))
			.toBe(`${String.raw`status: 99
message: "a\000\a\b\t\n\v\f\r\"\'\\\177\303\251~"`}\n`);
	});

	it('prints console output and empty parts', () => {
		expect(printActionResponseText({
			...ActionResponse.create(),
			executeResult: {results: [], resultsJson: ''},
			consoleResult: {results: [{dataType: 'tty', dataBytes: Buffer.from('\u001B[0m')}], consoleId: 'c'},
		})).toBe(String.raw`executeResult {
  resultsJson {
  }
}
consoleResult {
  results {
    dataType: "tty"
    dataBytes: "\033[0m"
  }
  consoleId: "c"
}
`);
	});
});

describe('packed results', () => {
	it('of the recordings read like the JSON ones', () => {
		const recorded = ActionResponse.decode(fixtureBytes('channel-server/exec-accept-protobuf.bin'));
		expect(resultsOf(recorded)).toEqual([{type: 'version', version: '3.5.6'}, {type: 'status', statusCode: 0}]);
		const session = ActionResponse.decode(fixtureBytes('channel-server/init_session-accept-protobuf.bin'));
		expect(resultsOf(session)).toEqual([{type: 'message', message: 'Welcome to arthas!'}]);
	});

	it('are recorded for every type that agents pack', () => {
		type Event = {message?: {executeResult?: {results?: Array<{type_url: string; value: {base64: string}}>}}};
		const events = JSON.parse(fixture('channel-server/grpc-execute.json')) as Event[];
		const results = events
			.flatMap(event => event.message?.executeResult?.results ?? [])
			.map(({type_url, value}) => ({type_url, value: Buffer.from(value.base64, 'base64')}));
		expect(resultsOf(packed(...results))).toEqual(expect.arrayContaining([
			{type: 'sysenv', env: {DEMO_COLOR: 'blue'}},
			{type: 'session', javaPid: 29_113, sessionId: '6e463ff4-b740-4e1a-a96a-52a125a38114'},
			{type: 'unknown', resultType: 'thread', message: 'unsupported proto format'},
			{type: 'status', statusCode: 0},
		]));
	});

	it('keep the digits of a 64-bit number', () => {
		const [result] = resultsOf(packed(any('SessionResult', SessionResult, {type: 'session', javaPid: 2n ** 62n, sessionId: ''})));
		expect(result?.['javaPid']).toBeInstanceOf(ExactNumber);
		expect(stringifyJson(result)).toBe('{"type":"session","javaPid":4611686018427387904}');
	});

	it('have a negative status code', () => {
		const status = any('StatusResult', StatusResult, {type: 'status', statusCode: -10, message: 'no'});
		expect(resultsOf(packed(status))).toEqual([{type: 'status', statusCode: -10, message: 'no'}]);
	});

	it('of a type that is not known say so', () => {
		expect(resultsOf(packed({type_url: 'example.org/Other', value: Buffer.of(1, 2)}))).toMatchObject([{type: 'unknown', resultType: 'example.org/Other'}]);
	});

	it('that can\'t be decoded are a protocol error', () => {
		const broken = packed({...version, value: Buffer.of(0x0A, 0xFF, 0xFF)});
		expect(protocolCode(() => resultsOf(broken))).toBe('ERR_PROTOCOL_RESULT');
	});

	it('print by their type and are read back', () => {
		const response = packed(
			version,
			any('StatusResult', StatusResult, {type: 'status', statusCode: -1, message: 'a=b'}),
			any('SessionResult', SessionResult, {type: 'session', javaPid: 2n ** 62n, sessionId: 's'}),
			any('SystemEnvResult', SystemEnvResult, {type: 'sysenv', env: {A: '1', B: '<2>'}}),
			any('SystemEnvResult', SystemEnvResult, {type: 'sysenv', env: {}}),
			any('UnknownResult', UnknownResult, {type: 'thread', message: 'unsupported proto format'}),
			{type_url: 'example.org/Other', value: Buffer.of(1, 2)},
		);
		expect(printActionResponse({...response, executeResult: {results: [version], resultsJson: undefined}}, {pretty: true})).toBe(`{
  "executeResult": {
    "results": [{
      "@type": "${prefix}VersionResult",
      "type": "version",
      "version": "3.5.6"
    }]
  }
}`);
		const line = printActionResponse(response);
		expect(line).toContain(String.raw`"statusCode":-1,"message":"a\u003db"`);
		expect(line).toContain('"javaPid":"4611686018427387904"');
		expect(line).toContain(String.raw`"env":{"A":"1","B":"\u003c2\u003e"}`);
		expect(parseActionResponse(line)).toEqual(response);
		expect(parseActionResponse(printActionResponse(response, {pretty: true}))).toEqual(response);
	});
});

describe('printing', () => {
	test.each<[string, Partial<ActionResponse>, string, string]>([
		['nothing', {}, '{}', '{\n}'],
		['an empty part', {executeResult: {results: [], resultsJson: undefined}}, '{"executeResult":{}}', '{\n  "executeResult": {\n  }\n}'],
		['an empty list of results', withJson('[]'), '{"executeResult":{"resultsJson":"[]"}}', '{\n  "executeResult": {\n    "resultsJson": "[]"\n  }\n}'],
		['a status without a name', {status: 42 as ResponseStatus}, '{"status":42}', '{\n  "status": 42\n}'],
		[
			'console output',
			{consoleResult: {results: [{dataType: 'tty', dataBytes: Buffer.from('\r\n')}, {dataType: 'tty', dataBytes: Buffer.alloc(0)}], consoleId: ''}},
			'{"consoleResult":{"results":[{"dataType":"tty","dataBytes":"DQo="},{"dataType":"tty"}]}}',
			'{\n  "consoleResult": {\n    "results": [{\n      "dataType": "tty",\n      "dataBytes": "DQo="\n    }, {\n      "dataType": "tty"\n    }]\n  }\n}',
		],
		[
			'what Gson escapes',
			{message: '<a href=\'b\'>&\u2028\u2029\u0000\u001F"\\/é世'},
			String.raw`{"message":"\u003ca href\u003d\u0027b\u0027\u003e\u0026\u2028\u2029\u0000\u001f\"\\/é世"}`,
			`{\n  "message": "${String.raw`\u003ca href\u003d\u0027b\u0027\u003e\u0026\u2028\u2029\u0000\u001f\"\\/é世`}"\n}`,
		],
		['line separators alone', {sessionId: '\u2028'}, String.raw`{"sessionId":"\u2028"}`, `{\n  "sessionId": "${String.raw`\u2028`}"\n}`],
	])('%s', (_, members, compact, pretty) => {
		const response = {...ActionResponse.create(), ...members};
		expect(printActionResponse(response)).toBe(compact);
		expect(printActionResponse(response, {pretty: true})).toBe(pretty);
	});

	it('is read back as it was', () => {
		const response = fc.record({
			agentId: fc.string({unit: 'grapheme'}),
			requestId: fc.string(),
			status: fc.nat(9),
			message: fc.string({unit: 'grapheme'}),
			sessionId: fc.string(),
			executeResult: fc.option(fc.record({results: fc.constant([]), resultsJson: fc.option(fc.string(), {nil: undefined})}), {nil: undefined}),
			consoleResult: fc.option(fc.record({
				results: fc.array(fc.record({dataType: fc.string(), dataBytes: fc.uint8Array().map(bytes => Buffer.from(bytes))})),
				consoleId: fc.string(),
			}), {nil: undefined}),
		}) as fc.Arbitrary<ActionResponse>;
		fc.assert(fc.property(response, fc.boolean(), (value, pretty) => {
			expect(parseActionResponse(printActionResponse(value, {pretty}))).toEqual(value);
		}));
	});
});

describe('reading', () => {
	test.each<[string, object]>([
		['{"status":"PAUSED","extra":{"a":1},"agentId":7,"message":null}', {agentId: '7'}],
		['{"status":4}', {status: ResponseStatus.FAILED}],
		['{"status":{},"executeResult":[],"consoleResult":"x"}', {}],
		['{"executeResult":{"results":[null,5],"resultsJson":5}}', {executeResult: {results: [], resultsJson: undefined}}],
		['{"executeResult":{"results":[{"@type":"x"}]}}', {executeResult: {results: [{type_url: 'x', value: Buffer.alloc(0)}], resultsJson: undefined}}],
		[
			`{"executeResult":{"results":[{"@type":"${prefix}SessionResult","javaPid":"many"}]}}`,
			{executeResult: {results: [{type_url: `${prefix}SessionResult`, value: Buffer.alloc(0)}], resultsJson: undefined}},
		],
	])('%s is lenient', (text, expected) => {
		expect(parseActionResponse(text)).toEqual({...ActionResponse.create(), ...expected});
	});

	test.each([
		['[]', 'ERR_PROTOCOL_PEER'],
		['null', 'ERR_PROTOCOL_PEER'],
		['12345678901234567890', 'ERR_PROTOCOL_PEER'],
		['<html>', 'ERR_PROTOCOL_JSON'],
		['{"status":', 'ERR_PROTOCOL_JSON'],
	])('%s is an error', (text, code) => {
		expect(protocolCode(() => parseActionResponse(text))).toBe(code);
	});

	it('throws nothing but a protocol error for any JSON', () => {
		const keys = fc.constantFrom('agentId', 'status', 'executeResult', 'consoleResult', 'results', 'resultsJson', 'dataBytes', '@type', 'env', 'javaPid', 'value', '__proto__');
		const {tree} = fc.letrec(tie => ({
			tree: fc.oneof({maxDepth: 4}, fc.constantFrom<unknown>(
				null,
				true,
				5,
				'x',
				`${prefix}SystemEnvResult`,
				`${prefix}SessionResult`,
				'[{"type":"a"}]',
				'{',
			), fc.dictionary(keys, tie('tree')), fc.array(tie('tree'))),
		}));
		fc.assert(fc.property(tree, value => {
			protocolCode(() => resultsOf(parseActionResponse(JSON.stringify(value))));
		}), {numRuns: 3000});
	});
});

describe('results', () => {
	it('of types that nobody knows pass through, with all digits', () => {
		const text = '[{"type":"from-the-future","jobId":1,"n":9007199254740993,"deep":{"a":[null,{"type":"x"}]}}]';
		expect(stringifyJson(resultsOf(withJson(text)))).toBe(text);
	});

	it('without a type are shown as unknown', () => {
		expect(resultsOf(withJson('[{"a":1},5,null,[1]]'))).toEqual([{type: 'unknown', a: 1}, {type: 'unknown', value: 5}, {type: 'unknown', value: null}, {type: 'unknown', value: [1]}]);
	});

	test.each([
		['{}', 'ERR_PROTOCOL_RESULT'],
		['"x"', 'ERR_PROTOCOL_RESULT'],
		['[{"type":"tt",null:1}]', 'ERR_PROTOCOL_JSON'],
		['['.repeat(100_000), 'ERR_PROTOCOL_TOO_LARGE'],
	])('%.30s is an error', (text, code) => {
		expect(protocolCode(() => resultsOf(withJson(text)))).toBe(code);
	});

	it('are none where there are none', () => {
		expect([resultsOf(ActionResponse.create()), resultsOf(withJson(undefined)), resultsOf(withJson(''))]).toEqual([[], [], []]);
	});
});

it('knows which status ends a job', () => {
	expect([0, 1, 2, 3, 4, 5, 9].filter(status => !isTerminal({status}))).toEqual([ResponseStatus.CONTINUOUS]);
});
