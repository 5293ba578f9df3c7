import {ArthasError} from '../error.js';

export type BackendKind = 'channel' | 'arthas' | 'tunnel' | 'host' | 'loda';

/** What a person writes to say where a server is. It has no socket and can be saved. */
export type Endpoint = {
	kind: BackendKind;
	/** The HTTP base without a trailing slash; a path prefix stays in it. Of a tunnel server the place of its consoles. */
	base: URL;
	/** Where consoles are dialled, when it is not the kind's usual place. */
	consoleUrl?: URL | undefined;
	/** What it is called in lists and refs: a profile's name or the host and port. */
	name: string;
	username?: string | undefined;
	password?: string | undefined;
	/** PEM texts for TLS; certificates are always verified. */
	ca?: string | undefined;
	/** PEM texts that show a host agent who comes, where it wants to know. */
	cert?: string | undefined;
	key?: string | undefined;
	/** `sse` unless a proxy on the way breaks it. */
	stream?: 'sse' | 'poll' | undefined;
	/** Where a tunnel server has its pages and lists, when that is not looked for. */
	httpUrl?: URL | undefined;
	/** Named to the gateway before several tunnel servers, which sends a console to this one of them. */
	targetServer?: string | undefined;
	/** It is a registry of monitoring agents, which listen on this port. */
	registry?: {port: number | undefined} | undefined;
	/** Ids of agents that a tunnel server may not list. */
	agents?: readonly string[] | undefined;
};

const defaultPorts: Record<BackendKind, string> = {
	channel: '8800', arthas: '8563', tunnel: '7777', host: '7702', loda: '1232',
};
const registryPort = '8000';
/** How the sockets of a host agent are written; inside they have the names that every URL knows. */
const hostSchemes: Record<string, string> = {
	tls: 'https', plain: 'http', https: 'tls', http: 'plain',
};
/** The path of consoles on a tunnel server that has no prefix. */
const tunnelPath = '/ws';

/**
Reads `channel+http://host:8800`, `arthas+https://host/prefix`, `tunnel+ws://host:7777`, `host+tls://host:7702`, `loda+http://host:1232`, or for the channel
server just `host` or `host:8800`. Without a port it is the kind's own for http and ws, 443 for https and wss.
`?registry` says that a loda address is that of a registry, whose agents are meant (8000; `&port=1232` is theirs). `?stream=poll` chooses polling; `?http=http://host:8080` says where a tunnel server has its lists, `?agent=ID`
names an agent that they don't hold, and `?targetServer=HOST` is for the gateway before several of them.
A password in it is refused: an argument can be read by everybody on the machine.

@throws ArthasError ERR_CONNECT_ADDRESS, ERR_CONFIG_SECRET
*/
export function parseEndpoint(text: string, options: Partial<Omit<Endpoint, 'kind' | 'base'>> = {}): Endpoint {
	const written = text.trim();
	const {kind, scheme, rest} = partsOf(written);
	const url = readUrl(written, `${scheme}://${rest}`);
	if (url.password) {
		throw new ArthasError('ERR_CONFIG_SECRET', 'a password must not stand in an address', {
			hint: 'put it in ARTHAS_TUI_PASSWORD, a file (--password-file) or the profile\'s passwordCommand',
		});
	}

	if ((url.protocol === 'http:' || url.protocol === 'ws:' || kind === 'host') && !/^[^/?#]*:\d+(?:[/?#]|$)/u.test(rest)) {
		url.port = kind === 'loda' && url.searchParams.has('registry') ? registryPort : defaultPorts[kind];
	}

	const username = options.username ?? userOf(url);
	const stream = url.searchParams.get('stream') === 'poll' ? 'poll' : options.stream;
	const path = url.pathname.replace(/\/+$/u, '');
	const base = new URL(`${url.protocol}//${url.host}${kind === 'tunnel' && path === tunnelPath ? '' : path}`);
	return {
		name: nameOf(base), ...options, ...(kind === 'tunnel' && tunnelOptions(written, url, options)), ...(kind === 'loda' && registryOptions(written, url)),
		kind, base, ...(username !== undefined && {username}), ...(stream && {stream}),
	};
}

/** The kind of server, the scheme as every URL knows it, and what stands behind that. */
function partsOf(written: string): {kind: BackendKind; scheme: string; rest: string} {
	const match = /^(?:(?:(?<kind>channel|arthas|loda)\+)?(?=http)|(?<tunnel>tunnel)\+(?=ws)|(?<host>host)\+(?=tls|plain))(?<scheme>https?|wss?|tls|plain):\/\/(?<rest>.+)$/iu.exec(written)?.groups;
	const isBare = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/iu.test(written);
	if (!match && !isBare) {
		throw addressError(written, 'this is not an address that can be connected to');
	}

	const {kind, tunnel, host, scheme = 'http', rest = written} = match ?? {};
	const typed = scheme.toLowerCase();
	return {
		kind: ((kind ?? tunnel ?? host)?.toLowerCase() ?? 'channel') as BackendKind,
		scheme: host === undefined ? typed : hostSchemes[typed] ?? typed,
		rest,
	};
}

function tunnelOptions(written: string, {searchParams}: URL, options: Partial<Endpoint>): Partial<Endpoint> {
	const http = searchParams.get('http');
	const targetServer = searchParams.get('targetServer') ?? options.targetServer;
	const agents = [...new Set([...searchParams.getAll('agent'), ...(options.agents ?? [])])];
	return {
		...(http !== null && {httpUrl: httpUrlOf(written, http)}), ...(targetServer !== undefined && {targetServer}), ...(agents.length > 0 && {agents}),
	};
}

function registryOptions(written: string, {searchParams}: URL): Partial<Endpoint> {
	const port = searchParams.get('port');
	if (port !== null && !(/^\d{1,5}$/u.test(port) && Number(port) > 0 && Number(port) < 65_536)) {
		throw addressError(written, 'the port of its agents can\'t be read');
	}

	return searchParams.has('registry') ? {registry: {port: port === null ? undefined : Number(port)}} : {};
}

function httpUrlOf(written: string, text: string): URL {
	const url = readUrl(written, text);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw addressError(written, 'what it gives as http= is no address of a web server');
	}

	return url;
}

/** How the endpoint is written, so that it is read as the same one; without credentials. */
export function formatEndpoint({kind, base, stream, httpUrl, targetServer, registry, agents = []}: Endpoint): string {
	const options = [
		...(stream === 'poll' ? ['stream=poll'] : []),
		...(registry ? ['registry', ...registry.port === undefined ? [] : [`port=${registry.port}`]] : []),
		...(httpUrl ? [`http=${httpUrl.href.replace(/\/$/u, '')}`] : []),
		...(targetServer === undefined ? [] : [`targetServer=${encodeURIComponent(targetServer)}`]),
		...agents.map(id => `agent=${encodeURIComponent(id)}`),
	];
	// A part of what it does goes over HTTP, whose errors name the same endpoint.
	const scheme = kind === 'tunnel' ? base.protocol.replace('http', 'ws') : base.protocol;
	return `${kind}+${kind === 'host' ? `${hostSchemes[base.protocol.slice(0, -1)] ?? ''}:` : scheme}//${nameOf(base)}${kind === 'host' && base.protocol === 'https:' && base.port === '' ? ':443' : ''}${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

/** Host, port and prefix. Port 80 is written, for without a port http has the kind's own. */
function nameOf({protocol, host, port, pathname}: URL): string {
	return `${host}${(protocol === 'http:' || protocol === 'ws:') && port === '' ? ':80' : ''}${pathname === '/' ? '' : pathname}`;
}

function userOf({username}: URL): string | undefined {
	return username === '' ? undefined : decodeURIComponent(username.replaceAll(/%(?![\da-f]{2})/giu, '%25'));
}

function readUrl(written: string, url: string): URL {
	try {
		return new URL(url);
	} catch (error) {
		throw addressError(written, 'the host or port in it can\'t be read', error);
	}
}

function addressError(text: string, why: string, cause?: unknown): ArthasError {
	return new ArthasError('ERR_CONNECT_ADDRESS', `cannot connect to “${text.slice(0, 80)}”: ${why}`, {
		hint: 'write host:8800 or channel+http://host:8800 for a channel server, arthas+http://host:8563 for one JVM, tunnel+ws://host:7777 for a tunnel server, host+tls://host:7702 for a host agent, loda+http://host:1232 for a monitoring agent', cause,
	});
}
