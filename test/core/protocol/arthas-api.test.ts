import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {apiResults, parseApiResponse, printApiRequest} from '../../../source/core/protocol/arthas-api.js';
import {stringifyJson} from '../../../source/core/protocol/json.js';
import {fixture, fixtureNames} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

type Recording = {response?: unknown; started?: unknown; batches?: unknown[]; interrupt?: unknown; steps?: Array<{response: unknown}>; httpStatus?: number};
type Answer = {state: string; body?: {results?: Array<{type: string}>}};

function answersOf(name: string): string[] {
	const text = fixture(name);
	const {response, started, batches = [], interrupt, steps = []} = JSON.parse(text) as Recording;
	const candidates = [response, started, ...batches, interrupt, ...steps.map(step => step.response)];
	return candidates.filter(answer => typeof answer === 'object' && answer !== null && 'state' in answer).map(answer => JSON.stringify(answer));
}

describe('recorded answers', () => {
	const agent = fixtureNames('arthas-http-api', /json$/u).flatMap(name => answersOf(name).map((text, index) => ({name: `${name} ${index}`, text})));
	const legacy = fixtureNames('channel-server', /^legacy-.*\.json$/u)
		.filter(name => fixture(name).includes('"state"'))
		.map(name => ({name, text: fixture(name)}));

	it('are here', () => {
		expect(agent.length).toBeGreaterThan(80);
		expect(legacy.length).toBeGreaterThan(20);
	});

	test.each([...agent, ...legacy])('$name', ({text}) => {
		const answer = JSON.parse(text) as Answer;
		const response = parseApiResponse(text);
		expect(JSON.parse(stringifyJson(response))).toEqual(answer);
		expect(apiResults(response).map(result => result.type)).toEqual((answer.body?.results ?? []).map(result => result.type));
	});
});

describe('reading', () => {
	it('keeps the digits of numbers and unknown results', () => {
		const results = '[{"type":"new","n":-9223372036854775808,"list":[{}]}]';
		expect(stringifyJson(apiResults(parseApiResponse(`{"state":"SUCCEEDED","body":{"results":${results}}}`)))).toBe(results);
	});

	it('ignores members of another type and takes any state', () => {
		expect(parseApiResponse('{"state":"PAUSED","message":5,"sessionId":null,"body":[],"jobId":1,"consumerId":"c"}')).toEqual({state: 'PAUSED', consumerId: 'c'});
	});

	test.each([
		['{"state":5}', 'ERR_PROTOCOL_PEER'],
		['{"timestamp":"x","status":404}', 'ERR_PROTOCOL_PEER'],
		['[{"state":"SUCCEEDED"}]', 'ERR_PROTOCOL_PEER'],
		['<html>Server error</html>', 'ERR_PROTOCOL_PEER'],
		['Server error', 'ERR_PROTOCOL_PEER'],
		['', 'ERR_PROTOCOL_PEER'],
		['{"state":"SUCCEEDED","body":{null:1}}', 'ERR_PROTOCOL_JSON'],
		['{"state":"SUCC', 'ERR_PROTOCOL_JSON'],
		['{"a":'.repeat(100_000), 'ERR_PROTOCOL_TOO_LARGE'],
	])('%.40s is an error', (text, code) => {
		expect(protocolCode(() => parseApiResponse(text))).toBe(code);
	});

	it('throws nothing but a protocol error', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.dictionary(fc.constantFrom('state', 'body', 'results', '__proto__'), fc.jsonValue()).map(value => JSON.stringify(value))), text => {
			protocolCode(() => apiResults(parseApiResponse(text)));
		}));
	});
});

it('has no results where the body has none', () => {
	expect(apiResults({state: 'SUCCEEDED'})).toEqual([]);
	expect(apiResults({state: 'SUCCEEDED', body: {results: 'none'}})).toEqual([]);
});

it('prints a request without its absent members', () => {
	expect(printApiRequest({
		action: 'exec', command: 'ognl \'"世"\'', execTimeout: 1000, sessionId: undefined,
	})).toBe(String.raw`{"action":"exec","command":"ognl '\"世\"'","execTimeout":1000}`);
});
