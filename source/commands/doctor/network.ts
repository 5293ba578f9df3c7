import {lookup} from 'node:dns/promises';
import {connect as connectTcp, isIP, type Socket} from 'node:net';
import {connect as connectTls, type PeerCertificate, type TLSSocket} from 'node:tls';
import {connectError} from '../../core/client/connect-error.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {onAbort} from '../../core/on-abort.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import {
	failed, failedBy, passed, warned, type Step,
} from './step.js';

export type Limits = {
	/** Ms for one step. */
	stepMs: number;
	signal: AbortSignal;
};

const dayMs = 86_400_000;
const soonDays = 14;

/** The host without the brackets that a URL needs, and the port, also where it is the usual one. */
export function socketAddress({base}: Pick<Endpoint, 'base'>): {host: string; port: number} {
	return {host: base.hostname.replaceAll(/[[\]]/gu, ''), port: Number(base.port || (hasTls({base}) ? 443 : 80))};
}

export function hasTls({base: {protocol}}: Pick<Endpoint, 'base'>): boolean {
	return protocol === 'https:' || protocol === 'wss:';
}

export async function resolveName(endpoint: Endpoint, {stepMs, signal}: Limits): Promise<Step> {
	const {host} = socketAddress(endpoint);
	if (isIP(host) > 0) {
		return passed('name', `${host} is an address`);
	}

	const startedAt = performance.now();
	try {
		const addresses = await before(lookup(host, {all: true}), AbortSignal.any([signal, timeoutSignal(stepMs)]));
		return passed('name', `${host} is ${addresses.map(({address}) => address).join(', ')}`, performance.now() - startedAt);
	} catch (error) {
		signal.throwIfAborted();
		return isTimeout(error)
			? failed('name', `nobody says in ${stepMs} ms what ${host} is`, 'check the name servers of this machine, or use the address')
			: failedBy('name', connectError(error, endpoint));
	}
}

/** A question to the name servers can't be taken back; its answer is left alone then. */
async function before<T>(answer: Promise<T>, end: AbortSignal): Promise<T> {
	return Promise.race([answer, new Promise<never>((_resolve, reject) => {
		onAbort(end, () => {
			reject(end.reason as Error);
		});
	})]);
}

function isTimeout(error: unknown): boolean {
	return error instanceof Error && error.name === 'TimeoutError';
}

export async function reach(endpoint: Endpoint, limits: Limits): Promise<Step> {
	const startedAt = performance.now();
	try {
		using socket = await opened(connectTcp(socketAddress(endpoint)), 'connect', limits);
		return passed('connect', `${socket.remoteAddress ?? ''} port ${socket.remotePort ?? ''}, from ${socket.localAddress ?? ''}`, performance.now() - startedAt);
	} catch (error) {
		limits.signal.throwIfAborted();
		return failedBy('connect', connectError(error, endpoint), 'is the server running there, and on this port? a channel server has 8800, a JVM 8563, a tunnel server 7777');
	}
}

/** What the certificate says and whether it is believed. It is looked at even when it isn't; nothing is sent then. */
export async function shakeHands(endpoint: Endpoint, limits: Limits): Promise<Step> {
	const startedAt = performance.now();
	const {host, port} = socketAddress(endpoint);
	try {
		using socket = await opened(connectTls({
			host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && {servername: host}), ...(endpoint.ca !== undefined && {ca: endpoint.ca}),
		}), 'secureConnect', limits);
		return judgeCertificate(socket, endpoint, performance.now() - startedAt);
	} catch (error) {
		limits.signal.throwIfAborted();
		return failedBy('TLS', connectError(error, endpoint));
	}
}

/** Resolves with the socket when the event comes; it is disposed of by the caller. */
export async function opened<T extends Socket>(socket: T, event: 'connect' | 'secureConnect', {stepMs, signal}: Limits): Promise<T & Disposable> {
	await new Promise<void>((resolve, reject) => {
		const late = AbortSignal.any([signal, timeoutSignal(stepMs)]);
		const giveUp = () => {
			socket.destroy(signal.aborted ? signal.reason as Error : Object.assign(new Error('no answer in time'), {code: event === 'secureConnect' ? 'ERR_TLS_HANDSHAKE_TIMEOUT' : 'ETIMEDOUT'}));
		};

		late.addEventListener('abort', giveUp, {once: true});
		socket.once(event, () => {
			late.removeEventListener('abort', giveUp);
			resolve();
		});
		// It stays: an error without a listener would end the program.
		socket.on('error', reject);
	});
	return Object.assign(socket, {
		[Symbol.dispose]() {
			socket.destroy();
		},
	});
}

function judgeCertificate(socket: TLSSocket, endpoint: Endpoint, ms: number): Step {
	const certificate = socket.getPeerCertificate();
	const detail = `${socket.getProtocol() ?? 'TLS'}, ${nameOf(certificate)}, valid until ${certificate.valid_to}`;
	if (!socket.authorized) {
		// Node gives the code here although its types say an Error.
		const code = String(socket.authorizationError);
		const {level, detail: why, todo, step} = failedBy('TLS', connectError(Object.assign(new Error(code), {code}), endpoint));
		return {
			step, level, detail: `${detail}: ${why}`, ms: null, todo,
		};
	}

	const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / dayMs);
	return days < soonDays
		? warned('TLS', `${detail}: ${days} days left`, 'have the certificate renewed')
		: passed('TLS', `${detail}, verified`, ms);
}

function nameOf({subject, subjectaltname}: PeerCertificate): string {
	return [subject.CN ?? 'a certificate without a name'].flat().join(', ') + (subjectaltname ? ` (${subjectaltname})` : '');
}
