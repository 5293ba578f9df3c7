import {ArthasError, isArthasError} from '../core/error.js';
import {backends} from '../core/client/backends/index.js';
import {openConnection, type Connection} from '../core/client/connection.js';
import type {Endpoint} from '../core/client/endpoint.js';
import {createFleet, type Fleet} from '../core/client/fleet.js';
import {formatMs} from '../core/client/prepare-command.js';
import {rememberSessions} from '../core/client/remember-sessions.js';
import {safeText} from '../views/safe-text.js';
import {attachmentsToJoin} from './attach/own-attachments.js';
import type {CommandContext} from './context.js';
import {findServer, type RunningServer} from './runtime-file.js';
import {leftoverWords, openSessionLedger} from './session-ledger.js';

export type OpenedFleet = {
	fleet: Fleet;
	/** Where the agents come from when nobody said it: a server found running, or one brought along. */
	source: 'given' | 'found' | 'embedded';
	/** Where JVMs can join, `host:port`, as far as it is known. */
	agentsAt?: string | undefined;
	/** Servers that were named and can't be used; stderr has said so. */
	missing: number;
	/** Ids of JVMs that were attached before and haven't joined: they are listed as down, and stderr has said why. */
	absent: ReadonlySet<string>;
	close(): Promise<void>;
};

/**
Connects to what flags, environment and profile name; else to a server of this user that runs; else
brings its own. Resolves when every connection is up or has failed; throws when none is up, and the
reason of an interrupt. The time-out of the settings holds for the connecting, too.
*/
export async function openFleet(context: CommandContext): Promise<OpenedFleet> {
	const {settings, interrupted} = context;
	if (settings.endpoints.length > 0) {
		return connectAll(context, settings.endpoints, 'given', async () => undefined);
	}

	const running = findServer(context.env, {withScreens: true});
	if (running) {
		try {
			return {...await connectAll(context, [endpointOf(running)], 'found', async () => undefined), agentsAt: running.grpc};
		} catch (error) {
			interrupted.throwIfAborted();
			context.err(`the server of pid ${running.pid} can't be used: ${safeText((error as Error).message)}; going on without it\n`);
		}
	}

	const {startEmbedded} = await import('./embedded.js');
	const {keptOwnJobs} = await import('./host/kept-jobs.js');
	const embedded = await startEmbedded({
		jobs: keptOwnJobs(context.env),
		attachments: attachmentsToJoin(context.env, trouble => {
			context.err(`${trouble}\n`);
		}),
	});
	for (const {agentId, why} of embedded.absent) {
		context.err(`${safeText(`${agentId} is attached and has not joined: ${why}`)}\n`);
	}

	return {...await connectAll(context, [embedded.endpoint], 'embedded', embedded.close), absent: new Set(embedded.absent.map(({agentId}) => agentId))};
}

async function connectAll(context: CommandContext, endpoints: Endpoint[], source: OpenedFleet['source'], closeServer: () => Promise<void>): Promise<OpenedFleet> {
	const {readOnly, maxMessage} = context.settings;
	// Only who watches wants to know soon; each look costs the server.
	const probeMs = context.flags.watch ? undefined : 10_000;
	const ledger = openSessionLedger(context.env, (session, wasOpen) => {
		context.err(`${safeText(leftoverWords(session, wasOpen))}\n`);
	});
	const fleet = createFleet(endpoints.map(endpoint => openConnection(endpoint, {readOnly, maxMessage, probeMs}, rememberSessions(backends[endpoint.kind], ledger))));
	const close = async () => {
		await fleet.close();
		await closeServer();
	};

	let failed;
	try {
		failed = await connected(fleet, context);
		const [first] = failed;
		if (first && failed.length === endpoints.length) {
			throw first.error;
		}

		for (const {connection, error} of failed) {
			context.err(`${safeText(about(connection.endpoint, error))} — going on without it\n`);
		}
	} catch (error) {
		await close();
		throw error;
	}

	tellNotes(context, fleet, ({agents}) => agents.getSnapshot().length === 0);
	return {
		fleet, source, missing: failed.length, absent: new Set(), close,
	};
}

/** What servers say of their own lists, such as why one is empty. */
export function tellNotes({err}: Pick<CommandContext, 'err'>, {connections}: Fleet, isMeant: (connection: Connection) => boolean): void {
	for (const connection of connections.filter(one => isMeant(one))) {
		for (const note of connection.facts()?.notes ?? []) {
			err(`${safeText(`${connection.endpoint.name}: ${note}`)}\n`);
		}
	}
}

/** Waits until each connection is up or has failed; what failed, and why. */
async function connected(fleet: Fleet, {settings: {timeoutMs}, interrupted}: CommandContext): Promise<Array<{connection: Connection; error: ArthasError}>> {
	const late = new AbortController();
	const timer = timeoutMs === undefined
		? undefined
		: setTimeout(() => {
			late.abort();
		}, timeoutMs);
	try {
		const failed = await fleet.settled(AbortSignal.any([interrupted, late.signal]));
		interrupted.throwIfAborted();
		return failed.map(({connection, error}) => ({connection, error: connectFailure(error, connection.endpoint, timeoutMs)}));
	} finally {
		clearTimeout(timer);
	}
}

/** A server is named once, be it by its address or by its profile. */
function about({name}: Endpoint, {message}: ArthasError): string {
	return message.includes(name) ? message : `${name}: ${message}`;
}

/** Whatever comes between us and a server's first answer is a failure to connect, and says which server it was. */
function connectFailure(error: unknown, {base: {host}}: Endpoint, timeoutMs: number | undefined): ArthasError {
	if (!isArthasError(error)) {
		return new ArthasError('ERR_TIMEOUT', `${host} didn't answer in ${formatMs(timeoutMs ?? 0)}`, {
			hint: 'give it longer with --timeout 20s; it may be busy, frozen, or not a server of this kind', retryable: true, cause: error,
		});
	}

	return /^ERR_(?:CONNECT|AUTH|TIMEOUT|CONFIG|PROTOCOL_PEER)/u.test(error.code)
		? error
		: new ArthasError('ERR_PROTOCOL_PEER', error.message.includes(host) ? error.message : `${host}: ${error.message}`, {hint: 'is it a server of this kind? check host and port', cause: error});
}

/** How a server of this user that runs is reached. */
export function endpointOf({http, tls, username, password, ca}: RunningServer): Endpoint {
	return {
		kind: 'channel',
		name: http,
		base: new URL(`${tls ? 'https' : 'http'}://${http}`),
		...(username !== undefined && {username}),
		...(password !== undefined && {password}),
		...(ca !== undefined && {ca}),
	};
}
