import type {Buffer} from 'node:buffer';
import {randomUUID} from 'node:crypto';
import {createServer, type IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type WebSocket} from 'ws';
import {Moments} from '../servers/simulation/moments.js';
import {Door} from '../servers/simulation/peer.js';

export type PlainTunnel = AsyncDisposable & {
	/** For `-Darthas.tunnelServer`. */
	url: string;
	/** For this client. */
	endpoint: string;
	/** Resolves when an agent of this id is registered. */
	registered(id: string): Promise<void>;
};

/** The smallest tunnel server with which a stock agent works: it registers, dials back, and frames go both ways. */
export async function startPlainTunnel(): Promise<PlainTunnel> {
	const moments = new Moments();
	const agents = new Map<string, WebSocket>();
	const waiting = new Map<string, WebSocket>();
	const answers: Record<string, (query: URLSearchParams) => unknown> = {
		'/api/tunnelApps': () => [...new Set([...agents.keys()].map(id => id.split('_')[0]))],
		'/api/tunnelAgentInfo': query => Object.fromEntries([...agents.keys()].filter(id => id.startsWith(`${query.get('app') ?? ''}_`)).map(id => [id, {host: '127.0.0.1', port: 1, arthasVersion: '4.1.5'}])),
		'/api/tunnelAgents': query => ({success: agents.has(query.get('agentId') ?? '')}),
	};
	const server = createServer((request, response) => {
		const {pathname, searchParams} = new URL(request.url ?? '', 'http://localhost');
		const answer = answers[pathname]?.(searchParams);
		response.writeHead(answer === undefined ? 404 : 200, {'content-type': 'application/json'}).end(JSON.stringify(answer ?? {}));
	});
	const sockets = new WebSocketServer({noServer: true, perMessageDeflate: false});
	const methods: Record<string, (socket: WebSocket, query: URLSearchParams) => void> = {
		agentRegister(socket, query) {
			const id = query.get('id') ?? `demo_${randomUUID()}`;
			agents.set(id, socket);
			socket.once('close', () => {
				agents.delete(id);
			});
			socket.send(`response:/?method=agentRegister&id=${id}`);
			moments.notify();
		},
		connectArthas(socket, query) {
			const id = query.get('id') ?? '';
			const connection = randomUUID().replaceAll('-', '').toUpperCase();
			waiting.set(connection, socket);
			agents.get(id)?.send(`response:/?method=startTunnel&id=${id}&clientConnectionId=${connection}`);
		},
		openTunnel(socket, query) {
			const console = waiting.get(query.get('clientConnectionId') ?? '');
			if (console) {
				relay(console, socket);
				relay(socket, console);
			}
		},
	};
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		sockets.handleUpgrade(request, socket, head, webSocket => {
			webSocket.on('error', () => undefined);
			const {searchParams} = new URL(request.url ?? '', 'http://localhost');
			methods[searchParams.get('method') ?? '']?.(webSocket, searchParams);
		});
	});
	const door = await new Door(server, moments.notify).open();
	const url = `ws://127.0.0.1:${door.port}/ws`;
	return {
		url,
		endpoint: `tunnel+${url}`,
		registered: async id => moments.until(() => agents.has(id)),
		[Symbol.asyncDispose]: async () => door.shut(),
	};
}

function relay(from: WebSocket, to: WebSocket): void {
	from.on('message', (data, isBinary) => {
		to.send(data as Buffer, {binary: isBinary});
	});
	from.once('close', () => {
		to.close(1000, 'Bye');
	});
}
