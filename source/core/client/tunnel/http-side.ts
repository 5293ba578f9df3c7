import {isArthasError} from '../../error.js';
import type {Endpoint} from '../endpoint.js';
import {openOutputFolder, type OutputFolder} from '../files/output-folder.js';
import {createHttpClient} from '../http.js';
import {timeoutSignal} from '../../timeout-signal.js';
import {createTunnelLists, type TunnelLists} from './listing.js';

/** A stock server never answers a request on the port of its consoles, so nobody waits long. */
const lookMs = 2000;
const usualPort = '8080';

export type HttpSide = {url: URL; lists: TunnelLists; files(agentId: string): OutputFolder};

/**
The pages of a tunnel server: where they are said to be, else on the port of its consoles, as behind an
ingress, else on the usual one. Undefined where none is found; rejects when something there asks for a login
that is missing or wrong.
*/
export async function findHttpSide(endpoint: Endpoint, maxMessage: number, signal: AbortSignal): Promise<HttpSide | undefined> {
	if (endpoint.httpUrl) {
		return sideAt(endpoint.httpUrl, endpoint, maxMessage);
	}

	const places = placesOf(endpoint);
	const found = await Promise.all(places.map(async url => tryPlace(url, endpoint, {maxMessage, signal})));
	const [best, ...others] = found.filter(side => side !== undefined);
	await Promise.all(others.map(async ({lists}) => lists.close()));
	return best;
}

function placesOf({base}: Endpoint): URL[] {
	const same = new URL(base);
	same.protocol = base.protocol === 'wss:' ? 'https:' : 'http:';
	// Behind a prefix the consoles have a path of their own beside the pages.
	same.pathname = base.pathname.replace(/\/[^/]*$/u, '');
	const usual = new URL(same);
	usual.port = usualPort;
	return base.protocol === 'ws:' && base.port !== usualPort ? [same, usual] : [same];
}

async function tryPlace(url: URL, endpoint: Endpoint, {maxMessage, signal}: {maxMessage: number; signal: AbortSignal}): Promise<HttpSide | undefined> {
	const side = sideAt(url, endpoint, maxMessage);
	try {
		await side.lists.has('x', AbortSignal.any([signal, timeoutSignal(lookMs)]));
		return side;
	} catch (error) {
		await side.lists.close();
		// A certificate that isn't trusted here is none for the consoles either.
		if (isArthasError(error) && (error.code === 'ERR_AUTH_LOGIN' || (error.code === 'ERR_CONNECT_TLS' && endpoint.base.protocol === 'wss:'))) {
			throw error;
		}

		signal.throwIfAborted();
		return undefined;
	}
}

function sideAt(url: URL, endpoint: Endpoint, maxMessage: number): HttpSide {
	const there = {...endpoint, base: withoutSlash(url)};
	const http = createHttpClient(there, {maxMessage});
	return {
		url,
		lists: createTunnelLists(http, there),
		files: agentId => openOutputFolder({
			http, endpoint: there, agent: agentId, prefix: `/proxy/${encodeURIComponent(agentId)}`,
		}),
	};
}

function withoutSlash(url: URL): URL {
	const base = new URL(url);
	base.pathname = url.pathname.replace(/\/+$/u, '');
	return base;
}
