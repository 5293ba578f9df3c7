import {backends} from '../../core/client/backends/index.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {isArthasError} from '../../core/error.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import {upgrade} from './console-step.js';
import type {Limits} from './network.js';
import {
	failedBy, passed, warned, type Step,
} from './step.js';

/** Lists, their switches, and the way to consoles of a tunnel server. */
export async function * examineTunnel(endpoint: Endpoint, {stepMs, signal, maxMessage}: Limits & {maxMessage: number}): AsyncGenerator<Step> {
	const link = backends.tunnel.open(endpoint, {maxMessage, onAgents: () => undefined, onSent: () => undefined});
	const startedAt = performance.now();
	try {
		const agents = await link.greet(AbortSignal.any([signal, timeoutSignal(3 * stepMs)]));
		const {server, notes = []} = link.facts;
		const [from = '', ...missing] = notes;
		yield passed('server', `${server}; commands go over the text console of its agents`, performance.now() - startedAt);
		const known = agents.filter(({status}) => status === 'up').length;
		yield agents.length > 0
			? passed('agents', `${agents.length}, ${known} of them registered: ${from}`)
			: warned('agents', `none: ${from}`, missing.join('; ') || 'start a JVM with -Darthas.tunnelServer=ws://host:7777/ws');
		for (const note of agents.length > 0 ? missing : []) {
			yield warned('list', note, 'agents that are not listed can be named with --agent ID');
		}

		yield await reachUpgrade(endpoint, {stepMs, signal});
	} catch (error) {
		signal.throwIfAborted();
		yield failedBy(isArthasError(error) && error.code === 'ERR_AUTH_LOGIN' ? 'login' : 'server', error);
	} finally {
		await link.close();
	}
}

/** The server takes the upgrade for an id that nobody has, and tells no agent of it. */
async function reachUpgrade(endpoint: Endpoint, limits: Limits): Promise<Step> {
	const url = new URL(endpoint.consoleUrl ?? endpoint.base);
	if (url.pathname === '/') {
		url.pathname = '/ws';
	}

	url.search = '?method=connectArthas&id=';
	try {
		return await upgrade(url, endpoint, limits);
	} catch (error) {
		limits.signal.throwIfAborted();
		return failedBy('consoles', error);
	}
}
