import {mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {isDeepStrictEqual} from 'node:util';
import {startHostAgent, type HostAgent} from '../../core/host/agent.js';
import {nameOf} from '../../core/host/agent/dial.js';
import type {HostMethod} from '../../core/host/index.js';
import type {HostPolicy} from '../../core/host/method.js';
import type {JsonObject} from '../../core/protocol/result.js';
import type {TlsFiles} from '../../core/server/options.js';
import {version} from '../../version.js';
import type {CommandContext} from '../context.js';
import {readTls} from '../serve/tls.js';
import {startAtChannel} from './at-channel.js';
import type {HostSettings} from './host-settings.js';
import type {Journal} from './journal.js';
import {socketPath} from './places.js';

/** All ways in to this host, which a reload changes. */
export type Ways = {
	/** Those that hold now. */
	settings(): HostSettings;
	/** Throws what the agent's doors can't use. */
	open(methods: readonly HostMethod[]): Promise<void>;
	/** Takes new settings; ways that they leave as they are stay open. Never rejects: what can't be used is logged. */
	reload(read: () => HostSettings): Promise<void>;
	/** Says something to the server that it did not ask for. */
	tell(message: JsonObject): void;
	close(): Promise<void>;
};

type Served = {uuid: string; journal: Journal};

/** What the ways are made of besides the settings. */
type Files = {own: TlsFiles | undefined; ca: string | undefined};
type Open = {agent: HostAgent; channel: AsyncDisposable | undefined};

export function createWays(context: CommandContext, first: HostSettings, served: Served): Ways {
	const {journal} = served;
	let settings = first;
	let methods: readonly HostMethod[] = [];
	let files: Files = {own: undefined, ca: undefined};
	let now: Open | undefined;
	// Each reload comes after the one before it.
	let settled = Promise.resolve();
	const policy: HostPolicy = {
		get logs() {
			return settings.logs;
		},
	};
	const close = async () => {
		const before = now;
		now = undefined;
		await before?.channel?.[Symbol.asyncDispose]();
		await before?.agent[Symbol.asyncDispose]();
	};

	const take = async (next: HostSettings) => {
		const nextFiles = await readFiles(context);
		const isSame = now !== undefined && isDeepStrictEqual([waysOf(next), nextFiles], [waysOf(settings), files]);
		const before = {settings, files};
		[settings, files] = [next, nextFiles];
		if (isSame) {
			return;
		}

		await close();
		try {
			now = await openWays(context, next, {
				...served, methods, policy, files,
			});
		} catch (error) {
			({settings, files} = before);
			throw error;
		}
	};

	const reload = async (last: Promise<void>, read: () => HostSettings) => {
		await last;
		const before = settings;
		try {
			await take(read());
			journal('info', 'reloaded', {allow: settings.bash.commands, logs: settings.logs});
		} catch (error) {
			journal('warning', 'not reloaded', {why: (error as Error).message});
			if (now === undefined) {
				await take(before);
			}
		}
	};

	return {
		settings: () => settings,
		async open(given) {
			methods = given;
			await take(first);
		},
		async reload(read) {
			settled = reload(settled, read);
			await settled;
		},
		tell(message) {
			now?.agent.tell(message);
		},
		async close() {
			await settled;
			await close();
		},
	};
}

/** The settings that need other sockets when they change; all others are asked for each time. */
function waysOf({server, order, channel, bridge, listen}: HostSettings): unknown {
	return [server, order, channel, bridge, listen];
}

async function readFiles({flags}: CommandContext): Promise<Files> {
	return {own: await readTls(flags.tlsCert, flags.tlsKey), ca: flags.ca === undefined ? undefined : readFileSync(flags.ca, 'utf8')};
}

type Parts = Served & {methods: readonly HostMethod[]; policy: HostPolicy; files: Files};

async function openWays(context: CommandContext, settings: HostSettings, parts: Parts): Promise<Open> {
	const {uuid, methods, journal, policy, files: {own, ca}} = parts;
	const {server, order, listen} = settings;
	const socket = socketPath(context.env);
	mkdirSync(path.dirname(socket), {recursive: true, mode: 0o700});
	const agent = await startHostAgent({
		identity: uuid, version, methods, server, order, policy, socketPath: socket,
		trust: {ca, ...own},
		token: context.env['ARTHAS_TUI_AGENT_TOKEN'],
		listen: listen && {...listen, tls: own && {...own, ca}},
	});
	follow(agent, settings, {uuid, journal});
	try {
		const channel = await startAtChannel(context.env, settings, {
			methods, policy, journal, ca,
		});
		return {agent, channel};
	} catch (error) {
		await agent[Symbol.asyncDispose]();
		throw error;
	}
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
