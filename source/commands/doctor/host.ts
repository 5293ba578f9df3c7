import {hostBackend} from '../../core/client/backends/host.js';
import {connectError} from '../../core/client/connect-error.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import {failedBy, passed, type Step} from './step.js';
import type {Limits} from './network.js';

/** Whether a host agent says who it is, and answers. */
export async function * examineHost(endpoint: Endpoint, {stepMs, signal, maxMessage}: Limits & {maxMessage: number}): AsyncGenerator<Step> {
	const link = hostBackend.open(endpoint, {maxMessage, onAgents: () => undefined, onSent: () => undefined});
	const startedAt = performance.now();
	try {
		const limit = AbortSignal.any([signal, timeoutSignal(stepMs)]);
		const [agent] = await link.greet(limit);
		yield passed('server', `${link.facts.server} of ${agent?.name ?? ''}, ${agent?.id ?? ''}`, performance.now() - startedAt);
		const askedAt = performance.now();
		await link.probe(limit);
		yield passed('answer', 'getinfo.kernel has an answer', performance.now() - askedAt);
	} catch (error) {
		yield failedBy('server', connectError(error, endpoint));
	} finally {
		await link.close();
	}
}
