import {RequestAction, type ActionRequest} from '../protocol/generated/ArthasService.js';
import {steadyNow} from './clock.js';
import type {StoredAgent} from './store.js';

const silentMs = 12_000;

/** Names what usually keeps a stock agent from answering (all seen on agent 3.5.6). */
export function likelyCause(agent: StoredAgent | undefined, request?: ActionRequest): string {
	if (!agent || steadyNow() - agent.heartbeatTime > silentMs) {
		return 'the agent sends no heartbeats either: its JVM may be frozen, and the command may run when it wakes';
	}

	if (request?.action === RequestAction.IGNORED3) {
		return 'the request names no action, which agents don\'t answer within a session';
	}

	if (/^\s*(?:thread\s+(?:-n|\d)|vmoption|stack)/u.test(request?.executeParams?.commandLine ?? '')) {
		return 'agents before 4.0 never answer this command on JDK 16 and later without --add-opens; ASYNC_EXECUTE names the cause';
	}

	return 'its one command thread may be busy with another command';
}
