import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {openAttachments, type Attachment, type Attachments} from '../../../../source/core/host/attach/attachments.js';
import {checkDoor} from '../../../../source/core/host/attach/check-door.js';
import {detachArthas} from '../../../../source/core/host/attach/detach-arthas.js';
import {joinArthas} from '../../../../source/core/host/attach/join-arthas.js';
import type {LocalJvm} from '../../../../source/core/host/attach/local-jvms.js';

// This process stands for the JVM: it listens on the port of a server that answers as Arthas does.
const {pid} = process;
const login = {username: 'arthas-tui', password: 'made-here'};
const {signal} = new AbortController();
const jvm: LocalJvm = {
	pid, ownPid: pid, uid: process.getuid!(), user: 'me', mainClass: 'demo.Game', jdkVersion: '17', arthas: 'attached', arthasPorts: [],
};
/** Nobody but root may listen there, and root doesn't. */
const closed = 1;
let runtime: string;
let attachments: Attachments;
let server: Server;
let asked: Array<{authorization: string | undefined; command: string}>;

beforeEach(async () => {
	runtime = await mkdtemp(path.join(tmpdir(), 'arthas-tui-doors-'));
	attachments = openAttachments(runtime);
	asked = [];
});

afterEach(async () => {
	server.closeAllConnections();
	server.close();
	await rm(runtime, {recursive: true, force: true});
});

async function arthas({asksForPassword = true, refusesAll = false, stops = true} = {}): Promise<number> {
	const right = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
	server = createServer(async (request, response) => {
		let body = '';
		for await (const part of request) {
			body += String(part);
		}

		const {command} = JSON.parse(body) as {command: string};
		const {authorization} = request.headers;
		asked.push({authorization, command});
		const isIn = !refusesAll && (!asksForPassword || authorization === right);
		response.writeHead(isIn ? 200 : 401).end('{}');
		if (isIn && command === 'stop' && stops) {
			server.close();
		}
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

function attached(port: number): Attachment {
	attachments.add({
		pid, agentId: 'game_1', port, ...login,
	}, {});
	return attachments.list()[0]!;
}

test('a door that asks strangers for the password is left as it is', async () => {
	await checkDoor({pid, port: await arthas(), ...login}, signal);
	expect(asked).toEqual([{authorization: undefined, command: 'version'}]);
});

test('a door that lets strangers in is closed again', async () => {
	const port = await arthas({asksForPassword: false});
	await expect(checkDoor({pid, port, ...login}, signal)).rejects.toMatchObject({code: 'ERR_COMMAND', message: expect.stringContaining('was stopped') as string});
	expect(asked.map(({command}) => command)).toEqual(['version', 'stop']);
});

test('a port that is somebody else\'s is told nothing', async () => {
	const port = await arthas();
	await expect(checkDoor({pid: process.ppid, port, ...login}, signal)).rejects.toMatchObject({message: expect.stringContaining(`doesn't serve there on port ${port}`) as string});
	expect(asked).toEqual([]);
});

test('detach tells Arthas to stop, waits until it has, and forgets it', async () => {
	const one = attached(await arthas());
	expect(await detachArthas(one, {attachments, signal})).toBe('ended');
	expect(asked).toEqual([{authorization: expect.stringMatching(/^Basic /u) as string, command: 'stop'}]);
	expect(attachments.list()).toEqual([]);
});

test('an Arthas that somebody has stopped is forgotten, and whoever took its port is told nothing', async () => {
	const one = attached(await arthas());
	expect(await detachArthas({...one, pid: process.ppid}, {attachments, signal})).toBe('gone');
	expect(asked).toEqual([]);
});

test('one that refuses, or does not stop, is not forgotten', async () => {
	const refusing = attached(await arthas({refusesAll: true}));
	await expect(detachArthas(refusing, {attachments, signal})).rejects.toMatchObject({code: 'ERR_COMMAND', message: expect.stringContaining('status 401') as string});
	server.close();
	const staying = attached(await arthas({stops: false}));
	const late = new AbortController();
	const ending = detachArthas(staying, {attachments, signal: late.signal});
	server.once('request', () => {
		late.abort(new Error('enough'));
	});
	await expect(ending).rejects.toThrow('enough');
	expect(attachments.list()).toHaveLength(1);
});

test('an Arthas that was there before is asked for no more than its door, is listed, and is left by detach', async () => {
	const port = await arthas({asksForPassword: false});
	await joinArthas({...jvm, arthasPorts: [closed, port]}, 'game_1', {attachments, signal});
	const [one] = attachments.list();
	expect(one).toMatchObject({
		pid, agentId: 'game_1', port, wasThere: true,
	});
	expect(one?.password).toBeUndefined();
	expect(await detachArthas(one!, {attachments, signal})).toBe('left');
	expect(asked.map(({command}) => command)).toEqual(['version']);
	expect(attachments.list()).toEqual([]);
});

test('one that wants a login, or speaks no HTTP, is told as that and is not listed', async () => {
	const port = await arthas();
	await expect(joinArthas({...jvm, arthasPorts: [port]}, 'game_1', {attachments, signal})).rejects.toMatchObject({
		code: 'ERR_AUTH_LOGIN', hint: expect.stringContaining(`--bridge http://127.0.0.1:${port}`) as string,
	});
	await expect(joinArthas({...jvm, arthasPorts: [closed]}, 'game_1', {attachments, signal})).rejects.toMatchObject({
		code: 'ERR_COMMAND', message: expect.stringContaining('speaks no HTTP') as string,
	});
	expect(attachments.list()).toEqual([]);
});

test('who watches is told of what is attached and of what is detached', async () => {
	const port = await arthas();
	const lengths: number[] = [];
	let changed = () => undefined as void;
	const forget = attachments.watch(() => {
		lengths.push(attachments.list().length);
		changed();
	});
	const until = async (length: number) => new Promise<void>(resolve => {
		changed = () => {
			if (lengths.at(-1) === length) {
				resolve();
			}
		};
	});
	const [isThere, one] = [until(1), attached(port)];
	await isThere;
	const isGone = until(0);
	attachments.remove(one.pid);
	await isGone;
	forget();
});
