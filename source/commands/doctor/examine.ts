import {formatEndpoint, type BackendKind, type Endpoint} from '../../core/client/endpoint.js';
import {reachConsoles} from './console-step.js';
import {examineHost} from './host.js';
import {identify} from './identify.js';
import {examineLoda} from './loda.js';
import {
	hasTls, reach, resolveName, shakeHands, socketAddress, type Limits,
} from './network.js';
import {useService} from './service.js';
import {failed, passed, type Step} from './step.js';
import {examineTunnel} from './tunnel.js';

/** Looks at one server from the outside in; what rests on a step that failed is not tried. */
export async function * examine(endpoint: Endpoint, limits: Limits & {maxMessage: number}): AsyncGenerator<Step> {
	yield addressStep(endpoint);
	for (const look of [resolveName, reach, ...(hasTls(endpoint) ? [shakeHands] : [])]) {
		const step = await look(endpoint, limits);
		yield step;
		if (step.level === 'fail') {
			return;
		}
	}

	if (endpoint.kind === 'tunnel') {
		yield * examineTunnel(endpoint, limits);
		return;
	}

	if (endpoint.kind === 'host') {
		yield * examineHost(endpoint, limits);
		return;
	}

	if (endpoint.kind === 'loda') {
		yield * examineLoda(endpoint, limits);
		return;
	}

	const startedAt = performance.now();
	const identity = await identify(endpoint, limits);
	if (identity.kind === 'other') {
		yield failed('server', identity.detail, identity.todo);
		return;
	}

	if (identity.kind !== endpoint.kind) {
		yield failed('server', identity.detail, `write ${formatEndpoint({...endpoint, kind: identity.kind})}`);
		return;
	}

	yield passed('server', identity.detail, performance.now() - startedAt);
	let isWell = true;
	for await (const step of useService(endpoint, identity, limits)) {
		isWell &&= step.level !== 'fail';
		yield step;
	}

	if (isWell) {
		yield await reachConsoles(endpoint, identity, limits);
	}
}

const kinds: Partial<Record<BackendKind, string>> = {
	channel: 'a channel server', arthas: 'the Arthas of one JVM', tunnel: 'a tunnel server', host: 'a host agent', loda: 'a monitoring agent',
};

function addressStep(endpoint: Endpoint): Step {
	const {host, port} = socketAddress(endpoint);
	const path = endpoint.base.pathname === '/' ? '' : `, below ${endpoint.base.pathname}`;
	return passed('address', `${formatEndpoint(endpoint)}: ${kinds[endpoint.kind] ?? endpoint.kind} at ${host} port ${port}, ${hasTls(endpoint) ? 'TLS' : 'unencrypted'}${path}`);
}
