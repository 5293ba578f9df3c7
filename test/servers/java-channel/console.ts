import {type Buffer} from 'node:buffer';
import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';
import {ActionRequest, RequestAction} from '../../../source/core/protocol/generated/ArthasService.js';
import {receive, type ReceivedRequest} from '../simulation/peer.js';
import type {ChannelCore} from './core.js';
import type {Reader} from './exchange.js';
import {watchFrames} from './frame-watch.js';

const largestFrame = 65_536;

/** The WebSocket door of the Java channel server 3.5.6 (port 8801). It closes nothing and reports nothing. */
export function channelConsole(core: ChannelCore, requests: ReceivedRequest[]): Server {
	const sockets = new WebSocketServer({noServer: true, perMessageDeflate: true});
	const server = createServer(async (request, response) => {
		const received = await receive(request, requests);
		core.moments.notify();
		// Other paths get no answer at all.
		if (received && isConsolePath(received.path)) {
			response.socket?.end('HTTP/1.1 400 Bad Request\r\n\r\nnot a WebSocket handshake request: missing upgrade');
		}
	});
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const path = request.url ?? '';
		requests.push({
			method: 'GET', path, headers: request.headers, body: '',
		});
		if (isConsolePath(path)) {
			const frames = watchFrames(socket, largestFrame);
			// A sub-protocol that is asked for is ignored, not refused.
			delete request.headers['sec-websocket-protocol'];
			sockets.handleUpgrade(request, socket, head, webSocket => {
				void serve(core, path, webSocket, frames);
			});
		}

		core.moments.notify();
	});
	return server;
}

function isConsolePath(path: string): boolean {
	return /^\/ws(?:[/?]|$)/.test(path);
}

async function serve(core: ChannelCore, path: string, webSocket: WebSocket, frames: ReturnType<typeof watchFrames>): Promise<void> {
	// The id is compared as it stands, percent signs and all.
	const agentId = /[?&]id=([^&]*)/.exec(path)?.[1] ?? '';
	const method = /[?&]method=([^&]*)/.exec(path)?.[1];
	const early: string[] = [];
	let forward = (frame: string) => {
		early.push(frame);
	};

	webSocket.on('error', () => undefined);
	frames.tooLarge = () => {
		webSocket.close(1009, `Max frame length of ${largestFrame} has been exceeded.`);
		webSocket.terminate();
	};

	webSocket.on('message', (data, isBinary) => {
		if (!isBinary && !frames.takeFragmented()) {
			forward((data as Buffer).toString());
		}
	});

	if (method !== 'connectArthas' || core.agents.get(agentId)?.agentStatus !== 'IN_SERVICE') {
		// The server means to close with code 2000, which its own library refuses: the socket stays open.
		return;
	}

	const ask = async (action: RequestAction, consoleId: string, inputData = '') => {
		const request = ActionRequest.fromPartial({
			agentId, requestId: core.newRequestId(), action, consoleParams: {consoleId, inputData},
		});
		return action === RequestAction.OPEN_CONSOLE ? core.ask(request, core.times.controlTimeoutMs / 2) : core.deliver(request);
	};

	const opened = await ask(RequestAction.OPEN_CONSOLE, '');
	if (typeof opened !== 'object' || !opened.consoleResult) {
		return;
	}

	const {consoleId} = opened.consoleResult;
	core.exchange.subscribe(agentId, consoleId, readerOf(webSocket));
	forward = frame => {
		void ask(RequestAction.CONSOLE_INPUT, consoleId, frame);
	};

	for (const frame of early) {
		forward(frame);
	}

	webSocket.once('close', () => {
		void ask(RequestAction.CLOSE_CONSOLE, consoleId);
	});
}

/** Every piece of output becomes one text frame; the end of the console becomes nothing. */
function readerOf(webSocket: WebSocket): Reader {
	const reader: Reader = {
		dead: false,
		busy: false,
		write({consoleResult}) {
			for (const {dataBytes} of consoleResult?.results ?? []) {
				webSocket.send(dataBytes.toString());
			}

			return true;
		},
	};
	webSocket.once('close', () => {
		reader.dead = true;
	});
	return reader;
}
