import {expect, it} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import type {ConnectionOptions} from '../../../source/core/client/connection.js';
import type {Endpoint} from '../../../source/core/client/endpoint.js';
import {
	startBadGateway, startDrip, startEndless, startGrpcOnly, startLoginPage, startNestedJson, startSilence, startTls, startTruncatedJson, type OddPeer,
} from '../../servers/odd-peers.js';

type Case = [
	what: string,
	start: () => Promise<OddPeer & {certificate?: {cert: string}}>,
	scheme: 'http' | 'https',
	expected: {code: string; state: 'stopped' | 'waiting'; words?: RegExp},
];

const table: Case[] = [
	['a login page', async () => startLoginPage(), 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped', words: /web page/u}],
	['a redirection to a login page', async () => startLoginPage({redirects: true}), 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped', words: /302/u}],
	['a proxy whose server is gone', startBadGateway, 'http', {code: 'ERR_CONNECT_DOWN', state: 'waiting', words: /502/u}],
	['the port of the agents', startGrpcOnly, 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped', words: /7700|HTTP/u}],
	['half a list', async () => startTruncatedJson(), 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped', words: /no list of agents/u}],
	['half a list and a broken connection', async () => startTruncatedJson({how: 'connection'}), 'http', {code: 'ERR_CONNECT_DOWN', state: 'waiting'}],
	['a list nested without end', async () => startNestedJson(), 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped'}],
	['a list without end', async () => startEndless('json'), 'http', {code: 'ERR_PROTOCOL_TOO_LARGE', state: 'stopped', words: /1048576/u}],
	['a header without end', async () => startEndless('header'), 'http', {code: 'ERR_PROTOCOL_PEER', state: 'stopped'}],
	['TLS where plain was meant', async () => startTls('self-signed'), 'http', {code: 'ERR_CONNECT_DOWN', state: 'waiting', words: /closed the connection/u}],
	['plain where TLS was meant', async () => startLoginPage(), 'https', {code: 'ERR_CONNECT_TLS', state: 'stopped', words: /doesn't speak TLS/u}],
	['a certificate that nobody signed', async () => startTls('self-signed'), 'https', {code: 'ERR_CONNECT_TLS', state: 'stopped', words: /trusts/u}],
	['a certificate of last year', async () => startTls('expired'), 'https', {code: 'ERR_CONNECT_TLS', state: 'stopped'}],
];

it.each(table)('meets %s and says what it is', async (_what, start, scheme, {code, state, words = /./u}) => {
	await using peer = await start();
	await meets(`channel+${scheme}://127.0.0.1:${peer.port}`, {maxMessage: 1 << 20}, {code, state, words});
});

it('meets silence, and one byte a second, for ten seconds at most', async () => {
	await using silence = await startSilence();
	await using drip = await startDrip({everyMs: 200});
	await using slowHead = await startDrip({everyMs: 200, from: 'status-line'});
	const startedAt = performance.now();
	await Promise.all([silence, drip, slowHead].map(async ({port}) => meets(`http://127.0.0.1:${port}`, {}, {code: 'ERR_TIMEOUT', state: 'waiting', words: /./u})));
	expect(performance.now() - startedAt).toBeLessThan(13_000);
});

async function meets(address: string, options: ConnectionOptions & Partial<Endpoint>, {code, state, words}: {code: string; state: string; words: RegExp}) {
	await using connection = connect(address, options);
	await expect(connection.ready()).rejects.toMatchObject({code, message: expect.stringMatching(words) as unknown, hint: expect.any(String) as unknown});
	expect(connection.state.getSnapshot().name).toBe(state);
}
