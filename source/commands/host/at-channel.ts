import {hostname} from 'node:os';
import {startBridge, type Bridge} from '../../core/bridge/bridge.js';
import {parseEndpoint} from '../../core/client/endpoint.js';
import {startChannelAgent, type HostMethod, type ServerAccess} from '../../core/host/index.js';
import type {HostPolicy} from '../../core/host/method.js';
import {version} from '../../version.js';
import {readVariable} from '../config/environment.js';
import {readSecretFile} from '../config/secret-file.js';
import type {HostSettings} from './host-settings.js';
import type {Journal} from './journal.js';

type AtChannel = {methods: readonly HostMethod[]; policy: HostPolicy; journal: Journal; ca: string | undefined};

/** Registers this host at a channel server, and the JVMs that are bridged to it; undefined where there is none. */
export async function startAtChannel(env: NodeJS.ProcessEnv, {channel, bridge}: HostSettings, {methods, policy, journal, ca}: AtChannel): Promise<AsyncDisposable | undefined> {
	if (channel === undefined) {
		return undefined;
	}

	const access: ServerAccess = {token: env['ARTHAS_TUI_AGENT_TOKEN'], tls: channel.isTls ? {ca} : undefined};
	const server = channel.address;
	const login = bridge && await loginOf(env);
	const agent = startChannelAgent({
		server, agentId: hostname() || 'self', version, allowShell: true, methods, policy, access,
	});
	const bridged = bridge && startBridge({
		server, access, isAuto: bridge.isAuto, endpoints: bridge.urls.map(url => parseEndpoint(url, login)), login,
	});
	follow(bridged, journal);
	return {
		async [Symbol.asyncDispose]() {
			await Promise.all([agent[Symbol.asyncDispose](), bridged?.[Symbol.asyncDispose]()]);
		},
	};
}

/** For Arthas that wants one; the same variables as those of commands. */
async function loginOf(env: NodeJS.ProcessEnv): Promise<{username?: string; password?: string}> {
	const username = readVariable(env, 'ARTHAS_TUI_USERNAME');
	const file = readVariable(env, 'ARTHAS_TUI_PASSWORD_FILE');
	const password = readVariable(env, 'ARTHAS_TUI_PASSWORD') ?? (file === undefined ? undefined : await readSecretFile(file));
	return {...(username !== undefined && {username}), ...(password !== undefined && {password})};
}

function follow(bridge: Bridge | undefined, journal: Journal): void {
	const told = new Map<string, string>();
	bridge?.jvms.subscribe(() => {
		const now = bridge.jvms.getSnapshot();
		for (const {where, state} of now) {
			const {name, ...more} = state;
			const text = JSON.stringify(state);
			// A JVM that is away for a day is told once.
			const isNews = told.get(where) !== text && (name !== 'waiting' || state.why !== undefined);
			if (isNews) {
				told.set(where, text);
				journal(name === 'in-service' ? 'info' : 'warning', `jvm ${name}`, {where, ...more});
			}
		}

		for (const where of told.keys()) {
			if (!now.some(entry => entry.where === where)) {
				told.delete(where);
				journal('info', 'jvm ended', {where});
			}
		}
	});
	bridge?.trouble.subscribe(() => {
		const why = bridge.trouble.getSnapshot();
		if (why !== undefined) {
			journal('warning', 'no JVMs', {why});
		}
	});
}
