import {connectConsole} from '../../core/client/console/connect-console.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {explain} from '../../core/explain.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import type {Limits} from './network.js';
import type {KnownIdentity} from './service.js';
import {passed, warned, type Step} from './step.js';

/**
Opens the WebSocket of a console and hangs up. At a channel server it is that of an agent that can't
exist, so nothing happens on any agent.
*/
export async function reachConsoles(endpoint: Endpoint, {isOurs}: KnownIdentity, {stepMs, signal}: Limits): Promise<Step> {
	const url = consoleUrl(endpoint, isOurs);
	try {
		return await upgrade(url, endpoint, {stepMs, signal});
	} catch (error) {
		signal.throwIfAborted();
		const {what, todo} = explain(error);
		return warned('consoles', what, endpoint.kind === 'channel' && !isOurs && !endpoint.consoleUrl
			? 'a Java channel server has them on port 8801; when they are elsewhere, set consoleUrl in a profile'
			: todo);
	}
}

/** Opens the WebSocket and hangs up; rejects with why it can't be had. */
export async function upgrade(url: URL, endpoint: Endpoint, {stepMs, signal}: Limits): Promise<Step> {
	const startedAt = performance.now();
	const socket = await connectConsole({
		url, endpoint, maxFrame: 1 << 20, signal: AbortSignal.any([signal, timeoutSignal(stepMs)]),
	});
	socket.terminate();
	return passed('consoles', `${url.origin}${url.pathname}`, performance.now() - startedAt);
}

function consoleUrl({kind, base, consoleUrl: given}: Endpoint, isOurs: boolean): URL {
	const url = new URL(given ?? base);
	url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
	if (!given) {
		url.pathname = `${url.pathname === '/' ? '' : url.pathname}/ws`;
		if (kind === 'channel' && !isOurs) {
			url.port = '8801';
		}
	}

	if (kind === 'channel') {
		url.search = '?method=connectArthas&id=';
	}

	return url;
}
