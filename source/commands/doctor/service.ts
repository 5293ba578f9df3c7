import type {Agent, AgentStatus} from '../../core/client/agent.js';
import {backends} from '../../core/client/backends/index.js';
import type {Endpoint} from '../../core/client/endpoint.js';
import type {Link} from '../../core/client/wire.js';
import {isArthasError} from '../../core/error.js';
import {timeoutSignal} from '../../core/timeout-signal.js';
import type {Identity} from './identify.js';
import {socketAddress, type Limits} from './network.js';
import {
	failed, failedBy, passed, warned, type Step,
} from './step.js';

const rounds = 5;
const serviceSteps = 3;
const wrongClockMs = 2000;

export type KnownIdentity = Exclude<Identity, {kind: 'other'}>;

/** Login, protocol, agents, round trip and clock, by the same calls that every other command makes. */
export async function * useService(endpoint: Endpoint, identity: KnownIdentity, {stepMs, signal, maxMessage}: Limits & {maxMessage: number}): AsyncGenerator<Step> {
	const link = backends[endpoint.kind].open(endpoint, {maxMessage, onAgents: () => undefined, onSent: () => undefined});
	const late = timeoutSignal(serviceSteps * stepMs);
	let step = 'protocol';
	try {
		const agents = await link.greet(AbortSignal.any([signal, late]));
		yield loginStep(endpoint, identity);
		yield passed('protocol', protocolOf(endpoint, link.facts, agents));
		yield agentsStep(endpoint, agents);
		step = 'round trip';
		yield await roundTripStep(link, AbortSignal.any([signal, late]));
		yield clockStep(link.facts.clockOffsetMs);
	} catch (error) {
		signal.throwIfAborted();
		yield late.aborted
			? failed(step, `no whole answer in ${serviceSteps * stepMs} ms`, 'it may be busy or frozen; try again with a longer --timeout')
			: failure(step, error);
	} finally {
		await link.close();
	}
}

function failure(step: string, error: unknown): Step {
	return failedBy(isArthasError(error) && error.code === 'ERR_AUTH_LOGIN' ? 'login' : step, error);
}

function loginStep(endpoint: Endpoint, {asksForLogin}: KnownIdentity): Step {
	const {host} = socketAddress(endpoint);
	const hasLogin = endpoint.username !== undefined || endpoint.password !== undefined;
	const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
	const outcome = asksForLogin ? `asked for, and accepted for ${endpoint.username ?? 'arthas'}` : (hasLogin ? 'set, but not asked for' : 'not asked for');
	if (hasLogin && endpoint.base.protocol === 'http:' && !isLocal) {
		return warned('login', `${outcome}; the password travels unencrypted`, 'use https where the server can');
	}

	return passed('login', outcome);
}

function protocolOf({kind}: Endpoint, {server}: Link['facts'], [first]: Agent[]): string {
	if (kind === 'arthas') {
		return `${server}${first ? `, ${first.name}` : ''}`;
	}

	return server === 'arthas-tui'
		? 'channel protocol as of Java server 3.5.6, with the additions of arthas-tui'
		: 'channel protocol of the Java server; what is lost or late there can\'t always be known';
}

const statuses: AgentStatus[] = ['up', 'out', 'down'];

function agentsStep({kind}: Endpoint, agents: Agent[]): Step {
	const counts = statuses.map(wanted => ({wanted, count: agents.filter(({status}) => status === wanted).length})).filter(({count}) => count > 0);
	const detail = `${agents.length}${counts.length > 0 ? `: ${counts.map(({wanted, count}) => `${count} ${wanted}`).join(', ')}` : ''}`;
	if (agents.length === 0) {
		return warned('agents', 'none yet', `start a JVM with -javaagent:arthas-agent.jar and the address of this ${kind} server's port for agents (7700)`);
	}

	return agents.some(({status}) => status === 'up') ? passed('agents', detail) : warned('agents', detail, 'none of them can be used now: are they running, and can they reach the server?');
}

async function roundTripStep(link: Link, signal: AbortSignal): Promise<Step> {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const startedAt = performance.now();
		await link.probe(signal);
		times.push(performance.now() - startedAt);
	}

	const [fastest = 0, , median = 0, , slowest = 0] = times.sort((left, right) => left - right);
	return passed('round trip', `median ${median.toFixed(1)} ms of ${rounds}, from ${fastest.toFixed(1)} to ${slowest.toFixed(1)} ms`, median);
}

function clockStep(offsetMs: number | null): Step {
	if (offsetMs === null) {
		return warned('clock', 'the server doesn\'t tell its time', 'ages of agents and results may be wrong by as much as its clock is');
	}

	const offset = Math.round(offsetMs);
	return Math.abs(offset) >= wrongClockMs
		? warned('clock', `the server's clock is ${Math.abs(offset)} ms ${offset > 0 ? 'ahead' : 'behind'}; times are corrected by that`, 'set one of the two clocks by NTP')
		: passed('clock', `the server's clock is within ${Math.max(Math.abs(offset), 1)} ms of this one`);
}
