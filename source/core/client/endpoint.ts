import {ArthasError} from '../error.js';

export type BackendKind = 'channel' | 'arthas';

/** What a person writes to say where a server is. It has no socket and can be saved. */
export type Endpoint = {
	kind: BackendKind;
	/** The HTTP base without a trailing slash; a path prefix stays in it. */
	base: URL;
	/** Where consoles are dialled, when it is not the kind's usual place. */
	consoleUrl?: URL | undefined;
	/** What it is called in lists and refs: a profile's name or the host and port. */
	name: string;
	username?: string | undefined;
	password?: string | undefined;
	/** PEM texts for TLS; certificates are always verified. */
	ca?: string | undefined;
	/** `sse` unless a proxy on the way breaks it. */
	stream?: 'sse' | 'poll' | undefined;
};

const defaultPorts: Record<BackendKind, string> = {channel: '8800', arthas: '8563'};

/**
Reads `channel+http://host:8800`, `arthas+https://host/prefix`, or for the channel server just `host` or
`host:8800`. Without a port it is the kind's own for http, 443 for https. `?stream=poll` chooses polling.
A password in it is refused: an argument can be read by everybody on the machine.

@throws ArthasError ERR_CONNECT_ADDRESS, ERR_CONFIG_SECRET
*/
export function parseEndpoint(text: string, options: Partial<Omit<Endpoint, 'kind' | 'base'>> = {}): Endpoint {
	const written = text.trim();
	const match = /^(?:(?<kind>channel|arthas)\+)?(?<scheme>https?):\/\/(?<rest>.+)$/iu.exec(written)?.groups;
	const isBare = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/iu.test(written);
	if (!match && !isBare) {
		throw addressError(written, 'this is not an address that can be connected to');
	}

	const kind = (match?.['kind']?.toLowerCase() ?? 'channel') as BackendKind;
	const rest = match?.['rest'] ?? written;
	const url = readUrl(written, `${match?.['scheme'] ?? 'http'}://${rest}`);
	if (url.password) {
		throw new ArthasError('ERR_CONFIG_SECRET', 'a password must not stand in an address', {
			hint: 'put it in ARTHAS_TUI_PASSWORD, a file (--password-file) or the profile\'s passwordCommand',
		});
	}

	if (url.protocol === 'http:' && !/^[^/?#]*:\d+(?:[/?#]|$)/u.test(rest)) {
		url.port = defaultPorts[kind];
	}

	const username = options.username ?? userOf(url);
	const stream = url.searchParams.get('stream') === 'poll' ? 'poll' : options.stream;
	const base = new URL(`${url.protocol}//${url.host}${url.pathname.replace(/\/+$/u, '')}`);
	return {
		name: nameOf(base), ...options, kind, base, ...(username !== undefined && {username}), ...(stream && {stream}),
	};
}

/** How the endpoint is written, so that it is read as the same one; without credentials. */
export function formatEndpoint({kind, base, stream}: Endpoint): string {
	return `${kind}+${base.protocol}//${nameOf(base)}${stream === 'poll' ? '?stream=poll' : ''}`;
}

/** Host, port and prefix. Port 80 is written, for without a port http has the kind's own. */
function nameOf({protocol, host, port, pathname}: URL): string {
	return `${host}${protocol === 'http:' && port === '' ? ':80' : ''}${pathname === '/' ? '' : pathname}`;
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
		hint: 'write host:8800 or channel+http://host:8800 for a channel server, arthas+http://host:8563 for one JVM', cause,
	});
}
