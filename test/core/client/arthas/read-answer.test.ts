import {describe, expect, it} from 'vitest';
import {bodyNumber, bodyText, readAnswer} from '../../../../source/core/client/arthas/read-answer.js';
import {parseEndpoint} from '../../../../source/core/client/endpoint.js';

const endpoint = parseEndpoint('arthas+http://10.0.0.7:8563/jvm1');
const batch = '{"body":{"jobId":3,"jobStatus":"TERMINATED","results":[{"type":"tt","map":{null:"x"}},{"type":"status","statusCode":0}]},"state":"SUCCEEDED"}';

it('reads an answer', () => {
	const answer = readAnswer(200, batch.replace('null:', '"a":'), endpoint);
	expect(answer).toMatchObject({response: {state: 'SUCCEEDED'}, results: [{type: 'tt'}, {type: 'status'}]});
	expect(answer.damage).toBeUndefined();
	expect([bodyText(answer, 'jobStatus'), bodyText(answer, 'jobId'), bodyNumber(answer, 'jobId'), bodyNumber(answer, 'jobStatus')]).toEqual(['TERMINATED', undefined, 3, undefined]);
});

it('saves an answer with a null key whole, and says so', () => {
	const answer = readAnswer(200, batch, endpoint);
	expect(answer).toMatchObject({response: {state: 'SUCCEEDED', body: {jobStatus: 'TERMINATED'}}, results: [{type: 'tt', map: {null: 'x'}}, {type: 'status'}], damage: {lost: 0, isCut: false}});
});

it('saves what comes before a cut', () => {
	const answer = readAnswer(200, batch.slice(0, batch.indexOf('"statusCode"')), endpoint);
	expect(answer).toMatchObject({response: {state: ''}, results: [{type: 'tt'}], damage: {lost: 1, isCut: true}});
});

describe('what is no answer of Arthas', () => {
	it.each([
		[401, '', 'ERR_AUTH_LOGIN', /asks for a login/u],
		[403, '', 'ERR_AUTH_LOGIN', /asks for a login/u],
		[413, '', 'ERR_PROTOCOL_TOO_LARGE', /size/u],
		[500, 'Server error', 'ERR_PROTOCOL_RESULT', /ran/u],
		[502, '<html>', 'ERR_CONNECT_DOWN', /proxy/u],
		[404, 'Not found', 'ERR_PROTOCOL_PEER', /no Arthas HTTP API: \/jvm1\/api/u],
		[302, '', 'ERR_PROTOCOL_PEER', /no Arthas/u],
		[200, '<html>', 'ERR_PROTOCOL_PEER', /web page/u],
		[200, '', 'ERR_PROTOCOL_PEER', /no Arthas/u],
		[200, '{"timestamp":1,"status":404}', 'ERR_PROTOCOL_PEER', /no Arthas/u],
		[200, '{', 'ERR_PROTOCOL_JSON', /./u],
	])('%i %j', (status, text, code, message) => {
		expect(() => readAnswer(status, text, endpoint)).toThrow(expect.objectContaining({code, message: expect.stringMatching(message) as unknown}) as Error);
	});

	it('tells a login that is missing from one that is wrong', () => {
		const withLogin = parseEndpoint('arthas+http://10.0.0.7:8563', {username: 'admin', password: 'x'});
		expect(() => readAnswer(401, '', withLogin)).toThrow('doesn\'t accept this login');
	});
});
