import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {connect as connectHttp2} from 'node:http2';
import {request as requestHttps} from 'node:https';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {afterEach, expect, test} from 'vitest';
import {
	startBadGateway, startDrip, startEndless, startForeignAnswers, startGrpcOnly, startHugeJson, startLoginPage, startNestedJson, startSilence, startTls, startTruncatedJson, type OddPeer,
} from './odd-peers.js';

const cleanups: AsyncDisposable[] = [];

afterEach(async () => {
	for (const one of cleanups.splice(0)) {
		await one[Symbol.asyncDispose]();
	}
});

async function living<T extends OddPeer>(starting: Promise<T>): Promise<T> {
	const peer = await starting;
	cleanups.push(peer);
	return peer;
}

/** A client that sends a request and keeps the connection. */
async function dial(peer: OddPeer) {
	const socket = connect(peer.port, '127.0.0.1');
	socket.on('error', () => undefined);
	cleanups.push({
		async [Symbol.asyncDispose]() {
			socket.destroy();
		},
	});
	await once(socket, 'connect');
	socket.write('GET /agents HTTP/1.1\r\nHost: x\r\n\r\n');
	return socket;
}

test('a login page, at once or behind a redirect', async () => {
	const page = await fetch(`${(await living(startLoginPage())).url}/agents`);
	expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([200, 'text/html;charset=UTF-8', expect.stringContaining('<form')]);
	const redirected = await fetch(`${(await living(startLoginPage({redirects: true}))).url}/agents`);
	expect([redirected.redirected, redirected.url.endsWith('/login'), await redirected.text()]).toEqual([true, true, expect.stringContaining('<form')]);
});

test('a proxy without its server', async () => {
	const peer = await living(startBadGateway());
	const response = await fetch(`${peer.url}/api`, {method: 'POST', body: '{}'});
	expect([response.status, await response.text()]).toEqual([502, expect.stringContaining('502 Bad Gateway')]);
	expect(peer.requests).toMatchObject([{method: 'POST', path: '/api', body: '{}'}]);
});

test('silence: the connection stands and nothing comes', async () => {
	const peer = await living(startSilence());
	const socket = await dial(peer);
	await peer.until(() => peer.accepted === 1);
	socket.end();
	await once(socket, 'close');
	expect(socket.bytesRead).toBe(0);
});

test.each(['body', 'status-line'] as const)('one byte at a time of the %s', async from => {
	const peer = await living(startDrip({everyMs: 2, from}));
	const socket = await dial(peer);
	const sizes: number[] = [];
	socket.on('data', chunk => {
		sizes.push(chunk.length);
	});
	await peer.until(() => peer.bytesSent >= 5);
	expect(from === 'body' ? sizes[0] : 100).toBeGreaterThan(50);
	expect(sizes.slice(from === 'body' ? 1 : 0).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(peer.bytesSent);
});

test.each(['json', 'sse', 'sse-line', 'header'] as const)('endless %s goes on as long as it is read', async kind => {
	const peer = await living(startEndless(kind));
	const socket = await dial(peer);
	let read = 0;
	socket.on('data', chunk => {
		read += chunk.length;
	});
	await peer.until(() => read > 1_000_000);
	expect(peer.bytesSent).toBeGreaterThan(900_000);
});

test.each([
	['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	['expired', 'CERT_HAS_EXPIRED'],
] as const)('TLS, %s: %s', async (kind, code) => {
	const peer = await living(startTls(kind));
	const ask = async (options: object) => {
		const request = requestHttps(`${peer.url}/agents`, options).end();
		const [response] = await once(request, 'response') as [NodeJS.ReadableStream];
		return text(response);
	};

	// With the certificate as its own authority only the dates can be wrong.
	const trusting = kind === 'expired' ? {ca: peer.certificate.cert} : {};
	await expect(ask(trusting)).rejects.toMatchObject({code});
	expect(await ask(kind === 'expired' ? {rejectUnauthorized: false} : {ca: peer.certificate.cert})).toBe('[]');
	const {subjectAltName, ca} = new X509Certificate(peer.certificate.cert);
	expect([subjectAltName, ca]).toEqual(['DNS:localhost, IP Address:127.0.0.1', true]);
});

test('JSON that stops half-way, as a text and as a connection', async () => {
	const short = await fetch(`${(await living(startTruncatedJson())).url}/agents`);
	const body = await short.text();
	expect(() => JSON.parse(body) as unknown).toThrow(SyntaxError);
	const cut = await fetch(`${(await living(startTruncatedJson({how: 'connection'}))).url}/agents`);
	await expect(cut.text()).rejects.toThrow('terminated');
});

test.each(['/agents', '/api', '/agent/mg1/exec'])('deep and huge JSON for %s', async path => {
	const deep = await fetch((await living(startNestedJson(1000))).url + path);
	expect(await deep.text()).toContain('['.repeat(1000) + ']'.repeat(1000));
	const huge = await living(startHugeJson(1_000_000));
	const response = await fetch(huge.url + path);
	expect(JSON.stringify(await response.json())).toContain('x'.repeat(1_000_000));
	expect(huge.bytesSent).toBe(1_000_000);
});

test('answers to somebody else', async () => {
	const {url} = await living(startForeignAnswers());
	const body = async (path: string) => (await fetch(url + path, {method: 'POST', body: '{}'})).text();
	expect(await body('/agents')).toContain('"agentId":"mg1"');
	expect(await body('/api')).toContain('"requestId":"req-1"');
	expect(await body('/agent/mg1/exec')).toContain('"requestId": "nqvDpQJtJ1r9"');
	expect((await body('/agent/mg1/sse_async_exec')).match(/"requestId": "Z5FJCpx7Pi39"/g)).toHaveLength(5);
});

test('HTTP/2 only: HTTP/1 gets frames and an end, gRPC an unknown method', async () => {
	const peer = await living(startGrpcOnly());
	await expect(fetch(`${peer.url}/agents`)).rejects.toThrow('fetch failed');
	const session = connectHttp2(peer.url);
	const stream = session.request({':method': 'POST', ':path': '/com.alibaba.arthas.channel.proto.ArthasService/register', 'content-type': 'application/grpc'});
	const [headers] = await once(stream, 'response') as [Record<string, string>];
	expect(headers).toMatchObject({'grpc-status': '12', 'content-type': 'application/grpc'});
	session.destroy();
});
