import type {Agent} from '../../core/client/agent.js';
import {lodaBackend} from '../../core/client/backends/loda.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {createHttpClient} from '../../core/client/http.js';
import {isArthasError} from '../../core/error.js';
import {readLodaAnswer, toLodaRequest, type LodaRequest} from '../../core/protocol/loda.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import type {Limits} from './network.js';
import {
	failedBy, passed, warned, type Step,
} from './step.js';

/** Whether a monitoring agent answers, what it knows, and what it can't do. */
export async function * examineLoda(endpoint: Endpoint, {stepMs, signal, maxMessage}: Limits & {maxMessage: number}): AsyncGenerator<Step> {
	const link = lodaBackend.open(endpoint, {maxMessage, onAgents: () => undefined, onSent: () => undefined});
	const startedAt = performance.now();
	try {
		const agents = await link.greet(AbortSignal.any([signal, timeoutSignal(stepMs)]));
		const [agent] = agents;
		yield passed('server', link.facts.server, performance.now() - startedAt);
		if (endpoint.registry) {
			yield passed('agents', `${agents.length} have reported; ${link.facts.notes?.join('; ') ?? ''}`);
			return;
		}

		yield namespacesStep(agent);
		yield await pluginsStep(endpoint, {stepMs, signal, maxMessage});
		yield warned('login', 'none is asked: whoever reaches this port can run and switch plugins of the host', 'let a firewall keep the port to the machines of its operators');
		yield warned('logs', 'no version of this agent routes log reading', 'run arthas-tui host there, too: arthas-tui log asks it');
	} catch (error) {
		signal.throwIfAborted();
		yield failedBy(isArthasError(error) && error.code === 'ERR_AUTH_LOGIN' ? 'login' : 'server', error);
	} finally {
		await link.close();
	}
}

function namespacesStep(agent: Agent | undefined): Step {
	const names = agent?.labels['ns'];
	return names === undefined
		? warned('namespaces', 'it is in none', 'its registry may be away, or not know this host: arthas-tui plugins pull asks it anew')
		: passed('namespaces', names);
}

async function pluginsStep(endpoint: Endpoint, {stepMs, signal, maxMessage}: Limits & {maxMessage: number}): Promise<Step> {
	const http = createHttpClient(endpoint, {maxMessage});
	const startedAt = performance.now();
	try {
		const request = toLodaRequest('plugins.list') as LodaRequest;
		const answer = readLodaAnswer(request, await http.request({path: request.path, timeoutMs: stepMs, signal}));
		if (answer.kind !== 'result') {
			return warned('plugins', 'message' in answer ? answer.message : 'they are not listed', 'something between here and the agent may answer in its place');
		}

		const plugins = answer.result['plugins'] as Array<{enabled: boolean}>;
		const off = plugins.filter(({enabled}) => !enabled).length;
		return passed('plugins', `${plugins.length} that run in cycles${off > 0 ? `, ${off} of them disabled` : ''}; it lists none that run on demand`, performance.now() - startedAt);
	} catch (error) {
		signal.throwIfAborted();
		return failedBy('plugins', error, 'it may wait for a plugin to end its run; try again with a longer --timeout');
	} finally {
		await http.close();
	}
}
