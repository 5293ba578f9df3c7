import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import type {WebSocket, WebSocketServer} from 'ws';
import type {Access} from './access.js';
import {RequestFailure} from './failure.js';
import {parseTarget} from './http/target.js';
import {endWith} from './listen.js';
import {meantAgent} from './websocket/meant-agent.js';
import {Console, type ConsoleContext} from './websocket/console.js';

const consolesPerServer = 256;
const consolesPerAgent = 16;
const maxFrame = 1 << 20;
const farewellMs = 300;

export type WebSocketDoor = {
	upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => Promise<void>;
	/** Tells every console that the server goes, and waits for their sockets. */
	shutdown(): Promise<void>;
};

/** Consoles: text frames of raw terminal output out, `{"action":"read"|"resize",…}` in, unread by the server. */
export function createWebSocketDoor({access, readOnly, ...context}: ConsoleContext & {access: Access; readOnly: boolean}): WebSocketDoor {
	let sockets: Promise<WebSocketServer> | undefined;
	const consoles = new Set<Console>();
	let isClosing = false;

	const admit = (request: IncomingMessage, {parts, query}: ReturnType<typeof parseTarget>) => {
		access.enter(request);
		if (parts[0] !== 'ws' || query.get('method') !== 'connectArthas') {
			throw new RequestFailure({status: 404, ran: 'no', message: 'consoles are at /ws?method=connectArthas&id=AGENT'});
		}

		if (readOnly) {
			throw new RequestFailure({
				status: 403, code: 'NOT_ALLOWED', ran: 'no', message: 'a console can do anything; this server only allows looking',
			});
		}
	};

	const start = async (one: Console) => {
		const sameAgent = [...consoles].filter(({agentId}) => agentId === one.agentId).length;
		if (isClosing) {
			one.close(1012, 'the server is shutting down');
		} else if (consoles.size >= consolesPerServer || sameAgent >= consolesPerAgent) {
			one.close(4429, 'too many consoles are open');
		} else {
			consoles.add(one);
			await one.open();
		}
	};

	const upgrade: WebSocketDoor['upgrade'] = async (request, socket, head) => {
		socket.on('error', () => undefined);
		const target = parseTarget(request.url ?? '/');
		try {
			admit(request, target);
		} catch (error) {
			endWith(socket, error, target.path);
			return;
		}

		const agentId = await meantAgent(context.store, request.url ?? '');
		sockets ??= loadSockets();
		const server = await sockets;
		server.handleUpgrade(request, socket, Buffer.from(head), client => {
			const one = new Console(client, agentId, context);
			client.once('close', () => {
				consoles.delete(one);
			});
			void start(one);
		});
	};

	return {
		upgrade,
		async shutdown() {
			isClosing = true;
			const clients = (await sockets)?.clients ?? new Set<WebSocket>();
			const gone = [...clients].map(async client => new Promise(resolve => {
				client.once('close', resolve);
			}));
			for (const one of consoles) {
				one.close(1012, 'the server is shutting down');
			}

			const cutter = setTimeout(() => {
				for (const client of clients) {
					client.terminate();
				}
			}, farewellMs);
			await Promise.all(gone);
			clearTimeout(cutter);
		},
	};
}

/** Loaded by the first console: the server is up sooner without it, and most commands open none. */
async function loadSockets(): Promise<WebSocketServer> {
	const {WebSocketServer} = await import('ws');
	return new WebSocketServer({noServer: true, maxPayload: maxFrame, perMessageDeflate: false});
}
