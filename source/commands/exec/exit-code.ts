import type {JobEnd, Loss} from '../../core/client/job-state.js';
import {explain} from '../../core/explain.js';
import type {FailureRow} from '../../views/failures.js';
import type {Outcome} from '../exec.js';

/** The code of one target: 0 well, 1 failed, 2 usage, 3 connect or login, 4 policy, 124 time-out, 130 interrupted. */
export function codeOf(end: JobEnd): number {
	switch (end.name) {
		case 'done': {
			// A terminal has no status: there the agent's word that it failed counts.
			return (end.statusCode ?? (end.message === undefined ? 0 : 1)) === 0 ? 0 : 1;
		}

		case 'limited': {
			return end.by === 'cap-500' || (end.statusCode ?? 0) !== 0 ? 1 : 0;
		}

		case 'interrupted': {
			return end.by === 'us' ? 130 : 1;
		}

		case 'timed-out': {
			return 124;
		}

		case 'refused': {
			return end.by === 'policy' ? 4 : (end.by === 'login' || end.by === 'agent-gone' ? 3 : 1);
		}

		case 'failed': {
			return explain(end.error).exitCode;
		}

		case 'lost': {
			return 1;
		}
	}
}

/** The worst one decides; 3 only when no target was reached, 124 only when all that are not well timed out. */
export function exitCodeOf(outcomes: Outcome[], {noLoss}: {noLoss: boolean}): number {
	const codes = outcomes.map(({end}) => codeOf(end));
	const bad = codes.filter(code => code !== 0);
	for (const code of [2, 4, 130]) {
		if (bad.includes(code)) {
			return code;
		}
	}

	if (bad.length > 0) {
		const isUnreached = codes.every(code => code === 3);
		return isUnreached ? 3 : (bad.every(code => code === 124) ? 124 : 1);
	}

	return noLoss && outcomes.some(({job}) => hasLoss(job.getSnapshot().loss)) ? 1 : 0;
}

function hasLoss({exact, atLeast, unknown, isUncounted}: Loss): boolean {
	return unknown || isUncounted === true || exact + atLeast > 0;
}

/** What stands in the table of failures; undefined for a target that is well. */
export function failureOf({end}: Outcome, agent: string): FailureRow | undefined {
	// The agent has done with it, and by its own word it failed: `done` is what programs are told, beside the code.
	return codeOf(end) === 0 ? undefined : {agent, state: end.name === 'done' ? 'failed' : end.name, ...reasonOf(end)};
}

/** Code, message and hint of an end that is not well. */
export function reasonOf(end: JobEnd): {code: string | number | null; message: string; hint?: string | undefined} {
	switch (end.name) {
		case 'done': {
			return {code: end.statusCode, message: end.message ?? 'the command failed on the agent'};
		}

		case 'limited': {
			return end.by === 'cap-500'
				? {code: end.by, message: 'cut at 500 results by the agent', hint: 'narrow the pattern'}
				: {code: end.by, message: 'ended at its limit'};
		}

		case 'interrupted': {
			return end.by === 'us'
				? {code: null, message: ended(end.ended)}
				: {code: null, message: end.by === 'server' ? 'the server or agent ended it, since nobody read its results' : `ended by ${end.by}`};
		}

		case 'timed-out': {
			return {code: null, message: end.message ?? `the time is over; ${ended(end.ended)}`, hint: 'give it longer with --timeout 60s'};
		}

		case 'refused': {
			return {code: end.by, message: end.message, hint: hintOf(end)};
		}

		case 'failed': {
			return {code: end.error.code, message: end.error.message, hint: end.error.hint};
		}

		case 'lost': {
			return {code: end.reason, message: end.mayStillRun ? 'its end can\'t be learnt any more; it may still run on the agent' : 'its end can\'t be learnt any more'};
		}
	}
}

function hintOf({by, message}: Extract<JobEnd, {name: 'refused'}>): string | undefined {
	if (by === 'login') {
		return 'the agent asks for a login of its own';
	}

	return by === 'policy' && message.includes('needs a yes') ? 'say --yes if you mean it' : undefined;
}

function ended(word: 'yes' | 'no' | 'unknown'): string {
	return {
		yes: 'ended on the agent',
		no: 'it still runs on the agent and can\'t be interrupted',
		unknown: 'an interrupt was sent and not confirmed; it may still run on the agent',
	}[word];
}
