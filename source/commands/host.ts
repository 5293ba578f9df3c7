import {
	mkdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {ArthasError} from '../core/error.js';
import {startHostAgent, type HostAgent} from '../core/host/agent.js';
import {nameOf} from '../core/host/agent/dial.js';
import {hostMethods} from '../core/host/agent/host-methods.js';
import {readIdentity} from '../core/host/agent/identity.js';
import {openAudit} from '../core/host/audit.js';
import {createBashGate} from '../core/host/bash-gate.js';
import {startSharedCron} from '../core/host/cron/index.js';
import type {HostMethod} from '../core/host/index.js';
import type {TlsFiles} from '../core/server/options.js';
import {version} from '../version.js';
import type {Command, CommandContext} from './context.js';
import {startAtChannel} from './host/at-channel.js';
import {hostSettings, type HostSettings} from './host/host-settings.js';
import {openJournal, type Journal} from './host/journal.js';
import {socketPath, stateFolder} from './host/places.js';
import {unitFile} from './host/unit-file.js';
import {interruption} from './interruption.js';
import {readTls} from './serve/tls.js';

/** `host`: this host as an agent, until it is told to stop. */
export const host: Command = async context => {
	const {flags, out} = context;
	const settings = hostSettings(flags);
	if (flags.install) {
		const typed = process.argv.slice(2).filter(word => word !== '--install' && word !== 'host');
		out(unitFile({program: [process.execPath, path.resolve(process.argv[1] ?? '')], args: typed, runsCommands: settings.bash.commands !== 'off'}));
		return 0;
	}

	const journal = openJournal(flags.log, out);
	const forgetPid = writePid(flags.pidFile);
	try {
		await live(context, settings, journal);
	} finally {
		forgetPid();
	}

	return 0;
};

async function live(context: CommandContext, first: HostSettings, journal: Journal): Promise<void> {
	const {flags, env} = context;
	let settings = first;
	const forgetReload = onReload(() => {
		try {
			settings = hostSettings(flags);
			journal('info', 'reloaded', {allow: settings.bash.commands, logs: settings.logs});
		} catch (error) {
			journal('warning', 'not reloaded', {why: (error as Error).message});
		}
	});
	const folder = stateFolder(env);
	const {uuid, notice} = readIdentity(path.join(folder, 'identity'));
	if (notice !== undefined) {
		journal('info', 'identity', {notice});
	}

	const audit = openAudit(path.join(folder, 'audit.jsonl'));
	const closing = new AbortController();
	const gate = createBashGate({policy: () => settings.bash, audit});
	let agent: HostAgent | undefined;
	const cron = await startSharedCron({
		folder: path.join(folder, 'cron'), identity: uuid, run: gate.run,
		onMessage(message) {
			agent?.tell(message);
		},
		onTrouble(trouble) {
			journal('warning', 'cron', {trouble});
		},
	});
	const methods = hostMethods({
		policy: () => settings.bash, gate, closing: closing.signal, cron,
	});
	try {
		agent = await startWays(context, settings, {uuid, methods, logs: () => settings.logs});
		follow(agent, settings, {uuid, journal});
		const channel = await startAtChannel(context, settings, methods, journal);
		await interruption(context.interrupted);
		journal('info', 'ending');
		await channel?.[Symbol.asyncDispose]();
	} finally {
		forgetReload();
		closing.abort(new ArthasError('ERR_CLOSED', 'The host agent was closed'));
		await agent?.[Symbol.asyncDispose]();
		await cron.close();
		audit.close();
	}
}

type Ways = {uuid: string; methods: readonly HostMethod[]; logs: () => readonly string[]};

async function startWays({flags, env}: CommandContext, {server, order, listen}: HostSettings, {uuid, methods, logs}: Ways): Promise<HostAgent> {
	const own = await readTls(flags.tlsCert, flags.tlsKey);
	const ca = flags.ca === undefined ? undefined : readFileSync(flags.ca, 'utf8');
	const socket = socketPath(env);
	mkdirSync(path.dirname(socket), {recursive: true, mode: 0o700});
	return startHostAgent({
		identity: uuid, version, methods, server, order, socketPath: socket,
		policy: {
			get logs() {
				return logs();
			},
		},
		trust: {ca, ...own},
		token: env['ARTHAS_TUI_AGENT_TOKEN'],
		listen: listen && {...listen, tls: doorTls(own, ca)},
	});
}

function doorTls(own: TlsFiles | undefined, ca: string | undefined): TlsFiles & {ca?: string | undefined} | undefined {
	return own && {...own, ca};
}

function follow({state, listening}: HostAgent, {server, bash}: HostSettings, {uuid, journal}: {uuid: string; journal: Journal}): void {
	journal('info', 'started', {
		version, pid: process.pid, identity: uuid, server: server ? nameOf(server) : null, listening: listening ? nameOf(listening) : null, commands: bash.commands,
	});
	let told = '';
	state?.subscribe(() => {
		const now = state.getSnapshot();
		const text = now.name === 'waiting' ? now.error.message : now.name;
		// A server that is away for a day is told once.
		if (text !== told) {
			told = text;
			journal(now.name === 'waiting' ? 'warning' : 'info', now.name, {
				...(now.name === 'connected' && {at: now.at}), ...(now.name === 'waiting' && {why: text}),
			});
		}
	});
}

/** SIGHUP asks a service to read its configuration again, which for other commands is the end of their terminal. */
function onReload(reload: () => void): () => void {
	const others = process.listeners('SIGHUP');
	process.removeAllListeners('SIGHUP');
	process.on('SIGHUP', reload);
	return () => {
		process.off('SIGHUP', reload);
		for (const other of others) {
			process.on('SIGHUP', other);
		}
	};
}

function writePid(file: string | undefined): () => void {
	if (file === undefined) {
		return () => undefined;
	}

	try {
		writeFileSync(file, `${process.pid}\n`);
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `--pid-file ${file} can't be written: ${(error as Error).message}`);
	}

	return () => {
		rmSync(file, {force: true});
	};
}
