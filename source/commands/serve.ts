import {hostname} from 'node:os';
import {setTimeout as delay} from 'node:timers/promises';
import {ArthasError, isArthasError} from '../core/error.js';
import type {ChannelAgent, ServerAccess} from '../core/host/index.js';
import {startServer, type ChannelServer, type ServerOptions} from '../core/server/index.js';
import type {Login, TlsFiles} from '../core/server/options.js';
import {safeText} from '../views/safe-text.js';
import type {Command, CommandContext} from './context.js';
import {bridgeAttached} from './attach/bridge-attached.js';
import {attachmentsToJoin} from './attach/own-attachments.js';
import {agentsAt, startHostAgent, urlHost} from './embedded.js';
import {openOwnJobs, withoutJobs} from './host/own-jobs.js';
import {interruption} from './interruption.js';
import {announceServer, findServer} from './runtime-file.js';
import {allowList} from './serve/allow-list.js';
import {hostDoorTls} from './serve/host-door-tls.js';
import {redirectPolicy} from './serve/redirect.js';
import {serveFlags} from './serve/serve-flags.js';
import {readTls, trustOwn} from './serve/tls.js';

const drainMs = 10_000;
const joinMs = 2000;

/** `serve`: the channel server alone, until it is told to stop. */
export const serve: Command = async given => {
	const context = {...given, flags: serveFlags(given.flags, given.env)};
	const {flags, settings} = context;
	const login = loginOf(settings.serve);
	const tls = await readTls(flags.tlsCert, flags.tlsKey);
	const {agentToken} = settings.serve;
	const hosts = hostDoor(context, tls);
	const server = await startTelling(context, {
		host: flags.host,
		httpPort: port(flags.httpPort, '--http-port'), wsPort: port(flags.wsPort, '--ws-port'), grpcPort: port(flags.grpcPort, '--grpc-port'),
		login, tls, hosts: hosts && {port: hosts.port, tls: hosts.tls, redirect: redirectPolicy(flags.redirect ?? [])}, tunnel: {port: tunnelPort(flags)},
		insecure: flags.insecure, readOnly: settings.readOnly, agents: {token: agentToken, ...allowList(flags.allowAgent ?? [], flags.host)},
		onNotice(notice) {
			context.err(`${safeText(notice)}\n`);
		},
	});
	const access: ServerAccess = {token: agentToken, tls: tls && trustOwn(tls.cert)};
	// Who may call an open server may be anybody on this machine, so then no agent of ours runs shell commands, nor jobs.
	const jobs = flags.hostAgent === false || login === undefined ? undefined : await openOwnJobs(context);
	const agent = flags.hostAgent === false
		? undefined
		: startHostAgent(server, {
			allowShell: login !== undefined,
			methods: login === undefined ? withoutJobs() : jobs?.methods,
			access,
		});
	const attachments = attachmentsToJoin(context.env, trouble => {
		context.err(`${trouble}\n`);
	});
	const attached = attachments && bridgeAttached(server, {address: agentsAt(server), attachments, access});
	const addresses = {
		http: urlHost(server.http), ws: urlHost(server.ws), grpc: urlHost(server.grpc), tunnel: server.tunnel ? urlHost(server.tunnel) : null, host: server.hosts ? urlHost(server.hosts) : null,
	};
	await joined(agent, context);
	const retract = announce(context, addresses, {login, tls});
	tell(context, addresses, {login, tls});
	if (hosts?.caFile !== undefined && addresses.host !== null && !flags.json) {
		context.err(`add a host: arthas-tui host --server ${addresses.host} --ca ${hosts.caFile}\n`);
	}

	await interruption(context.interrupted);
	retract?.();
	context.err('ending what runs; press Ctrl-C again to leave at once\n');
	await server.close(drainMs);
	await Promise.all([agent?.[Symbol.asyncDispose](), attached?.[Symbol.asyncDispose]()]);
	await jobs?.close();
	return 0;
};

/** Where a port is taken, the hint names a server of this user that may be the one who has it. */
async function startTelling({env}: CommandContext, options: ServerOptions): Promise<ChannelServer> {
	try {
		return await startServer(options);
	} catch (error) {
		const running = isArthasError(error) && error.code === 'ERR_CONNECT_PORT' ? findServer(env) : undefined;
		if (!running || !isArthasError(error)) {
			throw error;
		}

		throw new ArthasError(error.code, error.message, {
			hint: `a server of yours runs already (pid ${running.pid}, operators at ${running.http}), which other commands find by themselves; for a second one ${error.hint ?? ''}`, cause: error,
		});
	}
}

/** Who is told where the server is finds this host there, too. It is not waited for any longer than a person would. */
async function joined(agent: ChannelAgent | undefined, {err}: CommandContext): Promise<void> {
	if (!agent) {
		return;
	}

	const late = new AbortController();
	await Promise.race([agent.ready, delay(joinMs, undefined, {signal: late.signal})]);
	late.abort();
	if (agent.status.getSnapshot() !== 'in-service') {
		err(`this host has not joined yet: ${safeText(agent.error.getSnapshot()?.message ?? 'no answer')}\n`);
	}
}

type Addresses = {http: string; ws: string; grpc: string; tunnel: string | null; host: string | null};
type Locks = {login: Login | undefined; tls: TlsFiles | undefined};

/** One above the port of the other agents, and any free one where that is. Undefined where no certificate can be kept. */
function hostDoor({flags, env, err}: CommandContext, tls: TlsFiles | undefined): {port: number; tls: TlsFiles; caFile?: string} | undefined {
	const agents = port(flags.grpcPort, '--grpc-port') ?? 7700;
	const chosen = port(flags.hostPort, '--host-port') ?? (agents === 0 ? 0 : agents + 1);
	try {
		return tls ? {port: chosen, tls} : {port: chosen, ...hostDoorTls(env)};
	} catch (error) {
		err(`no door for hosts: its certificate can't be kept (${safeText((error as Error).message)})\n`);
		return undefined;
	}
}

/** The port that stock agents are told by habit, and any free one where that for the other agents is any. */
function tunnelPort({tunnelPort: given, grpcPort}: CommandContext['flags']): number {
	return port(given, '--tunnel-port') ?? (port(grpcPort, '--grpc-port') === 0 ? 0 : 7777);
}

function loginOf({username, password}: CommandContext['settings']['serve']): Login | undefined {
	if (username !== undefined && password !== undefined) {
		return {username, password};
	}

	if (username === undefined && password === undefined) {
		return undefined;
	}

	throw new ArthasError('ERR_CONFIG_KEY', `a ${username === undefined ? 'password' : 'user name'} alone would leave the server open`, {
		hint: 'set both ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD, or neither',
	});
}

/** For the user's other terminals: they dial the address that the certificate is for. */
function announce({env}: CommandContext, {http, ws, grpc, tunnel}: Addresses, {login, tls}: Locks): (() => void) | undefined {
	const trust = tls && trustOwn(tls.cert);
	const url = new URL(`http://${http}`);
	const address = loopback[url.hostname] ?? url.hostname;
	const host = trust && !trust.names(address) && trust.names('localhost') ? 'localhost' : address;
	return announceServer({
		http: `${host}:${url.port}`, ws, grpc, tunnel, tls: tls !== undefined, ...login, ca: trust?.ca,
	}, env);
}

/** Where this machine finds what listens on all its interfaces. */
const loopback: Record<string, string> = {'0.0.0.0': '127.0.0.1', '[::]': '[::1]'};

function tell({flags, out, err}: CommandContext, addresses: Addresses, {login, tls}: Locks): void {
	if (flags.json) {
		out(`${JSON.stringify(addresses)}\n`);
		return;
	}

	const s = tls ? 's' : '';
	out(`channel server: operators at http${s}://${addresses.http}, consoles at ws${s}://${addresses.ws}/ws, agents at ${addresses.grpc}\n`);
	const seen = (address: string) => address.replace(/^(?:0\.0\.0\.0|\[::\])(?=:\d+$)/u, hostname());
	const agents = seen(addresses.grpc);
	err('add a JVM:  arthas-tui attach PID\n');
	if (addresses.tunnel !== null) {
		err(`at its start: java -Darthas.tunnelServer=ws${s}://${seen(addresses.tunnel)}/ws -javaagent:arthas-agent.jar -jar app.jar\n`);
	}

	err(`with the channel client: java "-javaagent:arthas-agent.jar=;channelServer=${agents}" -jar app.jar\n`);

	if (!login) {
		err(`open to everybody ${flags.insecure ? 'who can reach it' : 'on this machine'}: set ARTHAS_TUI_SERVE_USERNAME and ARTHAS_TUI_SERVE_PASSWORD to ask for a login\n`);
	}
}

function port(text: string | undefined, flag: string): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	if (!/^\d{1,5}$/u.test(text) || Number(text) > 65_535) {
		throw new ArthasError('ERR_USAGE', `${flag} ${text} is no port`, {hint: 'a number from 0 to 65535; 0 takes any free one'});
	}

	return Number(text);
}
