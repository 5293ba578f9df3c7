import {ArthasError} from '../../error.js';
import type {Result} from '../../protocol/result.js';
import {timeoutSignal} from '../../timeout-signal.js';
import {measureClock, type Jvm} from './jvm.js';

const callMs = 10_000;
const pullLimit = 3;
const clockTries = 3;

/**
Proves that an Arthas HTTP API answers and that the login is right, by a short session: its `welcome`
tells version, pid and main class, and its times tell the clock. It costs no command thread.
*/
export async function greet(jvm: Jvm, signal: AbortSignal): Promise<void> {
	const {api} = jvm;
	const {response: {sessionId, consumerId, message}} = await api.call({action: 'init_session'}, {timeoutMs: callMs, signal});
	if (sessionId === undefined) {
		throw new ArthasError('ERR_PROTOCOL_PEER', `${api.endpoint.base.host} opened no session: ${message ?? 'no reason given'}`, {hint: 'is it an Arthas of 3.3.7 or later?'});
	}

	try {
		const welcome = await firstWelcome(jvm, {sessionId, consumerId}, signal);
		jvm.onWelcome(welcome);
		const {time} = welcome;
		jvm.clock = await measureClock(api, {
			sessionId, welcomeTime: typeof time === 'string' ? time : undefined, tries: clockTries, signal,
		}) ?? jvm.clock;
	} finally {
		jvm.inBackground(leave(jvm, sessionId));
	}
}

async function firstWelcome({api}: Jvm, ids: {sessionId: string; consumerId: string | undefined}, signal: AbortSignal): Promise<Result> {
	for (let pull = 0; pull < pullLimit; pull++) {
		const {results} = await api.call({action: 'pull_results', ...ids}, {timeoutMs: callMs, signal});
		const welcome = results.find(({type}) => type === 'welcome');
		if (welcome) {
			return welcome;
		}
	}

	throw new ArthasError('ERR_PROTOCOL_PEER', `${api.endpoint.base.host} opened a session and never said welcome`, {hint: 'is it an Arthas of 3.3.7 or later?'});
}

async function leave({api}: Jvm, sessionId: string): Promise<void> {
	try {
		await api.hedged({action: 'close_session', sessionId}, {timeoutMs: 5000, signal: timeoutSignal(5000)});
	} catch {
		// The agent forgets it by itself.
	}
}
