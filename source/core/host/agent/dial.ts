import {connect as connectTcp, isIP, type Socket} from 'node:net';
import {connect as connectTls, type ConnectionOptions} from 'node:tls';
import {ArthasError, isArthasError} from '../../error.js';
import {writeMessage} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import {readFirstLine} from './read-first-line.js';

/** When TLS begins: with the first byte, after `init` as the document says, or never, which only this machine may see. */
export type TlsOrder = 'tls' | 'starttls' | 'plain';

/** PEM texts. Certificates are always verified; `cert` and `key` are shown where the server asks who comes. */
export type Trust = {ca?: string | undefined; cert?: string | undefined; key?: string | undefined; serverName?: string | undefined};

export type Target = {host: string; port: number};

export type DialOptions = {
	target: Target;
	order: TlsOrder;
	trust: Trust;
	init: JsonObject;
	signal: AbortSignal;
	connectMs?: number | undefined;
	greetMs?: number | undefined;
};

export type Dialled = {socket: Socket; features: string[]} | {redirect: string[]};

/** One address: connect, TLS, `init`, what comes back. Rejects with an ArthasError that names the address; no socket is left then. */
export async function dial(options: DialOptions): Promise<Dialled> {
	const {target, order, init} = options;
	const peer = nameOf(target);
	if (order === 'plain' && !isLoopback(target.host)) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not speak to ${peer} without TLS`, {hint: 'plain is for this machine only'});
	}

	let socket: Socket | undefined;
	try {
		socket = await opened(order === 'tls' ? connectTls(tlsOptions(options, target)) : connectTcp(target), options, order === 'tls');
		socket.setKeepAlive(true, 15_000).setNoDelay(true);
		socket.write(writeMessage({method: 'init', ...init}));
		return await greeted(socket, options);
	} catch (error) {
		socket?.destroy();
		throw explain(error, peer);
	}
}

export function nameOf({host, port}: Target): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

async function greeted(socket: Socket, options: DialOptions): Promise<Dialled> {
	const {target, order, signal, greetMs = 10_000} = options;
	const peer = nameOf(target);
	const limit = timeLimit(greetMs, `${peer} does not answer to init`, signal);
	try {
		const {message, line, rest} = await readFirstLine(socket, peer, limit.signal);
		if (message.kind === 'redirect') {
			socket.destroy();
			return {redirect: message.servers};
		}

		const features = message.kind === 'accept' && Array.isArray(message.members['features']) ? message.members['features'].filter(feature => typeof feature === 'string') : [];
		if (order === 'starttls') {
			// Whatever came with it was said by somebody who could not be known yet.
			if (message.kind !== 'accept' || rest.length > 0) {
				throw new ArthasError('ERR_PROTOCOL_PEER', `${peer} goes on before TLS has begun`);
			}

			const secure = connectTls({...tlsOptions(options, target), socket});
			return {socket: await opened(secure, options, true), features};
		}

		// The first request says as well as an accept that there is no redirect.
		if (message.kind !== 'accept' && message.kind !== 'request') {
			throw new ArthasError('ERR_PROTOCOL_PEER', `${peer} is not a server of BasicAgents: ${'detail' in message ? message.detail : `it answers with ${message.kind}`}`);
		}

		socket.unshift(message.kind === 'request' ? new Uint8Array([...line, ...rest]) : rest);
		return {socket, features};
	} finally {
		limit.clear();
	}
}

function tlsOptions({trust}: DialOptions, target: Target): ConnectionOptions {
	const {serverName, ca, cert, key} = trust;
	return {
		...target, minVersion: 'TLSv1.2',
		...(serverName !== undefined && isIP(serverName) === 0 && {servername: serverName}),
		...(ca !== undefined && {ca}), ...(cert !== undefined && {cert}), ...(key !== undefined && {key}),
	};
}

async function opened(socket: Socket, {target, signal, connectMs}: DialOptions, isTls: boolean): Promise<Socket> {
	const limit = timeLimit(connectMs ?? (isTls ? 15_000 : 5000), `${nameOf(target)} does not answer`, signal);
	try {
		await new Promise<void>((resolve, reject) => {
			socket.once(isTls ? 'secureConnect' : 'connect', resolve);
			socket.once('error', reject);
			socket.once('close', () => {
				reject(new ArthasError('ERR_CONNECT_DOWN', `${nameOf(target)} hung up`, {retryable: true}));
			});
			limit.signal.addEventListener('abort', () => {
				reject(limit.signal.reason as Error);
			}, {once: true});
		});
		socket.removeAllListeners('error').removeAllListeners('close');
		return socket;
	} catch (error) {
		socket.on('error', () => undefined).destroy();
		throw error;
	} finally {
		limit.clear();
	}
}

/** A deadline with a reason of its own. */
function timeLimit(ms: number, message: string, outer: AbortSignal): {signal: AbortSignal; clear: () => void} {
	const own = new AbortController();
	const timer = setTimeout(() => {
		own.abort(new ArthasError('ERR_CONNECT_TIMEOUT', message, {retryable: true}));
	}, ms);
	return {
		signal: AbortSignal.any([own.signal, outer]), clear() {
			clearTimeout(timer);
		},
	};
}

function explain(error: unknown, peer: string): ArthasError {
	if (isArthasError(error)) {
		return error;
	}

	const {code = '', message} = error as NodeJS.ErrnoException;
	if (code === 'ECONNREFUSED') {
		return new ArthasError('ERR_CONNECT_REFUSED', `Nothing listens at ${peer}`, {retryable: true, cause: error});
	}

	return /CERT|SELF_SIGNED|ERR_SSL|ERR_TLS|UNABLE_TO|EPROTO/.test(code)
		? new ArthasError('ERR_CONNECT_TLS', `${peer} can't be trusted: ${message}`, {hint: 'Its authority can be named with --ca.', retryable: true, cause: error})
		: new ArthasError('ERR_CONNECT_DOWN', `${peer}: ${message}`, {retryable: true, cause: error});
}
