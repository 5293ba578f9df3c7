import {WebSocket} from 'ws';
import {ArthasError} from '../../error.js';
import {connectError} from '../connect-error.js';
import type {Endpoint} from '../endpoint.js';
import {loginError} from '../login-error.js';
import {loginHeaders} from '../login-headers.js';

const handshakeMs = 5000;

export type ConsoleAddress = {
	url: URL;
	endpoint: Endpoint;
	headers?: Record<string, string> | undefined;
	/** Largest frame that is received, bytes. */
	maxFrame: number;
	signal: AbortSignal;
};

/** An open WebSocket, paused, so that no frame passes before somebody listens. */
export async function connectConsole({url, endpoint, headers, maxFrame, signal}: ConsoleAddress): Promise<WebSocket> {
	signal.throwIfAborted();
	const socket = new WebSocket(url, {
		headers: {...loginHeaders(endpoint), ...headers},
		handshakeTimeout: handshakeMs,
		maxPayload: maxFrame,
		// The Java channel server counts a frame's size before it inflates it, and its agent dies of what passes then.
		perMessageDeflate: false,
		...(endpoint.ca !== undefined && {ca: endpoint.ca}),
	});
	return new Promise((resolve, reject) => {
		const onAbort = () => {
			socket.terminate();
			reject(signal.reason as Error);
		};

		signal.addEventListener('abort', onAbort, {once: true});
		socket.once('upgrade', ({socket: raw}) => {
			raw.setKeepAlive(true, 15_000);
		});
		socket.once('open', () => {
			signal.removeEventListener('abort', onAbort);
			socket.pause();
			resolve(socket);
		});
		socket.once('unexpected-response', (request, {statusCode = 0}) => {
			request.destroy();
			reject(refusal(statusCode, url, endpoint));
		});
		// It stays: an error without a listener would end the program.
		socket.on('error', error => {
			signal.removeEventListener('abort', onAbort);
			reject(handshakeError(error, url, endpoint));
		});
	});
}

function refusal(status: number, {host}: URL, endpoint: Endpoint): ArthasError {
	if (status === 401) {
		return loginError(endpoint, host);
	}

	if (status === 403) {
		return new ArthasError('ERR_AUTH_POLICY', `${host} allows no console for this login`);
	}

	return new ArthasError('ERR_PROTOCOL_PEER', `${host} opens no console: it answers ${status}`, {
		hint: 'is the port the one of its consoles? a proxy on the way must let WebSockets through', retryable: status >= 500,
	});
}

function handshakeError(error: Error, url: URL, endpoint: Endpoint): ArthasError {
	if (error.message.includes('handshake has timed out')) {
		return new ArthasError('ERR_CONNECT_TIMEOUT', `${url.host} didn't answer the WebSocket handshake`, {hint: 'is it the port of its consoles?', retryable: true, cause: error});
	}

	const base = new URL(url);
	base.protocol = url.protocol === 'wss:' ? 'https:' : 'http:';
	return connectError(error, {...endpoint, base});
}
