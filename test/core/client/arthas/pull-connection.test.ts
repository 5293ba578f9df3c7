import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {createServer as createHttps} from 'node:https';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo, Server, Socket} from 'node:net';
import {
	afterEach, expect, it,
} from 'vitest';
import {createPullConnection} from '../../../../source/core/client/arthas/pull-connection.js';
import {parseEndpoint} from '../../../../source/core/client/endpoint.js';
import {makeCertificate, startSilence} from '../../../servers/odd-peers.js';

let cleanups: Array<() => Promise<void> | void> = [];

afterEach(async () => {
	for (const cleanup of cleanups.reverse()) {
		await cleanup();
	}

	cleanups = [];
});

async function listen(server: Server): Promise<{port: number; sockets: Socket[]}> {
	const sockets: Socket[] = [];
	server.on('connection', (socket: Socket) => {
		sockets.push(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	cleanups.push(() => {
		for (const socket of sockets) {
			socket.destroy();
		}

		server.close();
	});
	return {port: (server.address() as AddressInfo).port, sockets};
}

function connect(url: string, {options = {}, maxMessage = 1000, timeoutMs = 5000}: {options?: Parameters<typeof parseEndpoint>[1]; maxMessage?: number; timeoutMs?: number} = {}) {
	const connection = createPullConnection(parseEndpoint(url, options), {maxMessage, timeoutMs});
	cleanups.push(connection.close);
	return connection;
}

const echo: RequestListener = async (request, response) => {
	const parts: Uint8Array[] = [];
	for await (const part of request) {
		parts.push(part as Uint8Array);
	}

	response.setHeader('connection', 'close');
	response.end(`${request.method} ${request.url} ${request.headers.authorization ?? '-'} ${Buffer.concat(parts).toString()}`);
};

it('posts to /api below the prefix, with the login, and has the next connection ready', async () => {
	const {port, sockets} = await listen(createServer(echo));
	const connection = connect(`arthas+http://127.0.0.1:${port}/jvm1/`, {options: {password: 'x'}});
	expect(await connection.post('één')).toEqual({status: 200, text: 'POST /jvm1/api Basic YXJ0aGFzOng= één'});
	expect(await connection.post('two')).toMatchObject({text: 'POST /jvm1/api Basic YXJ0aGFzOng= two'});
	// Two that were used and the one that waits; it may not have been accepted yet.
	await expect.poll(() => sockets.length).toBe(3);
});

it('dials anew when the connection that waited was closed', async () => {
	const {port, sockets} = await listen(createServer(echo));
	const connection = connect(`arthas+http://127.0.0.1:${port}`);
	await connection.post('one');
	await expect.poll(() => sockets.length).toBe(2);
	sockets[1]?.end();
	await once(sockets[1]!, 'close');
	expect(await connection.post('two')).toMatchObject({text: 'POST /api - two'});
});

it('speaks TLS with a given authority, and tells a foreign one', async () => {
	const {key, cert} = makeCertificate({from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000)});
	const {port} = await listen(createHttps({key, cert}, echo));
	expect(await connect(`arthas+https://127.0.0.1:${port}`, {options: {ca: cert}}).post('one')).toMatchObject({status: 200, text: 'POST /api - one'});
	await expect(connect(`arthas+https://127.0.0.1:${port}`).post('one')).rejects.toMatchObject({code: 'ERR_CONNECT_TLS'});
});

it('gives the status of an answer that is none of Arthas', async () => {
	const {port} = await listen(createServer((_request, response) => {
		response.writeHead(500).end('Server error');
	}));
	expect(await connect(`arthas+http://127.0.0.1:${port}`).post('one')).toEqual({status: 500, text: 'Server error'});
});

it('rejects an answer that is too large, and one that is cut', async () => {
	const {port} = await listen(createServer((_request, response) => {
		response.writeHead(200, {'content-length': 2000}).write('x'.repeat(1500));
		response.socket?.end();
	}));
	await expect(connect(`arthas+http://127.0.0.1:${port}`).post('one')).rejects.toMatchObject({code: 'ERR_PROTOCOL_TOO_LARGE'});
	await expect(connect(`arthas+http://127.0.0.1:${port}`, {maxMessage: 5000}).post('one')).rejects.toMatchObject({code: 'ERR_CONNECT_DOWN'});
});

it('rejects where nothing listens, and where nobody answers', async () => {
	const {port} = await listen(createServer(echo));
	await cleanups.pop()?.();
	await expect(connect(`arthas+http://127.0.0.1:${port}`).post('one')).rejects.toMatchObject({code: 'ERR_CONNECT_REFUSED'});
	const silence = await startSilence();
	cleanups.push(async () => silence[Symbol.asyncDispose]());
	await expect(connect(`arthas+${silence.url}`, {timeoutMs: 30}).post('one')).rejects.toMatchObject({code: 'ERR_TIMEOUT'});
});

it('ends the post under way when it is closed', async () => {
	const silence = await startSilence();
	cleanups.push(async () => silence[Symbol.asyncDispose]());
	const connection = connect(`arthas+${silence.url}`);
	const post = expect(connection.post('one')).rejects.toMatchObject({code: 'ERR_CLOSED'});
	await silence.until(() => silence.open === 2);
	connection.close();
	await post;
	await silence.until(() => silence.open === 0);
});
