import type {JobEnd} from '../job-state.js';
import type {Jvm} from './jvm.js';
import {bodyNumber} from './read-answer.js';

/**
What became of a command whose session the agent doesn't know any more: another process is there (its
pid differs, or, in containers where it seldom does, its job ids began anew), or the session was dropped.
*/
export async function whyGone({api, pid}: Jvm, jobId: number, signal: AbortSignal): Promise<JobEnd> {
	try {
		const answer = await api.call({action: 'exec', command: 'session', execTimeout: 5000}, {timeoutMs: 10_000, signal});
		const javaPid = answer.results.find(({type}) => type === 'session')?.['javaPid'];
		const isOther = (typeof javaPid === 'number' && pid !== null && javaPid !== Number(pid)) || (bodyNumber(answer, 'jobId') ?? jobId) < jobId;
		return isOther ? {name: 'lost', reason: 'replaced', mayStillRun: false} : {name: 'lost', reason: 'evicted', mayStillRun: true};
	} catch {
		return {name: 'lost', reason: 'agent-gone', mayStillRun: true};
	}
}
