import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {isArthasError} from '../../../source/core/error.js';
import {parseActionRequest, printActionRequest} from '../../../source/core/protocol/channel-request.js';
import {ActionRequest, RequestAction, ResultFormat} from '../../../source/core/protocol/generated/ArthasService.js';
import {fixture} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

type Exchange = {name: string; request: {path: string; body?: unknown}; body: unknown};

const complaint = 'exec command failure: com.google.protobuf.InvalidProtocolBufferException: ';

function complaintAbout(text: string): string | undefined {
	try {
		parseActionRequest(text);
		return undefined;
	} catch (error) {
		if (isArthasError(error) && error.code === 'ERR_PROTOCOL_FORMAT') {
			return error.message;
		}

		throw error;
	}
}

describe('the requests of the recording', () => {
	const exchanges = (JSON.parse(fixture('channel-server/http-exchanges.json')) as Exchange[])
		.filter(({request}) => request.path.endsWith('exec') && request.body !== undefined && request.body !== '')
		.map(({name, request, body}) => ({
			name,
			text: typeof request.body === 'string' ? request.body : JSON.stringify(request.body),
			answer: typeof body === 'string' && body.startsWith('{') ? (JSON.parse(body) as {message?: string}).message ?? '' : '',
		}))
		// The form's body reached the parser in another encoding than it is recorded in.
		.filter(({name}) => !name.includes('form'));
	const refused = exchanges.filter(({answer}) => answer.includes(complaint));

	it('hold refused ones and others', () => {
		expect(refused).toHaveLength(6);
		expect(exchanges.length).toBeGreaterThan(15);
	});

	test.each(refused)('$name is refused with the same words', ({text, answer}) => {
		expect(`${answer.startsWith('async') ? 'async ' : ''}${complaint}${complaintAbout(text)}`).toBe(answer);
	});

	test.each(exchanges.filter(exchange => !refused.includes(exchange)))('$name is read', ({text}) => {
		expect(complaintAbout(text)).toBeUndefined();
	});
});

describe('what is read', () => {
	test.each<[string, object]>([
		['{}', {}],
		['{"action":"EXECUTE"}', {action: RequestAction.EXECUTE}],
		['{"action":11}', {action: RequestAction.CLOSE_CONSOLE}],
		['{"action":"12"}', {action: RequestAction.CONSOLE_INPUT}],
		['{"action":99}', {action: 99}],
		['{"action":null,"sessionId":null,"executeParams":null}', {}],
		['{"executeParams":{}}', {executeParams: {commandLine: '', execTimeout: 0, resultFormat: 0}}],
		[
			'{"executeParams":{"commandLine":"thread -n 3","execTimeout":"10000","resultFormat":"JSON"}}',
			{executeParams: {commandLine: 'thread -n 3', execTimeout: 10_000, resultFormat: ResultFormat.JSON}},
		],
		['{"executeParams":{"commandLine":5,"execTimeout":1e3}}', {executeParams: {commandLine: '5', execTimeout: 1000, resultFormat: 0}}],
		['{"executeParams":{"execTimeout":-2147483648}}', {executeParams: {commandLine: '', execTimeout: -2_147_483_648, resultFormat: 0}}],
		['{"consoleParams":{"consoleId":"c","inputData":"{}"}}', {consoleParams: {consoleId: 'c', inputData: '{}'}}],
		['{"sessionId":"a","sessionId":"b"}', {sessionId: 'b'}],
		['{"sessionId":12345678901234567890}', {sessionId: '12345678901234567890'}],
	])('%s', (text, expected) => {
		expect(parseActionRequest(text)).toEqual({...ActionRequest.create(), ...expected});
	});
});

describe('what is refused', () => {
	const name = 'com.alibaba.arthas.channel.proto';
	test.each([
		[' ', 'Expect message object but got: null'],
		['null', 'Expect message object but got: null'],
		['[]', 'Expect message object but got: []'],
		['"EXECUTE"', 'Expect message object but got: "EXECUTE"'],
		['12345678901234567890', 'Expect message object but got: 12345678901234567890'],
		['{"foo":null}', `Cannot find field: foo in message ${name}.ActionRequest`],
		['{"toString":1}', `Cannot find field: toString in message ${name}.ActionRequest`],
		['{"__proto__":{}}', `Cannot find field: __proto__ in message ${name}.ActionRequest`],
		['{"executeParams":{"command":"x"}}', `Cannot find field: command in message ${name}.ExecuteParams`],
		['{"consoleParams":{"x":1}}', `Cannot find field: x in message ${name}.ConsoleParams`],
		['{"executeParams":"version"}', 'Expect message object but got: "version"'],
		['{"action":"execute"}', `Invalid enum value: execute for enum type: ${name}.RequestAction`],
		['{"action":1.5}', `Invalid enum value: 1.5 for enum type: ${name}.RequestAction`],
		['{"executeParams":{"resultFormat":"XML"}}', `Invalid enum value: XML for enum type: ${name}.ResultFormat`],
		['{"executeParams":{"execTimeout":2147483648}}', 'Not an int32 value: 2147483648'],
		['{"executeParams":{"execTimeout":"10s"}}', 'Not an int32 value: "10s"'],
		['{"executeParams":{"execTimeout":1.5}}', 'Not an int32 value: 1.5'],
		['{"executeParams":{"commandLine":{}}}', 'Not a string value: {}'],
		['{"action":', 'java.io.EOFException: End of input at line 1 column 11 path $.action'],
		['{bad', 'java.io.EOFException: End of input at line 1 column 5 path $.bad'],
		['{\n "action": "EXECUTE",\n "executeParams": {"commandLine": "a,b{"', 'java.io.EOFException: End of input at line 3 column 41 path $.executeParams.commandLine'],
		['[{"a":1}, {"b":', 'java.io.EOFException: End of input at line 1 column 16 path $[1].b'],
	])('%j', (text, words) => {
		expect(complaintAbout(text)).toBe(words);
	});

	it('names the offset when the JSON is broken rather than short', () => {
		expect(complaintAbout('{"action":EXECUTE}')).toMatch(/^com\.google\.gson\.stream\.MalformedJsonException: .*offset 10/u);
		expect(complaintAbout('{"action":"EXEC')).toMatch(/offset 15/u);
	});

	it('is refused with a protocol error, whatever it is', () => {
		const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"action"', '"executeParams":', '"execTimeout":', '"EXECUTE"', '"', '\\', '1', '9e99', 'null', ' ', '\n', 'bad');
		fc.assert(fc.property(fc.array(pieces, {maxLength: 15}).map(list => list.join('')), text => {
			expect([undefined, 'ERR_PROTOCOL_FORMAT']).toContain(protocolCode(() => parseActionRequest(text)));
		}), {numRuns: 2000});
		expect(protocolCode(() => parseActionRequest('['.repeat(100_000)))).toBe('ERR_PROTOCOL_TOO_LARGE');
	});
});

describe('printing', () => {
	it('is compact and leaves defaults out', () => {
		expect(printActionRequest({})).toBe('{}');
		expect(printActionRequest({
			action: RequestAction.EXECUTE,
			sessionId: '',
			executeParams: {commandLine: 'watch a b \'{params}\'', execTimeout: 0, resultFormat: ResultFormat.JSON},
		})).toBe('{"action":"EXECUTE","executeParams":{"commandLine":"watch a b \'{params}\'","resultFormat":"JSON"}}');
		expect(printActionRequest({action: 99 as RequestAction})).toBe('{"action":99}');
	});

	it('is read back as it was', () => {
		const request = fc.record({
			agentId: fc.string(),
			requestId: fc.string(),
			action: fc.nat(20),
			sessionId: fc.string(),
			executeParams: fc.option(fc.record({
				commandLine: fc.string(), execTimeout: fc.integer({min: -(2 ** 31), max: (2 ** 31) - 1}), resultFormat: fc.nat(3),
			}), {nil: undefined}),
			consoleParams: fc.option(fc.record({inputData: fc.string(), consoleId: fc.string()}), {nil: undefined}),
		}) as fc.Arbitrary<ActionRequest>;
		fc.assert(fc.property(request, value => {
			expect(parseActionRequest(printActionRequest(value))).toEqual(value);
		}));
	});
});
