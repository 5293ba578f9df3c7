import type {BackendKind, Endpoint} from '../../core/client/endpoint.js';
import {createHttpClient, type HttpAnswer, type HttpClient} from '../../core/client/http.js';
import {parseBootError} from '../../core/protocol/boot-error.js';
import type {Limits} from './network.js';
import {sniff} from './sniff.js';

/** What answers at an address. */
export type Identity =
	| {kind: BackendKind; isOurs: boolean; asksForLogin: boolean; detail: string}
	| {kind: 'other'; detail: string; todo: string};

/** Asks without a login, first as the kind of server that is expected, then as the other. */
export async function identify(endpoint: Endpoint, limits: Limits & {maxMessage: number}): Promise<Identity> {
	const {username, password, ...anonymous} = endpoint;
	const http = createHttpClient(anonymous, {maxMessage: limits.maxMessage, connectMs: limits.stepMs});
	try {
		const first = await ask(http, endpoint.kind, limits);
		const known = recognise(first, endpoint.kind);
		if (known) {
			return known;
		}

		const other: BackendKind = endpoint.kind === 'channel' ? 'arthas' : 'channel';
		return recognise(await ask(http, other, limits), other) ?? describeStranger(first);
	} catch (error) {
		limits.signal.throwIfAborted();
		return await sniff(endpoint, error, limits);
	} finally {
		await http.close();
	}
}

async function ask(http: HttpClient, kind: BackendKind, {stepMs, signal}: Limits): Promise<HttpAnswer> {
	return http.request(kind === 'channel'
		? {path: '/agents', timeoutMs: stepMs, signal}
		: {
			method: 'POST', path: '/api', body: '{"action":"session_info","sessionId":"doctor"}', timeoutMs: stepMs, signal,
		});
}

const channelServers = {ours: 'the channel server of arthas-tui', java: 'a Java channel server'};

function recognise({status, headers, text}: HttpAnswer, kind: BackendKind): Identity | undefined {
	const asksForLogin = status === 401;
	const realm = String(headers['www-authenticate'] ?? '');
	const isOurs = headers['arthas-tui'] === '1';
	if (asksForLogin && !isOurs) {
		const isArthas = realm.includes('arthas');
		const asked: BackendKind = isArthas ? 'arthas' : (realm.includes('"Realm"') ? 'channel' : kind);
		return {
			kind: asked, isOurs, asksForLogin, detail: asked === 'arthas' ? 'an Arthas HTTP API, by its way to ask for a login' : 'a server that asks for a login before it says what it is',
		};
	}

	if (kind === 'arthas') {
		return status === 200 && typeof member(text, 'state') === 'string'
			? {
				kind, isOurs: false, asksForLogin: false, detail: 'an Arthas HTTP API',
			}
			: undefined;
	}

	const isList = status === 200 && Array.isArray(parsed(text));
	return (isOurs && (asksForLogin || isList)) || isList
		? {
			kind, isOurs, asksForLogin, detail: isOurs ? channelServers.ours : channelServers.java,
		}
		: undefined;
}

function describeStranger({status, headers, text}: HttpAnswer): Identity {
	const title = /<title>(?<title>[^<]{1,80})/iu.exec(text)?.groups?.['title']?.trim();
	const isPage = String(headers['content-type']).includes('html');
	if (status === 502 || status === 503 || status === 504) {
		return {kind: 'other', detail: `a proxy that answers ${status}`, todo: 'the server behind the proxy is away, or the proxy asks at the wrong port'};
	}

	if (headers['arthas-tui'] === '1') {
		return {kind: 'other', detail: `arthas-tui, but ${parseBootError(text)?.message ?? `it answers ${status}`}`, todo: 'use the port for operators, which is 8800 unless it was chosen'};
	}

	if (status >= 300 && status < 400) {
		return {kind: 'other', detail: `a web server that sends everybody on to ${String(headers['location'])}`, todo: 'a login page may stand before the server; ask for a way around it'};
	}

	return isPage
		? {kind: 'other', detail: `a web page${title ? ` “${title}”` : ''}`, todo: 'check host, port and path; a login page may stand before the server'}
		: {kind: 'other', detail: `an HTTP server that answers ${status} to what every server of ours knows`, todo: 'check host, port and path'};
}

function member(text: string, name: string): unknown {
	const value = parsed(text);
	return typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
