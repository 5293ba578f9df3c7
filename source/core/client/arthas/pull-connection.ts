import {Buffer} from 'node:buffer';
import {request, type ClientRequest, type IncomingMessage} from 'node:http';
import {connect as connectTcp, isIP, type Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {ArthasError, protocolError} from '../../error.js';
import {connectError} from '../connect-error.js';
import type {Endpoint} from '../endpoint.js';
import {loginHeaders} from '../login-headers.js';

/** Posts to `/api` one after the other, each over a socket that was opened while the last answer was awaited. */
export type PullConnection = {
	/** Rejects with ERR_CONNECT_*, ERR_TIMEOUT, ERR_PROTOCOL_TOO_LARGE. */
	post(body: string): Promise<{status: number; text: string}>;
	/** Ends the post under way, which rejects. */
	close(): void;
};

/**
The agent's queue holds 50 results, which a fast stream fills in 16 ms, and Arthas closes the connection
after every answer. So the next connection stands ready before it is needed: against undici, which
dials after the answer, that left a third of the holes at 3,000 events/s on a busy machine.
*/
export function createPullConnection(endpoint: Endpoint, {maxMessage, timeoutMs}: {maxMessage: number; timeoutMs: number}): PullConnection {
	const {base} = endpoint;
	const path = `${base.pathname === '/' ? '' : base.pathname}/api`;
	const headers = {
		...loginHeaders(endpoint), host: base.host, 'arthas-tui': '1', 'content-type': 'application/json',
	};
	let spare: Socket | undefined;
	let current: ClientRequest | undefined;
	const takeSocket = () => {
		const taken = spare?.destroyed === false && spare.readable ? spare : dial(endpoint);
		spare = dial(endpoint);
		return taken;
	};

	return {
		async post(body) {
			const socket = takeSocket();
			return new Promise((resolve, reject) => {
				const fail = (error: Error) => {
					clearTimeout(deadline);
					reject(connectError(error, endpoint));
				};

				const sent = request({
					method: 'POST', path, headers: {...headers, 'content-length': Buffer.byteLength(body)}, createConnection: () => socket,
				}, async response => {
					try {
						const text = await readText(response, maxMessage);
						clearTimeout(deadline);
						resolve({status: response.statusCode ?? 0, text});
					} catch (error) {
						fail(error as Error);
						sent.destroy();
					}
				});
				const deadline = setTimeout(() => {
					sent.destroy(new ArthasError('ERR_TIMEOUT', `${base.host} gave no results in time`, {retryable: true, ran: 'maybe'}));
				}, timeoutMs);
				sent.on('error', fail);
				sent.end(body);
				current = sent;
			});
		},
		close() {
			spare?.destroy();
			current?.destroy(new ArthasError('ERR_CLOSED', 'nobody reads any more'));
		},
	};
}

function dial({base, ca}: Endpoint): Socket {
	const isTls = base.protocol === 'https:';
	const host = base.hostname.replaceAll(/^\[|\]$/gu, '');
	const port = Number(base.port || (isTls ? 443 : 80));
	const socket = isTls
		? connectTls({
			host, port, ...(isIP(host) === 0 && {servername: host}), ...(ca !== undefined && {ca}),
		})
		: connectTcp({host, port});
	socket.setNoDelay(true);
	socket.setKeepAlive(true, 15_000);
	// Nobody else may be listening yet; who uses the socket gets the error once more.
	socket.on('error', () => undefined);
	return socket;
}

async function readText(response: IncomingMessage, maxMessage: number): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > maxMessage) {
			throw protocolError(`an answer of more than ${maxMessage} bytes was cut off`, {code: 'ERR_PROTOCOL_TOO_LARGE', ran: 'maybe'});
		}

		parts.push(chunk);
	}

	return Buffer.concat(parts).toString('utf8');
}
