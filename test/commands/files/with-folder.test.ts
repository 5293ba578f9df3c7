import {Buffer} from 'node:buffer';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:http';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {ownAttachments} from '../../../source/commands/attach/own-attachments.js';
import {withFolder} from '../../../source/commands/files/with-folder.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {createFleet} from '../../../source/core/client/fleet.js';
import {openConnection} from '../../../source/core/client/connection.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startServer, type ChannelServer} from '../../../source/core/server/index.js';
import {Moments} from '../../servers/simulation/moments.js';
import {Door} from '../../servers/simulation/peer.js';
import {answerOutput} from '../../servers/tunnel/output-files.js';
import {fakeContext} from '../fake-context.js';

const login = {username: 'arthas-tui', password: 'made-here'};
const {signal} = new AbortController();
let env: NodeJS.ProcessEnv;
let logins: Array<string | undefined>;
let moments: Moments;
let arthas: Door;
let server: ChannelServer;

beforeEach(async () => {
	env = {XDG_STATE_HOME: await mkdtemp(path.join(tmpdir(), 'arthas-tui-folder-'))};
	logins = [];
	moments = new Moments();
	arthas = await new Door(createServer((request, response) => {
		logins.push(request.headers.authorization);
		answerOutput(request.url ?? '', request, response, {files: {'flame.html': '<p>flame'}});
	}), moments.notify).open();
	server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
});

afterEach(async () => {
	await server.close();
	await arthas.shut();
	moments.end();
	await rm(env['XDG_STATE_HOME'] ?? '', {recursive: true, force: true});
});

/** As a channel server lists what is bridged. */
const bridged = (labels: Record<string, string>): Agent => ({
	ref: 'here/game_1', id: 'game_1', name: 'game', kind: 'jvm', via: 'channel', results: 'structured', app: 'game', status: 'up', statusText: 'IN_SERVICE',
	host: null, ip: null, version: '4.1.5', lastSeen: null, labels, server: 'here', registeredAt: null,
});

async function list(labels: Record<string, string>): Promise<string[]> {
	const fleet = createFleet([openConnection({...parseEndpoint(`channel+http://127.0.0.1:${server.http.port}`), name: 'here'})]);
	try {
		await fleet.settled(signal);
		const {entries} = await withFolder(fakeContext({env}), {fleet, agent: bridged(labels), signal}, async folder => folder.list('', signal));
		return entries.map(({name}) => name);
	} finally {
		await fleet.close();
	}
}

test('the files of a JVM that attach has brought come from its Arthas, with the password that is kept', async () => {
	// This process stands for the JVM.
	ownAttachments(env).add({
		pid: process.pid, agentId: 'game_1', port: arthas.port, ...login,
	}, {});
	expect(await list({bridge: hostname(), port: String(arthas.port), pid: String(process.pid)})).toEqual(['flame.html']);
	expect(logins).toEqual([`Basic ${Buffer.from('arthas-tui:made-here').toString('base64')}`]);
});

test.each([
	['at another port', () => ({bridge: hostname(), port: String(arthas.port + 1)})],
	['on another host', () => ({bridge: 'elsewhere', port: String(arthas.port)})],
])('a JVM of the same name %s gets none of ours', async (_, labels) => {
	ownAttachments(env).add({
		pid: process.pid, agentId: 'game_1', port: arthas.port, ...login,
	}, {});
	await expect(list({...labels(), pid: String(process.pid)})).rejects.toMatchObject({code: 'ERR_FILE', message: 'a channel server carries no files, such as those of game'});
	expect(logins).toEqual([]);
});
