import type {Agent} from '../../core/client/agent.js';
import type {Gap, Loss} from '../../core/client/job-state.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {jsonText} from '../json-text.js';
import {codeOf, reasonOf} from './exit-code.js';
import {followJob} from './follow-job.js';
import type {Printer} from './printer.js';
import {createTell} from './tell.js';

/** One array with an entry for every target, when all have ended. */
export function jsonPrinter({out, err}: CommandContext, targets: readonly Agent[]): Printer {
	const tell = createTell({err}, targets);
	return {
		follow: async job => followJob(job, {tell}),
		done: () => undefined,
		finish(outcomes) {
			out(jsonText(outcomes.map(outcome => toJson(outcome))));
		},
	};
}

/** The stable shape for programs: keys are added, never renamed. */
function toJson({agent, job, end, ms}: Outcome): Record<string, unknown> {
	const entries = job.entries();
	const {loss, trimmed} = job.getSnapshot();
	return {
		agent: agent.id,
		ref: agent.ref,
		state: end.name,
		statusCode: 'statusCode' in end ? end.statusCode : null,
		results: entries.flatMap(entry => entry.kind === 'result' ? [entry.result] : []),
		lost: lossToJson(loss),
		gaps: entries.flatMap(entry => entry.kind === 'gap' ? [gapToJson(entry.gap)] : []),
		trimmed,
		ms,
		error: codeOf(end) === 0 ? null : {...reasonOf(end), hint: reasonOf(end).hint ?? null},
	};
}

function lossToJson({exact, atLeast, unknown, isUncounted}: Loss): number | {atLeast: number} | null {
	if (unknown || isUncounted) {
		return null;
	}

	return atLeast > 0 ? {atLeast: exact + atLeast} : exact;
}

function gapToJson({reason, count, atLeast}: Gap): Record<string, unknown> {
	return {reason, count, atLeast: count ?? atLeast};
}
