import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type WebSocket} from 'ws';
import {printBootError} from '../protocol/boot-error.js';
import {ActionRequest, RequestAction, type ActionResponse} from '../protocol/generated/ArthasService.js';
import type {Access} from './access.js';
import type {Exchange} from './exchange.js';
import {RequestFailure} from './failure.js';
import type {Store} from './store.js';

export type WebSocketDoor = {
	upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => void;
	/** Tells every console that the server goes. */
	shutdown(): void;
};

const consolesPerServer = 256;
const openMs = 15_000;
const pingMs = 20_000;
/** What a slow operator may have unread of one console before it is closed. */
const unreadBytes = 4 << 20;

/** Close codes with a reason where the Java server leaves the socket open in silence. */
const closes = {
	AGENT_UNKNOWN: 4404, AGENT_GONE: 4503, AGENT_LOST: 4503, DEADLINE: 4504, AGENT_BUSY: 4429, DRAINING: 1012,
} as const;

/** Consoles: text frames of raw terminal output out, `{"action":"read"|"resize",…}` in, unread by the server. */
export function createWebSocketDoor({store, exchange, access, readOnly}: {store: Store; exchange: Exchange; access: Access; readOnly: boolean}): WebSocketDoor {
	const server = new WebSocketServer({noServer: true, maxPayload: 1 << 20, perMessageDeflate: false});
	const refuse = (socket: Duplex, failure: unknown, path: string) => {
		const fields = failure instanceof RequestFailure ? failure.fields : {status: 500, message: String(failure)};
		const body = printBootError({...fields, path});
		const challenge = fields.status === 401 ? 'www-authenticate: Basic realm="Realm"\r\n' : '';
		socket.end(`HTTP/1.1 ${fields.status} refused\r\narthas-tui: 1\r\n${challenge}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
	};

	return {
		upgrade(request, socket, head) {
			socket.on('error', () => undefined);
			const url = URL.parse(request.url ?? '/', 'http://localhost') ?? new URL('http://localhost/');
			try {
				access.enter(request);
				if (!/^\/ws(?:\/|$)/u.test(url.pathname) || url.searchParams.get('method') !== 'connectArthas') {
					throw new RequestFailure({status: 404, message: 'consoles are at /ws?method=connectArthas&id=AGENT'});
				}

				if (readOnly) {
					throw new RequestFailure({status: 403, code: 'NOT_ALLOWED', message: 'a console can do anything; this server only allows looking'});
				}
			} catch (error) {
				refuse(socket, error, url.pathname);
				return;
			}

			server.handleUpgrade(request, socket, Buffer.from(head), client => {
				if (server.clients.size > consolesPerServer) {
					client.close(4429, 'too many consoles');
					return;
				}

				void serveConsole(client, {store, exchange, agentId: url.searchParams.get('id') ?? ''});
			});
		},
		shutdown() {
			for (const client of server.clients) {
				client.close(1012, 'the server is shutting down');
				setTimeout(() => {
					client.terminate();
				}, 1000).unref();
			}
		},
	};
}

async function serveConsole(client: WebSocket, {store, exchange, agentId}: {store: Store; exchange: Exchange; agentId: string}): Promise<void> {
	const early: string[] = [];
	let forward = (text: string) => {
		early.push(text);
	};

	client.on('message', (data: Uint8Array, isBinary: boolean) => {
		if (!isBinary) {
			forward(Buffer.from(data).toString('utf8'));
		}
	});
	client.on('error', () => undefined);
	let consoleId: string;
	try {
		const opened = await exchange.call(ActionRequest.fromPartial({agentId, action: RequestAction.OPEN_CONSOLE}), {waitMs: openMs});
		consoleId = opened.consoleResult?.consoleId ?? '';
		if (!consoleId) {
			client.close(4500, cut(opened.message || 'the agent opened no console'));
			return;
		}
	} catch (error) {
		const code = error instanceof RequestFailure ? closes[error.fields.code as keyof typeof closes] : undefined;
		client.close(code ?? 4500, cut((error as Error).message));
		return;
	}

	const send = (inputData: string) => {
		void exchange.tell(ActionRequest.fromPartial({agentId, action: RequestAction.CONSOLE_INPUT, consoleParams: {consoleId, inputData}}));
	};

	forward = send;
	await store.responses.open({
		agentId, requestId: consoleId, kind: 'console', lingerMs: 0, sessionId: '', ownsSession: false,
	});
	for (const text of early) {
		send(text);
	}

	const stop = relayOutput(client, {store, agentId, consoleId});
	const leave = () => {
		stop();
		void exchange.tell(ActionRequest.fromPartial({agentId, action: RequestAction.CLOSE_CONSOLE, consoleParams: {consoleId, inputData: ''}}));
	};

	if (client.readyState === client.OPEN) {
		client.once('close', leave);
	} else {
		leave();
	}
}

/** Agent → operator, until either ends. Returns what stops it. */
function relayOutput(client: WebSocket, {store, agentId, consoleId}: {store: Store; agentId: string; consoleId: string}): () => void {
	let cursor = 0;
	let isReading = false;
	let isAlive = true;
	const drain = async () => {
		if (isReading) {
			return;
		}

		isReading = true;
		const batch = await store.responses.read(agentId, consoleId, cursor, 1000);
		isReading = false;
		for (const {seq, value} of batch?.entries ?? []) {
			cursor = seq;
			if ('response' in value) {
				write(client, value.response);
			}
		}

		if (client.bufferedAmount > unreadBytes) {
			client.close(1009, 'the console wrote faster than it was read');
		} else if (!batch || batch.ended) {
			client.close(1000, 'console closed');
		} else if (batch.entries.length === 1000) {
			void drain();
		}
	};

	const unsubscribe = store.responses.subscribe(agentId, consoleId, () => {
		void drain();
	});
	const pinger = setInterval(() => {
		if (!isAlive) {
			client.terminate();
			return;
		}

		isAlive = false;
		client.ping();
	}, pingMs);
	client.on('pong', () => {
		isAlive = true;
	});
	void drain();
	return () => {
		clearInterval(pinger);
		unsubscribe();
		void store.responses.remove(agentId, consoleId);
	};
}

function write(client: WebSocket, response: ActionResponse): void {
	for (const {dataType, dataBytes} of response.consoleResult?.results ?? []) {
		if (dataType === 'tty' && client.readyState === client.OPEN) {
			client.send(dataBytes, {binary: false});
		}
	}
}

/** A close reason holds 123 bytes. */
function cut(reason: string): string {
	return Buffer.from(reason).subarray(0, 120).toString('utf8').replaceAll('\uFFFD', '');
}
