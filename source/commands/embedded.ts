import {randomBytes} from 'node:crypto';
import {hostname} from 'node:os';
import process from 'node:process';
import {logVerbosity, setLogVerbosity} from '@grpc/grpc-js';
import {
	startChannelAgent, type ChannelAgent, type HostMethod, type ServerAccess,
} from '../core/host/index.js';
import {startServer, type ChannelServer} from '../core/server/index.js';
import type {Endpoint} from '../core/client/endpoint.js';
import {version} from '../version.js';
import type {Attachments} from '../core/host/attach/attachments.js';
import {bridgeAttached} from './attach/bridge-attached.js';
import type {Absent} from './attach/until-joined.js';
import type {OwnJobs} from './host/own-jobs.js';

// It writes to stderr by itself what arrives here as an error, too.
if (!process.env['GRPC_VERBOSITY']) {
	setLogVerbosity(logVerbosity.NONE);
}

export type Embedded = {
	endpoint: Endpoint;
	server: ChannelServer;
	/** JVMs that were attached before and have not joined: they are listed as down. */
	absent: readonly Absent[];
	close(): Promise<void>;
};

/**
The server that this program brings along, with this host as its first agent and what this user has attached. Loopback is shared with
every user of the machine, so its operator doors ask for a login that only this process knows.
*/
export async function startEmbedded({jobs, attachments}: {jobs?: OwnJobs | undefined; attachments?: Attachments | undefined} = {}): Promise<Embedded> {
	const login = {username: 'embedded', password: randomBytes(24).toString('base64url')};
	const server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, login,
		// Not on 7777, where it would catch the agents of a server that stays, for as long as one command runs.
		tunnel: {port: 0},
	});
	const agent = startHostAgent(server, {allowShell: true, methods: jobs?.methods});
	const attached = attachments && bridgeAttached(server, {address: agentsAt(server), attachments});
	const [absent = []] = await Promise.all([attached?.ready, agent.ready]);
	return {
		server,
		absent,
		endpoint: {
			kind: 'channel', name: 'embedded', base: new URL(`http://${urlHost(server.http)}`), ...login,
		},
		async close() {
			await Promise.all([agent[Symbol.asyncDispose](), attached?.[Symbol.asyncDispose]()]);
			await server.close();
			await jobs?.close();
		},
	};
}

/** This host as an agent of a server in this process, over real gRPC like any other. */
export function startHostAgent(server: ChannelServer, {allowShell, access, methods}: HostAgentChoice): ChannelAgent {
	return startChannelAgent({
		server: agentsAt(server), agentId: hostname() || 'self', version, allowShell, access, ...(methods && {methods}),
	});
}

/** Where agents in this process find its door. */
export function agentsAt({grpc: {host, port}}: ChannelServer): string {
	return host === '0.0.0.0' || host === '::' ? `127.0.0.1:${port}` : urlHost({host, port});
}

type HostAgentChoice = {allowShell: boolean; access?: ServerAccess; methods?: readonly HostMethod[] | undefined};

export function urlHost({host, port}: {host: string; port: number}): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
