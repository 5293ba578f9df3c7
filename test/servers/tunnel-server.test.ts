import {once} from 'node:events';
import {connect} from 'node:net';
import {
	describe, expect, it, onTestFinished,
} from 'vitest';
import {WebSocket} from 'ws';
import {fixture} from './simulation/fixture.js';
import {basicLogin} from './tunnel/basic-login.js';
import {startTunnelServer, type TunnelServer} from './tunnel-server.js';

const prompt = '[arthas@9171]$ ';

/** A console as a client of no great care has it: its frames, and how it ended. */
async function open(server: TunnelServer, id: string) {
	const socket = new WebSocket(`${server.consoleUrl}?method=connectArthas&id=${id}`);
	const frames: string[] = [];
	let wake: () => void = () => undefined;
	let closed: string | undefined;
	socket.on('message', data => {
		frames.push((data as Uint8Array).toString());
		wake();
	});
	socket.on('close', (code, reason) => {
		closed = `${code} ${reason.toString()}`;
		wake();
	});
	socket.on('error', () => undefined);
	onTestFinished(() => {
		socket.terminate();
	});
	await once(socket, 'open');
	const until = async (condition: () => boolean) => {
		while (!condition()) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
	};

	return {
		frames,
		socket,
		closed: () => closed,
		until,
		untilPrompt: async () => until(() => frames.at(-1) === prompt),
		send(data: string) {
			socket.send(JSON.stringify({action: 'read', data}));
		},
	};
}

describe('the scripted tunnel server', () => {
	it('opens a console with the recorded banner and answers as recorded, frame by frame', async () => {
		await using server = await startTunnelServer();
		const console = await open(server, 'demo_math1');
		await console.untilPrompt();
		const recorded = fixture('tunnel-server/console-open.jsonl').trim().split('\n').map(line => JSON.parse(line) as {type: string; data: string});
		expect(console.frames).toEqual(recorded.filter(({type}) => type === 'text').map(({data}) => data));
		console.frames.length = 0;
		console.send('version\r');
		await console.untilPrompt();
		expect(console.frames).toEqual([...'version', '\r\n', '4.1.5', '\r\n', prompt]);
	});

	it('stays open and silent for an unknown id, a missing one and a ghost', async () => {
		await using server = await startTunnelServer({agents: [{id: 'demo_ghost', is: 'ghost'}], pingMs: 5});
		for (const id of ['nobody', '', 'demo_ghost']) {
			const console = await open(server, id);
			await once(console.socket, 'ping');
			await once(console.socket, 'ping');
			expect(console.frames).toEqual([]);
			expect(console.closed()).toBeUndefined();
		}
	});

	it('loses what is typed right after the upgrade', async () => {
		await using server = await startTunnelServer();
		const console = await open(server, 'demo_math1');
		console.send('version\r');
		await console.untilPrompt();
		console.send('pwdx\r');
		await console.until(() => console.frames.filter(frame => frame === prompt).length === 2);
		expect(server.commands).toEqual(['pwdx']);
	});

	it('closes with 1000 when the agent is frozen, and all four of four that are opened at once', async () => {
		await using server = await startTunnelServer({agents: [{id: 'demo_math1'}, {id: 'demo_ice', is: 'frozen'}], waitMs: 2000, dialMs: 1000});
		const frozen = await open(server, 'demo_ice');
		await frozen.until(() => frozen.closed() !== undefined);
		expect(frozen.closed()).toBe('1000 Bye');
		const four = await Promise.all(Array.from({length: 4}, async () => open(server, 'demo_math1')));
		await Promise.all(four.map(async one => one.until(() => one.closed() !== undefined)));
		expect(four.map(one => [one.closed(), one.frames.length])).toEqual(Array.from({length: 4}, () => ['1000 Bye', 0]));
		const three = await Promise.all(Array.from({length: 3}, async () => open(server, 'demo_math1')));
		await Promise.all(three.map(async one => one.untilPrompt()));
	});

	it('never answers a request on the port of its consoles', async () => {
		await using server = await startTunnelServer({pingMs: 5});
		const socket = connect(server.wsPort, '127.0.0.1');
		let heard = '';
		socket.on('data', data => {
			heard += data.toString();
		});
		await once(socket, 'connect');
		socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
		const console = await open(server, 'nobody');
		await once(console.socket, 'ping');
		expect(heard).toBe('');
		socket.destroy();
	});

	it('shows the actuator after the form login only, and lists by app where detail pages are on', async () => {
		await using server = await startTunnelServer({agents: [{id: 'demo_math1'}, {id: 'plain'}], password: 'secret'});
		const ask = async (path: string, options?: RequestInit) => fetch(server.httpUrl + path, {redirect: 'manual', ...options});
		expect((await ask('/actuator/arthas', {headers: {authorization: basicLogin({username: 'arthas', password: 'secret'})}})).headers.get('location')).toBe(`${server.httpUrl}/login`);
		const page = await ask('/login');
		const csrf = /name="_csrf"[^>]*value="(?<value>[^"]+)"/u.exec(await page.text())?.groups?.['value'] ?? '';
		const cookie = page.headers.get('set-cookie')!;
		const login = async (password: string) => ask('/login', {
			method: 'POST', headers: {cookie}, body: new URLSearchParams({username: 'arthas', password, _csrf: csrf}),
		});
		expect((await login('wrong')).headers.get('location')).toBe(`${server.httpUrl}/login?error`);
		const inside = await login('secret');
		const list = await ask('/actuator/arthas', {headers: {cookie: inside.headers.get('set-cookie')!}});
		expect(Object.keys((await list.json() as {agents: object}).agents)).toEqual(['demo_math1', 'plain']);
		expect(await (await ask('/api/tunnelApps')).json()).toEqual(['demo']);
		expect(Object.keys(await (await ask('/api/tunnelAgentInfo?app=demo')).json() as object)).toEqual(['demo_math1']);
		expect(await (await ask('/api/tunnelAgents?agentId=plain')).json()).toEqual({success: true});
		expect(await (await ask('/api/tunnelAgents?agentId=nobody')).json()).toEqual({success: false});
		await using closed = await startTunnelServer({detailPages: false});
		expect((await fetch(`${closed.httpUrl}/api/tunnelApps`)).status).toBe(500);
	});
});
