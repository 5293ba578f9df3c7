import {chmodSync, rmSync} from 'node:fs';
import {
	connect, createServer, type AddressInfo, type Server, type Socket,
} from 'node:net';
import process from 'node:process';
import {createServer as createTlsServer} from 'node:tls';
import {ArthasError} from '../../error.js';
import {writeMessage} from '../../protocol/basic-agent.js';
import type {JsonObject} from '../../protocol/result.js';
import type {CallTable} from './call-table.js';
import {Conversation} from './conversation.js';
import {isLoopback, nameOf, type Target} from './dial.js';

export type DoorContext = {calls: CallTable; keepAliveMs: number; init: JsonObject};

export type Door = {
	/** Where it listens; a Unix socket has no port. */
	readonly address: Target;
	close(reason: ArthasError): Promise<void>;
};

/** PEM texts; with `ca` only those may come who show a certificate of that authority. */
export type DoorTls = {cert: string; key: string; ca?: string | undefined};

export type ListenOptions = Target & {
	/** Plain without it, which only loopback allows. */
	tls?: DoorTls | undefined;
};

/** Connections at once: this is for people, not for fleets. */
const mostConnections = 100;

/** Waits for those who ask this agent directly. Rejects with ERR_CONNECT_PORT, ERR_CONNECT_TLS, ERR_AUTH_POLICY. */
export async function openTcpDoor({host, port, tls}: ListenOptions, context: DoorContext): Promise<Door> {
	if (tls === undefined && !isLoopback(host)) {
		throw new ArthasError('ERR_AUTH_POLICY', `will not listen on ${host} without TLS`, {hint: 'Give a certificate and its key, or listen on 127.0.0.1.'});
	}

	const server = tls === undefined ? createServer() : createTls(tls);
	const callerOf = ({remoteAddress = '', remotePort = 0}: Socket) => nameOf({host: remoteAddress, port: remotePort});
	const sockets = serve(server, tls === undefined ? 'connection' : 'secureConnection', context, callerOf);
	await listening(server, {host, port}, nameOf({host, port}));
	const bound = server.address() as AddressInfo;
	return {address: {host: bound.address, port: bound.port}, close: async reason => closeAll(server, sockets, reason)};
}

/** A socket in the file system that only this user can use. */
export async function openLocalDoor(path: string, context: DoorContext): Promise<Door> {
	if (await isAnswered(path)) {
		throw new ArthasError('ERR_CONNECT_PORT', `another agent listens at ${path}`, {hint: 'There is one for each user; end it, or name another socket.'});
	}

	rmSync(path, {force: true});
	const server = createServer();
	const sockets = serve(server, 'connection', context, () => 'local');
	// Nobody else may come in between the moment it is there and its mode.
	const before = process.umask(0o177);
	try {
		await listening(server, {path}, path);
	} finally {
		process.umask(before);
	}

	chmodSync(path, 0o600);
	return {address: {host: path, port: 0}, close: async reason => closeAll(server, sockets, reason)};
}

function createTls({cert, key, ca}: DoorTls): Server {
	try {
		return createTlsServer({
			cert, key, minVersion: 'TLSv1.2', handshakeTimeout: 10_000, ...(ca !== undefined && {ca, requestCert: true, rejectUnauthorized: true}),
		});
	} catch (error) {
		const hint = 'Both are PEM files, and the key belongs to the certificate.';
		throw new ArthasError('ERR_CONNECT_TLS', `the certificate or its key can't be used: ${(error as Error).message}`, {hint, cause: error});
	}
}

function serve(server: Server, event: 'connection' | 'secureConnection', {init, ...context}: DoorContext, callerOf: (socket: Socket) => string): Set<Conversation> {
	const conversations = new Set<Conversation>();
	server.maxConnections = mostConnections;
	const follow = async (conversation: Conversation) => {
		await conversation.ended;
		conversations.delete(conversation);
	};

	server.on(event, (socket: Socket) => {
		socket.setNoDelay(true);
		const conversation = new Conversation({...context, socket, caller: callerOf(socket)});
		conversations.add(conversation);
		// Whoever listens introduces itself as well: the other side learns who this is.
		void conversation.write(writeMessage({method: 'init', ...init}));
		void follow(conversation);
	});
	return conversations;
}

async function listening(server: Server, where: Target | {path: string}, name: string): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => {
			reject(new ArthasError('ERR_CONNECT_PORT', `can't listen at ${name}: ${error.message}`, {cause: error}));
		});
		server.listen(where, resolve);
	});
}

async function closeAll(server: Server, conversations: Set<Conversation>, reason: ArthasError): Promise<void> {
	for (const conversation of conversations) {
		conversation.close(reason);
	}

	await new Promise(resolve => {
		server.close(resolve);
	});
}

/** A socket file that nobody listens at is left over from an agent that was killed. */
async function isAnswered(path: string): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect(path);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => {
			resolve(false);
		});
	});
}
