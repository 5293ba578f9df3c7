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
Reads `channel+http://host:8800`, `arthas+https://host/prefix`, or for the channel server just `host:8800`.
A password in it is refused: an argument can be read by everybody on the machine.
*/
export function parseEndpoint(text: string, options: Partial<Omit<Endpoint, 'kind' | 'base'>> = {}): Endpoint {
	const written = text.trim();
	const match = /^(?:(?<kind>channel|arthas)\+)?(?<scheme>https?):\/\/(?<rest>.+)$/u.exec(written);
	const bare = match ? undefined : /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/iu.exec(written)?.[0];
	if (!match && !bare) {
		throw addressError(written, 'this is not an address that can be connected to');
	}

	const kind = (match?.groups?.['kind'] ?? 'channel') as BackendKind;
	const url = URL.parse(match ? `${match.groups?.['scheme']}://${match.groups?.['rest']}` : `http://${bare}`);
	if (!url || url.hostname === '') {
		throw addressError(written, 'the host or port in it can\'t be read');
	}

	if (url.password) {
		throw new ArthasError('ERR_CONFIG_SECRET', 'a password must not stand in an address', {
			hint: 'put it in ARTHAS_TUI_PASSWORD, a file (--password-file) or the profile\'s passwordCommand',
		});
	}

	if (url.port === '' && !/:\d+(?:\/|$)/u.test(written) && url.protocol === 'http:') {
		url.port = defaultPorts[kind];
	}

	const username = options.username ?? (url.username ? decodeURIComponent(url.username) : undefined);
	url.username = '';
	url.hash = '';
	const stream = url.searchParams.get('stream') === 'poll' ? 'poll' : options.stream;
	url.search = '';
	url.pathname = url.pathname.replace(/\/+$/u, '');
	return {
		name: url.host + (url.pathname === '/' ? '' : url.pathname), ...options, kind, base: url, ...(username !== undefined && {username}), ...(stream && {stream}),
	};
}

/** How the endpoint is written, without credentials. */
export function formatEndpoint({kind, base}: Endpoint): string {
	return `${kind}+${base.protocol}//${base.host}${base.pathname === '/' ? '' : base.pathname}`;
}

function addressError(text: string, why: string): ArthasError {
	return new ArthasError('ERR_CONNECT_ADDRESS', `cannot connect to “${text.slice(0, 80)}”: ${why}`, {
		hint: 'write host:8800 or channel+http://host:8800 for a channel server, arthas+http://host:8563 for one JVM',
	});
}
