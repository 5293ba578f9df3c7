import type {FleetOrigin} from '../../actions/context.js';
import {describeError} from '../../actions/describe-error.js';
import type {OpenFleetPort} from '../../actions/fleet-port.js';
import type {SentLog} from '../../actions/sent-log.js';
import type {Agent} from '../../core/client/agent.js';
import {backends} from '../../core/client/backends/index.js';
import {openConnection, type Connection, type ConnectionOptions} from '../../core/client/connection.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {createFleet, type Fleet} from '../../core/client/fleet.js';
import {rememberSessions, type SessionLedger} from '../../core/client/remember-sessions.js';
import {planAttach, type PlannedAttach} from '../../core/host/attach/attach-arthas.js';
import {detachArthas, type PlannedDetach} from '../../core/host/attach/detach-arthas.js';
import {findArthasHome} from '../../core/host/attach/find-arthas-home.js';
import type {LocalJvm} from '../../core/host/attach/local-jvms.js';
import type {ChannelServer} from '../../core/server/index.js';
import type {Say} from '../../words/index.js';
import type {NoticeLevel} from '../../workspace/notices.js';
import {attachedFolder} from '../attach/attached-folder.js';
import {attachmentOf} from '../attach/attachment-of.js';
import {attachmentsToJoin, ownAttachments} from '../attach/own-attachments.js';
import type {CommandContext} from '../context.js';
import {endpointOf} from '../open-fleet.js';
import {announceServer, findServer} from '../runtime-file.js';
import {leftoverWords, openSessionLedger} from '../session-ledger.js';

export type OpenServersOptions = {fleet: OpenFleetPort; sent: SentLog; notify: (level: NoticeLevel, text: string) => void; say: Say};

/** The servers of the screen. They are opened while it is shown already, and what fails is told there. */
export function openServers(context: CommandContext, options: OpenServersOptions): {close(): Promise<void>} {
	const closing: Array<() => Promise<void>> = [];
	const begun = begin(context, options, closing);
	return {
		async close() {
			await begun;
			for (const close of closing.reverse()) {
				await close();
			}
		},
	};
}

async function begin({settings, env}: CommandContext, options: OpenServersOptions, closing: Array<() => Promise<void>>): Promise<void> {
	const ledger = openSessionLedger(env, (session, wasOpen) => {
		options.notify('info', leftoverWords(session, wasOpen));
	});
	const open = (endpoints: readonly Endpoint[], origin: FleetOrigin): Fleet => {
		const probeMs = origin.source === 'embedded' ? 10_000 : undefined;
		const watched = (endpoint: Endpoint) => openWatched(endpoint, {...settings, probeMs, ledger}, options);
		const fleet = createFleet(endpoints.map(endpoint => watched(endpoint)));
		closing.push(async () => fleet.close());
		let {connections} = fleet;
		const from: FleetOrigin = {
			...origin,
			detach: agent => planDetach(agent, env),
			filesOf: agent => attachedFolder(agent, {env, maxMessage: settings.maxMessage}),
			add(endpoint) {
				const added = watched(endpoint);
				closing.push(async () => added.close());
				connections = [...connections, added];
				options.fleet.use(createFleet(connections), from);
			},
		};
		options.fleet.use(fleet, from);
		return fleet;
	};

	try {
		if (settings.endpoints.length > 0) {
			open(settings.endpoints, {source: 'given'});
			return;
		}

		const running = findServer(env);
		if (running) {
			const fleet = open([endpointOf(running)], {
				source: 'found', grpc: running.grpc, http: running.http, tunnel: running.tunnel ?? undefined, attach: async jvm => plan(jvm, env),
			});
			const [failed] = await fleet.settled();
			if (!failed) {
				return;
			}
		}

		const {startEmbedded, urlHost} = await import('../embedded.js');
		const {openOwnJobs} = await import('../host/own-jobs.js');
		const embedded = await startEmbedded({
			attachments: attachmentsToJoin(env, trouble => {
				options.notify('warn', trouble);
			}),
			jobs: await openOwnJobs({
				env, err(trouble) {
					options.notify('warn', trouble.trim());
				},
			}),
		});
		closing.push(embedded.close);
		for (const {agentId, why} of embedded.absent) {
			options.notify('warn', options.say({en: '{agent} is attached and has not joined: {why}', zh: '{agent} 已附加，但尚未加入：{why}'}, {agent: agentId, why}));
		}

		const addresses = addressesOf(embedded.server, urlHost);
		const fleet = open([embedded.endpoint], {source: 'embedded', ...addresses, attach: async jvm => plan(jvm, env)});
		closing.push(announce(addresses, embedded.endpoint, env), lookWhenChanged(embedded.server, fleet));
	} catch (error) {
		options.notify('bad', describeError(error, options.say));
	}
}

function addressesOf({http, grpc, tunnel}: ChannelServer, urlHost: (address: {host: string; port: number}) => string): {http: string; grpc: string; tunnel: string | undefined} {
	return {http: urlHost(http), grpc: urlHost(grpc), tunnel: tunnel && urlHost(tunnel)};
}

/** For commands in another terminal. */
function announce(addresses: ReturnType<typeof addressesOf>, {username, password}: Endpoint, env: NodeJS.ProcessEnv): () => Promise<void> {
	const retract = announceServer({
		...addresses, ws: addresses.http, tls: false, username, password, isScreen: true,
	}, env);
	return async () => {
		retract?.();
	};
}

/** How JVMs of this host are made to join a server of this user, by which they are found. */
async function plan(jvm: LocalJvm, env: NodeJS.ProcessEnv): Promise<PlannedAttach> {
	return planAttach({
		jvm, findHome: async () => findArthasHome(undefined, env), attachments: ownAttachments(env), signal: new AbortController().signal,
	});
}

function planDetach(agent: Agent, env: NodeJS.ProcessEnv): PlannedDetach | undefined {
	const attached = attachmentOf(agent, env);
	return attached && {
		pid: attached.pid, isLeft: attached.wasThere === true,
		run: async () => detachArthas(attached, {attachments: ownAttachments(env), signal: new AbortController().signal}),
	};
}

/** What changes in the server of this process is known without asking, and then looked at no later than elsewhere. */
function lookWhenChanged({store}: ChannelServer, {connections}: Fleet): () => Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const unsubscribe = store.agents.subscribe(() => {
		timer ??= setTimeout(() => {
			timer = undefined;
			for (const connection of connections) {
				connection.retry();
			}
		}, 2000);
	});
	return async () => {
		unsubscribe();
		clearTimeout(timer);
	};
}

/** A connection whose losses and returns are told. */
function openWatched(
	endpoint: Endpoint,
	{readOnly, maxMessage, probeMs, ledger}: CommandContext['settings'] & Pick<ConnectionOptions, 'probeMs'> & {ledger: SessionLedger},
	{sent, notify, say}: OpenServersOptions,
): Connection {
	const connection = openConnection(endpoint, {
		readOnly, maxMessage, probeMs, onSent({agent, what}) {
			sent.add({server: endpoint.name, agent, what});
		},
	}, rememberSessions(backends[endpoint.kind], ledger));
	let lostAt: number | undefined;
	connection.state.subscribe(() => {
		const state = connection.state.getSnapshot();
		if ((state.name === 'waiting' || state.name === 'stopped') && lostAt === undefined) {
			lostAt = Date.now();
			const why = describeError(state.error, say);
			// A server that nobody named is called as its address, which most errors say, too.
			notify(state.name === 'stopped' ? 'bad' : 'warn', why.includes(endpoint.name) ? why : say({en: '{server}: {why}', zh: '{server}：{why}'}, {server: endpoint.name, why}));
		} else if (state.name === 'up' && lostAt !== undefined) {
			notify('info', say({en: '{server} is back after {seconds} s', zh: '{server} 在 {seconds} 秒后恢复'}, {server: endpoint.name, seconds: Math.round((Date.now() - lostAt) / 1000)}));
			lostAt = undefined;
		}
	});
	return connection;
}
