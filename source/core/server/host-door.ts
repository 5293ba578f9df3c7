import {createServer, type AddressInfo, type Socket} from 'node:net';
import {createSecureContext} from 'node:tls';
import {readFirstLine} from '../host/agent/read-first-line.js';
import {failedAnswer, writeMessage} from '../protocol/basic-agent.js';
import type {JsonObject} from '../protocol/result.js';
import {AgentLine, type Introduction} from './host/agent-line.js';
import type {RemoteHost} from './host/remote-host.js';
import {beginsWithTls, secure, type DoorSecurity} from './host/secure.js';
import type {Door} from './listen.js';
import type {Notices} from './notices.js';
import type {AgentAccess, HostDoorOptions} from './options.js';
import {portError} from './port-error.js';
import type {Registry} from './registry.js';
import type {Store} from './store.js';

export type HostContext = {
	store: Store;
	registry: Registry;
	access: AgentAccess;
	notice: Notices;
	/** By identity, as long as the server lives: a host that comes back finds what it was asked. */
	hosts: Map<string, RemoteHost>;
	/** Which connection each one speaks by now. */
	speakers: WeakMap<RemoteHost, AgentLine>;
	lines: Set<AgentLine>;
	onPush?: ((agentId: string, message: JsonObject) => void) | undefined;
};

/** From the first byte to `init`. */
const greetMs = 10_000;
const usualBeatMs = 5000;
const mostConnections = 20_000;

/**
The door that BasicAgents dial, in any order of TLS: it begins with the first byte, or after `init` as the document says.
Without a certificate the door is for this machine, which `checkPolicy` sees to. Rejects with ERR_CONNECT_PORT.
*/
export async function openHostDoor(options: HostDoorOptions & {host: string; port: number}, given: Omit<HostContext, 'hosts' | 'lines' | 'speakers'>): Promise<Door> {
	const {host, port, tls, ca, redirect, beatMs = usualBeatMs} = options;
	const context: HostContext = {
		...given, hosts: new Map(), speakers: new WeakMap(), lines: new Set(),
	};
	const security = tls && {context: createSecureContext({...tls, ...(ca !== undefined && {ca}), minVersion: 'TLSv1.2'}), asksForCertificate: ca !== undefined};
	const sockets = new Set<Socket>();
	const server = createServer(socket => {
		sockets.add(socket);
		socket.setNoDelay(true).setKeepAlive(true, 15_000);
		socket.on('error', () => undefined).on('close', () => {
			sockets.delete(socket);
		});
		void receive(socket, {security, redirect, context});
	});
	server.maxConnections = mostConnections;
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => {
			reject(portError({host, port}, '--host-port', error));
		});
		server.listen(port, host, 1024, resolve);
	});
	const timer = setInterval(() => {
		for (const line of context.lines) {
			line.beat();
		}
	}, beatMs).unref();
	const bound = server.address() as AddressInfo;
	return {
		address: {host: bound.address, port: bound.port},
		async shutdown() {
			clearInterval(timer);
			for (const socket of sockets) {
				socket.destroy();
			}

			await new Promise(resolve => {
				server.close(resolve);
			});
		},
	};
}

type Reception = {security: DoorSecurity | undefined; redirect: HostDoorOptions['redirect']; context: HostContext};

/** Finds out who comes; a connection that is none of an agent ends here. */
async function receive(socket: Socket, {security, redirect, context}: Reception): Promise<void> {
	const limit = new AbortController();
	const timer = setTimeout(() => {
		limit.abort(new Error('too slow'));
		socket.destroy();
	}, greetMs);
	try {
		const met = await introduced(socket, security, limit.signal);
		const to = redirect?.(met);
		if (to !== undefined) {
			met.socket.end(writeMessage({method: 'redirect', server: to}));
			return;
		}

		const agentSocket = met.isSecured ? met.socket : await secured(met.socket, security);
		clearTimeout(timer);
		await new AgentLine(agentSocket, met, context).open(met.members);
	} catch (error) {
		context.notice(`greeting ${socket.remoteAddress ?? ''}`, `a connection from ${socket.remoteAddress ?? 'somewhere'} is no BasicAgent's: ${(error as Error).message}`);
		socket.destroy();
	} finally {
		clearTimeout(timer);
	}
}

async function introduced(socket: Socket, security: DoorSecurity | undefined, signal: AbortSignal): Promise<Introduction & {socket: Socket; isSecured: boolean}> {
	const peer = socket.remoteAddress ?? '';
	const isTls = await beginsWithTls(socket);
	const first = isTls && security ? await secure(socket, security) : socket;
	const {message, rest} = await readFirstLine(first, peer, signal);
	if (message.kind !== 'init') {
		first.write(writeMessage(failedAnswer('invalidParams', 'the first line is init')));
		throw new Error(message.kind === 'broken' ? message.detail : `it begins with ${message.kind}`);
	}

	const isSecured = first !== socket || security === undefined;
	// What follows `init` before TLS has begun was said by somebody who can't be known.
	if (rest.length > 0 && !isSecured) {
		throw new Error('it goes on before TLS has begun');
	}

	first.unshift(rest);
	return {...message, socket: first, isSecured};
}

/** The order of the document: TLS begins when `init` has been answered. */
async function secured(socket: Socket, security: DoorSecurity | undefined): Promise<Socket> {
	socket.write(writeMessage({method: 'accept', features: ['keep-alive']}));
	return security ? secure(socket, security) : socket;
}
