import type {Buffer} from 'node:buffer';
import type {IncomingMessage, Server} from 'node:http';
import type {Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';
import {Terminal} from '../simulation/terminal.js';
import type {ReceivedRequest} from '../simulation/peer.js';
import type {ApiActions} from './actions.js';
import {bannerFrames, threadLines} from './catalogue.js';
import type {Login} from './login.js';
import type {ArthasApiScript} from './script.js';

/** The terminals of an agent at `/ws`; the login is that of the upgrade request. */
export function serveTerminals(server: Server, {actions, login, script, requests}: {
	actions: ApiActions; login: Login; script: ArthasApiScript; requests: ReceivedRequest[];
}): Map<Terminal, WebSocket> {
	const open = new Map<Terminal, WebSocket>();
	const sockets = new WebSocketServer({noServer: true, perMessageDeflate: false, maxPayload: 10 * 1024 * 1024});
	server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const path = request.url ?? '';
		requests.push({
			method: 'GET', path, headers: request.headers, body: '',
		});
		if (login.admit(request) === undefined) {
			socket.end('HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Basic realm="arthas webconsole"\r\ncontent-type: text/plain\r\ncontent-length: 0\r\n\r\n');
		} else if (/^\/ws(?:\?|$)/.test(path)) {
			sockets.handleUpgrade(request, socket, head, webSocket => {
				const terminal = serve(actions, script, webSocket);
				open.set(terminal, webSocket);
				webSocket.once('close', () => {
					terminal.close();
					open.delete(terminal);
					actions.moments.notify();
				});
			});
		} else {
			socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
		}

		actions.moments.notify();
	});
	return open;
}

function serve(actions: ApiActions, {terminalLines}: ArthasApiScript, webSocket: WebSocket): Terminal {
	const terminal = new Terminal({
		banner: bannerFrames(actions.pid),
		pid: actions.pid,
		version: '4.1.5',
		lines: {'thread -n 1': threadLines(), ...terminalLines},
		typesNumbers: true,
		clock: actions.clock,
		write(frame) {
			webSocket.send(frame);
		},
		exited() {
			webSocket.close(1000, 'Bye');
		},
	});
	webSocket.on('error', () => undefined);
	webSocket.on('message', (data, isBinary) => {
		if (!isBinary) {
			terminal.input((data as Buffer).toString());
		}
	});
	const stopPings = actions.clock.repeat(actions.times.pingMs, () => {
		webSocket.ping();
	});
	webSocket.once('close', stopPings);
	return terminal;
}
