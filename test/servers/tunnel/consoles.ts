import type {Buffer} from 'node:buffer';
import type {IncomingMessage, Server} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type WebSocket} from 'ws';
import type {Clock} from '../simulation/clock.js';
import type {ReceivedRequest} from '../simulation/peer.js';
import {basicLogin} from './basic-login.js';
import type {ScriptedTunnelAgent, TunnelScript} from './script.js';
import {TunnelShell} from './shell.js';

export type Consoles = {
	script: TunnelScript;
	clock: Clock;
	requests: ReceivedRequest[];
	/** Agents that are registered now, ghosts not. */
	find: (id: string) => ScriptedTunnelAgent | undefined;
	open: Map<WebSocket, {id: string; shell: TunnelShell}>;
	commands: string[];
	opening: Set<WebSocket>;
	races: {left: number};
	early: Set<string>;
	deafness: Map<string, {left: number}>;
	/** The most consoles that were being opened at a time. */
	most: number;
	notify: () => void;
};

/** The console side of port 7777: an upgrade says nothing about the agent, and a request that is none is never answered. */
export function serveConsoles(server: Server, consoles: Consoles): void {
	const {script, requests, notify} = consoles;
	const sockets = new WebSocketServer({noServer: true, perMessageDeflate: true, maxPayload: 10 << 20});
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const path = request.url ?? '';
		requests.push({
			method: 'GET', path, headers: request.headers, body: '',
		});
		socket.on('error', () => undefined);
		const wanted = script.path ?? '/ws';
		if (script.stripsUpgrade) {
			socket.end('HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nnot a WebSocket handshake request: missing upgrade');
		} else if (script.basic && request.headers.authorization !== basicLogin(script.basic)) {
			socket.end('HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm="gateway"\r\ncontent-length: 0\r\n\r\n');
		} else if (path.startsWith(wanted) && /^[/?]?$/u.test(path.charAt(wanted.length))) {
			sockets.handleUpgrade(request, socket, head, webSocket => {
				connect(consoles, webSocket, path);
				notify();
			});
		}

		notify();
	});
}

function connect(consoles: Consoles, socket: WebSocket, path: string): void {
	const {script, clock, find, opening, open, notify} = consoles;
	socket.on('error', () => undefined);
	// The id is compared as it stands in the request, undecoded.
	const id = /[?&]id=(?<id>[^&]*)/u.exec(path)?.groups?.['id'] ?? '';
	const agent = path.includes('method=connectArthas') ? find(id) : undefined;
	const stopPings = clock.repeat(script.pingMs ?? 10_000, () => {
		socket.ping();
	});
	socket.once('close', () => {
		stopPings();
		opening.delete(socket);
		open.get(socket)?.shell.close();
		open.delete(socket);
		notify();
	});
	if (!agent) {
		// The close code that was meant is an illegal one, so that nothing is sent at all.
		return;
	}

	opening.add(socket);
	consoles.most = Math.max(consoles.most, opening.size);
	let isOver = false;
	clock.after(script.waitMs ?? 20_000, () => {
		if (!isOver && opening.delete(socket)) {
			socket.close(1000, 'Bye');
			notify();
		}
	});
	clock.after(script.dialMs ?? 15, () => {
		// A worker waits in each console that is being opened; without a free one nobody takes the dial-back.
		const isStuck = opening.size >= (script.workers ?? 4) || agent.is === 'frozen';
		if (socket.readyState === socket.OPEN && !isStuck) {
			isOver = true;
			opening.delete(socket);
			stopPings();
			relay(consoles, socket, agent);
		}
	});
}

function relay({script, clock, open, commands, races, early, deafness, notify}: Consoles, socket: WebSocket, agent: ScriptedTunnelAgent): void {
	if (agent.is === 'early' && !early.has(agent.id)) {
		early.add(agent.id);
		return;
	}

	const deaf = deafness.get(agent.id) ?? {left: agent.deaf ?? 0};
	deafness.set(agent.id, deaf);
	const shell = new TunnelShell({
		pid: agent.pid ?? 9171,
		...agent,
		perSecond: agent.perSecond ?? 100,
		speed: script.speed ?? 1,
		races,
		deafness: deaf,
		clock,
		write(frame) {
			socket.send(frame);
		},
		exited() {
			socket.close(1000, 'Bye');
		},
		began(line) {
			commands.push(line);
			notify();
		},
		changed: notify,
	}, script.bannerMs ?? 30);
	clock.after(script.bannerMs ?? 30, () => {
		socket.on('message', (data, isBinary) => {
			if (!isBinary) {
				shell.input((data as Buffer).toString());
			}
		});
	});
	open.set(socket, {id: agent.id, shell});
	notify();
}
