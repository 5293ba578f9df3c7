import {connect as connectTcp, type Socket} from 'node:net';
import {connect as connectTls} from 'node:tls';
import {ArthasError} from '../../error.js';
import {onAbort} from '../../on-abort.js';
import {
	answerLimit, LineReader, readMessage, writeMessage, type BasicMessage,
} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import type {Endpoint} from '../endpoint.js';

/** One socket to a listening host agent, after it said who it is. */
export type HostWire = {
	readonly hostname: string;
	/** What it says of itself: `name`, `version`, `features`. */
	readonly members: JsonObject;
	readonly isOpen: boolean;
	/** When it last said anything, by `performance.now`. */
	readonly heardAt: number;
	send(line: string): void;
	close(): void;
};

export type HostWireOptions = {
	endpoint: Endpoint;
	onMessage: (message: BasicMessage) => void;
	onClose: () => void;
	signal: AbortSignal;
};

/** Opens a socket and waits for `init`. Rejects with what the socket or TLS says, or with the signal's reason. */
export async function openHostWire({endpoint, onMessage, onClose, signal}: HostWireOptions): Promise<HostWire> {
	const socket = openSocket(endpoint);
	const reader = new LineReader(answerLimit);
	let heardAt = performance.now();
	let greet: (message: Extract<BasicMessage, {kind: 'init'}>) => void = () => undefined;
	let fail: (error: unknown) => void = () => undefined;
	const greeted = new Promise<Extract<BasicMessage, {kind: 'init'}>>((resolve, reject) => {
		greet = resolve;
		fail = reject;
	});
	const forget = onAbort(signal, () => {
		fail(signal.reason);
	});
	let take = (message: BasicMessage) => {
		if (message.kind === 'init') {
			take = onMessage;
			greet(message);
		} else {
			fail(notAHost(endpoint));
		}
	};

	socket.on('data', (chunk: Uint8Array) => {
		heardAt = performance.now();
		try {
			for (const line of reader.push(chunk)) {
				if (line.length > 0) {
					take(readMessage(line));
				}
			}
		} catch (error) {
			fail(error);
			socket.destroy();
		}
	});
	socket.on('error', error => {
		fail(error);
	});
	socket.on('close', () => {
		fail(Object.assign(new Error('closed'), {code: 'ECONNRESET'}));
		onClose();
	});
	try {
		const {hostname, members} = await greeted;
		socket.write(writeMessage({method: 'accept', features: []}));
		return {
			hostname, members,
			get isOpen() {
				return !socket.destroyed;
			},
			get heardAt() {
				return heardAt;
			},
			send(line) {
				socket.write(line);
			},
			close() {
				socket.destroy();
			},
		};
	} catch (error) {
		socket.destroy();
		throw error;
	} finally {
		forget();
	}
}

function openSocket({base, ca, cert, key}: Endpoint): Socket {
	const target = {host: base.hostname.replaceAll(/^\[|\]$/gu, ''), port: Number(base.port || (base.protocol === 'https:' ? 443 : 80))};
	const socket = base.protocol === 'https:'
		? connectTls({
			...target, minVersion: 'TLSv1.2', ...(ca !== undefined && {ca}), ...(cert !== undefined && {cert}), ...(key !== undefined && {key}),
		})
		: connectTcp(target);
	return socket.setKeepAlive(true, 15_000).setNoDelay(true);
}

function notAHost({base}: Endpoint): ArthasError {
	return new ArthasError('ERR_PROTOCOL_PEER', `what answers at ${base.host} is not a host agent`, {hint: 'one listens at 7702 unless configured otherwise: arthas-tui host --listen'});
}
