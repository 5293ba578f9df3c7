import {expect, it} from 'vitest';
import {ArthasError} from '../../../source/core/error.js';
import {connectError} from '../../../source/core/client/connect-error.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';

const endpoint = parseEndpoint('channel+https://box:8800');
const coded = (code: string) => Object.assign(new Error(code), {code});

it.each<[code: string, expected: string, retryable: boolean]>([
	['ECONNREFUSED', 'ERR_CONNECT_REFUSED', true],
	['EHOSTUNREACH', 'ERR_CONNECT_REFUSED', true],
	['ENETUNREACH', 'ERR_CONNECT_REFUSED', true],
	['ENOTFOUND', 'ERR_CONNECT_ADDRESS', false],
	['EAI_AGAIN', 'ERR_CONNECT_ADDRESS', true],
	['ETIMEDOUT', 'ERR_CONNECT_TIMEOUT', true],
	['UND_ERR_CONNECT_TIMEOUT', 'ERR_CONNECT_TIMEOUT', true],
	['ECONNRESET', 'ERR_CONNECT_DOWN', true],
	['EPIPE', 'ERR_CONNECT_DOWN', true],
	['UND_ERR_SOCKET', 'ERR_CONNECT_DOWN', true],
	['UND_ERR_BODY_TIMEOUT', 'ERR_TIMEOUT', true],
	['CERT_HAS_EXPIRED', 'ERR_CONNECT_TLS', false],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_CONNECT_TLS', false],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_CONNECT_TLS', false],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_CONNECT_TLS', false],
	['HPE_INVALID_CONSTANT', 'ERR_PROTOCOL_PEER', false],
	['UND_ERR_HEADERS_OVERFLOW', 'ERR_PROTOCOL_PEER', false],
	['SOMETHING_NEW', 'ERR_CONNECT_DOWN', true],
])('%s is %s', (code, expected, retryable) => {
	for (const error of [coded(code), new Error('fetch failed', {cause: coded(code)}), new AggregateError([coded(code), coded('x')], 'all failed')]) {
		const known = connectError(error, endpoint);
		expect(known).toMatchObject({
			code: expected, retryable, cause: error, hint: expect.any(String) as unknown,
		});
		expect(`${known.message} ${known.hint}`).not.toMatch(/\{|\}|undefined/u);
	}
});

it('names where it was going, and a way that may work', () => {
	expect(connectError(coded('ECONNREFUSED'), endpoint)).toMatchObject({message: 'nothing listens at box:8800', hint: expect.stringContaining('doctor channel+https://box:8800') as unknown});
	expect(connectError(coded('EPROTO'), endpoint).hint).toContain('channel+http://box:8800');
	expect(connectError(coded('ECONNRESET'), endpoint).hint).toContain('want http,');
});

it('leaves errors of ours as they are, and takes what is no error', () => {
	const own = new ArthasError('ERR_CLOSED', 'x');
	expect(connectError(own, endpoint)).toBe(own);
	expect(connectError('text', endpoint)).toMatchObject({code: 'ERR_CONNECT_DOWN', message: expect.stringContaining('text') as unknown});
});
