import {readFileSync} from 'node:fs';
import {ArthasError} from '../../core/error.js';
import {parseEndpoint} from '../../core/client/endpoint.js';
import {isLoopback, type Target, type TlsOrder} from '../../core/host/agent/dial.js';
import {defaultBashPolicy, type BashPolicy} from '../../core/host/bash-policy.js';
import {parseServerAddress} from '../../core/host/server-address.js';
import type {Flags} from '../context.js';
import {parseDuration} from '../duration.js';
import {camelCase} from '../usage/camel-case.js';

export type HostSettings = {
	server: Target | undefined;
	order: TlsOrder;
	/** A channel server to register at, too: `host:port`. */
	channel: {address: string; isTls: boolean} | undefined;
	/** JVMs that become agents of that server. */
	bridge: {isAuto: boolean; urls: string[]} | undefined;
	listen: Target | undefined;
	bash: BashPolicy;
	/** What `log.read` may read. */
	logs: string[];
};

/** What the file of `--config` may hold: the flags by their own names. */
const known = new Set(['server', 'order', 'channel', 'bridge', 'listen', 'allow', 'parallel', 'limit', 'output-limit', 'memory-limit']);
const orders = ['tls', 'starttls', 'plain'] as const;
const usualServer = 'config.cargo.com';
const serverPort = 7701;
const listenPort = 7702;
const channelPort = 7700;

/** Reads flags and the config file, which is read again at each reload; what was typed wins. Throws ERR_USAGE, ERR_CONFIG_FILE, ERR_CONNECT_ADDRESS. */
export function hostSettings(typed: Flags): HostSettings {
	const flags = {...readConfig(typed.config), ...Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined))};
	const order = orders.find(known => known === (flags.order ?? 'tls'));
	if (order === undefined) {
		throw new ArthasError('ERR_USAGE', `--order ${flags.order ?? ''} is none`, {hint: `it is ${orders.join(', ')}`});
	}

	const listen = flags.listen === undefined ? undefined : target(flags.listen, listenPort);
	const server = serverOf(flags);
	const allowed = (flags.allow ?? []).map(text => /^(?<what>bash|logs)(?:=(?<list>.+))?$/su.exec(text)?.groups ?? refuse(text));
	const isKnown = flags.channel === undefined && order !== 'plain' && [server, listen].every(end => end === undefined || isLoopback(end.host)) && (listen === undefined || asksWho(flags));
	return {
		server, order, listen, channel: channelOf(flags.channel), bridge: bridgeOf(flags),
		bash: {
			...defaultBashPolicy,
			commands: commandsOf(allowed.filter(({what}) => what === 'bash').map(({list}) => list), isKnown),
			parallel: whole(flags.parallel, '--parallel') ?? defaultBashPolicy.parallel,
			outputLimit: whole(flags.outputLimit, '--output-limit') ?? defaultBashPolicy.outputLimit,
			maxSeconds: flags.limit === undefined ? defaultBashPolicy.maxSeconds : Math.max(1, Math.round(parseDuration(flags.limit, '--limit') / 1000)),
			memoryKiB: flags.memoryLimit === undefined ? undefined : (whole(flags.memoryLimit, '--memory-limit') ?? 0) * 1024,
		},
		logs: allowed.filter(({what}) => what === 'logs').flatMap(({list}) => list?.split(',') ?? []),
	};
}

/** Whoever is dialled learns what this host is and may look at it: without a name that happens only to who starts it as BasicAgent is started. */
function serverOf({server, listen, channel, follow}: Flags): Target | undefined {
	if (server === undefined && (listen !== undefined || channel !== undefined)) {
		return undefined;
	}

	if (server === undefined && !follow) {
		throw new ArthasError('ERR_USAGE', 'host was told nobody who may ask it, and dials nobody unasked', {
			hint: `--listen 127.0.0.1 lets you ask it, --channel HOST registers it at a channel server, --server HOST dials one of BasicAgents; -f alone dials theirs, ${usualServer}`,
		});
	}

	return target(server ?? usualServer, serverPort);
}

function channelOf(text: string | undefined): HostSettings['channel'] {
	const {scheme, address = ''} = /^(?:(?<scheme>tls|plain):\/\/)?(?<address>.+)$/u.exec(text ?? '')?.groups ?? {};
	const {host, port} = text === undefined ? {} : target(address, channelPort);
	return host === undefined ? undefined : {address: `${host.includes(':') ? `[${host}]` : host}:${port}`, isTls: scheme === 'tls'};
}

function bridgeOf({bridge = [], channel}: Flags): HostSettings['bridge'] {
	if (bridge.length > 0 && channel === undefined) {
		throw new ArthasError('ERR_USAGE', '--bridge needs a channel server to bridge to', {hint: '--channel host:7700'});
	}

	const urls = bridge.filter(word => word !== 'auto').map(word => /^\w[\w+]*:\/\//u.test(word) ? word : `arthas+http://${word}`);
	const strange = urls.find(url => parseEndpoint(url.replace(/^http/u, 'arthas+http')).kind !== 'arthas');
	if (strange !== undefined) {
		throw new ArthasError('ERR_USAGE', `--bridge ${strange} is no Arthas HTTP API`, {hint: '--bridge auto, or --bridge http://127.0.0.1:8563'});
	}

	return bridge.length === 0 ? undefined : {isAuto: bridge.includes('auto'), urls: urls.map(url => url.replace(/^http/u, 'arthas+http'))};
}

/** Whether those who call directly must show a certificate. */
function asksWho({ca, tlsCert}: Flags): boolean {
	return ca !== undefined && tlsCert !== undefined;
}

/** Commands are on without being asked for only where it is known who can call: on this machine, behind certificates. */
function commandsOf(lists: Array<string | undefined>, isKnown: boolean): BashPolicy['commands'] {
	if (lists.length === 0) {
		return isKnown ? 'any' : 'off';
	}

	return lists.includes(undefined) ? 'any' : lists.flatMap(list => list?.split(',') ?? []).map(line => line.trim()).filter(line => line !== '');
}

function target(text: string, port: number): Target {
	const isBareV6 = text.split(':').length > 2 && !text.startsWith('[');
	const host = isBareV6 ? `[${text}]` : text;
	// Port 0 takes any free one, which only a listener can.
	return host.endsWith(':0') ? {...parseServerAddress(`${host.slice(0, -1)}1`), port: 0} : parseServerAddress(/:\d+$/u.test(host) ? host : `${host}:${port}`);
}

function whole(text: string | undefined, flag: string): number | undefined {
	if (text !== undefined && !/^[1-9]\d{0,8}$/u.test(text)) {
		throw new ArthasError('ERR_USAGE', `${flag} ${text} is no number`, {hint: 'a whole number from 1'});
	}

	return text === undefined ? undefined : Number(text);
}

function refuse(text: string): never {
	throw new ArthasError('ERR_USAGE', `--allow ${text} is nothing that can be allowed`, {hint: '--allow bash, --allow \'bash=uptime,systemctl status *\', --allow logs=/var/log/'});
}

function readConfig(file: string | undefined): Flags {
	if (file === undefined) {
		return {};
	}

	try {
		const json = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
		const strange = Object.keys(json).find(name => !known.has(name));
		if (strange !== undefined) {
			throw new Error(`it has “${strange}”, which is none of ${[...known].join(', ')}`);
		}

		return Object.fromEntries(Object.entries(json).map(([name, value]) => [camelCase(name), name === 'allow' || name === 'bridge' ? [value].flat().map(String) : String(value)]));
	} catch (error) {
		throw new ArthasError('ERR_CONFIG_FILE', `--config ${file} can't be used: ${(error as Error).message}`, {hint: 'a JSON object with flags by their names', cause: error});
	}
}
