import {randomUUID} from 'node:crypto';
import os from 'node:os';
import process from 'node:process';
import {ArthasError} from '../error.js';
import type {JsonObject} from '../protocol/result.js';
import {resumeFeature} from '../protocol/basic-agent.js';
import type {Readable} from '../readable.js';
import {CallTable} from './agent/call-table.js';
import type {Target, TlsOrder, Trust} from './agent/dial.js';
import {DialOut, type DialState} from './agent/dial-out.js';
import {
	openLocalDoor, openTcpDoor, type Door, type ListenOptions,
} from './agent/doors.js';
import type {Lookup} from './agent/find-server.js';
import {createCommands} from './dispatch.js';
import type {HostMethod, HostPolicy} from './method.js';

export type HostAgentOptions = {
	/** The UUID of this machine, by which servers know it over all its connections; see `readIdentity`. */
	identity: string;
	version: string;
	methods: readonly HostMethod[];
	/** What may be read beyond what is harmless. */
	policy?: HostPolicy | undefined;
	/** Dialled, and dialled again whenever it is away. */
	server?: Target | undefined;
	/** Unless given, TLS from the first byte. */
	order?: TlsOrder | undefined;
	trust?: Trust | undefined;
	/** Shown to a server of ours, and never before TLS has begun. */
	token?: string | undefined;
	/** For those who ask this agent directly. */
	listen?: ListenOptions | undefined;
	/** A Unix socket for this user. */
	socketPath?: string | undefined;
	lookup?: Lookup | undefined;
	keepAliveMs?: number | undefined;
	backOffMs?: number | undefined;
	greetMs?: number | undefined;
	connectMs?: number | undefined;
	/** How long requests of who lost the connection go on, ms. */
	lingerMs?: number | undefined;
};

export type HostAgent = AsyncDisposable & {
	/** The connection to the server; absent where there is none to dial. */
	readonly state: Readable<DialState> | undefined;
	readonly listening: Target | undefined;
	/** Says something to the server that it did not ask for. */
	tell(message: JsonObject): void;
};

/**
Makes this host a BasicAgent until it is disposed of: it dials a server, listens, or both, and answers the same by every
way. Rejects with ERR_CONNECT_PORT, ERR_CONNECT_TLS, ERR_AUTH_POLICY when it can't listen; a server may come later.
*/
export async function startHostAgent(options: HostAgentOptions): Promise<HostAgent> {
	const {server, listen, socketPath, keepAliveMs = 5000, lingerMs} = options;
	const calls = new CallTable({commands: commandsOf(options), ...(lingerMs !== undefined && {lingerMs})});
	const context = {calls, keepAliveMs, init: introduction(options)};
	const doors: Door[] = [];
	const close = async (): Promise<void> => {
		const reason = new ArthasError('ERR_CLOSED', 'The host agent was closed');
		calls.close(reason);
		await Promise.all(doors.map(async door => door.close(reason)));
	};

	try {
		if (socketPath !== undefined) {
			doors.push(await openLocalDoor(socketPath, context));
		}

		if (listen !== undefined) {
			doors.push(await openTcpDoor(listen, context));
		}
	} catch (error) {
		await close();
		throw error;
	}

	const {order = 'tls', trust = {}} = options;
	const dialOut = server && new DialOut({
		...options, ...context, server, order, trust,
	});
	return {
		state: dialOut?.state,
		listening: listen && doors.at(-1)?.address,
		tell(message) {
			dialOut?.tell(message);
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([close(), dialOut?.close(new ArthasError('ERR_CLOSED', 'The host agent was closed'))]);
		},
	};
}

function commandsOf({identity, version, server, methods, policy}: HostAgentOptions): ReturnType<typeof createCommands> {
	return createCommands({
		agentId: identity, version, server: server === undefined ? '' : `${server.host}:${server.port}`, allowShell: true, methods, policy,
	});
}

/** The documented `hostname`, which is the UUID; the rest is ours, and nobody needs to know it. */
function introduction({identity, version, token, order}: HostAgentOptions): JsonObject {
	return {
		hostname: identity, name: os.hostname(), version, os: os.type(), pid: process.pid, instance: randomUUID(), features: [resumeFeature, 'cancel', 'keep-alive'],
		...(token !== undefined && order !== 'starttls' && {token}),
	};
}
