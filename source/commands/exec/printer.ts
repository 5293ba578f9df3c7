import type {Agent} from '../../core/client/agent.js';
import type {Job, JobEntry} from '../../core/client/job.js';
import {
	formatLoss, isEnd, type Gap, type Loss,
} from '../../core/client/job-state.js';
import {stringifyJson} from '../../core/protocol/json.js';
import type {Result} from '../../core/protocol/result.js';
import {viewOf} from '../../views/index.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {blocksToText} from '../print-blocks.js';
import {codeOf, reasonOf} from './exit-code.js';

export type Printer = {
	/** Prints what comes while the job runs, where the form of output allows it; resolves with the job's end. */
	follow(job: Job): Promise<void>;
	done(outcome: Outcome): void;
	finish(outcomes: Outcome[]): void;
};

/** Text for people, one JSON array, or a JSON line for each event. */
export function createPrinter(context: CommandContext, targets: Agent[]): Printer {
	if (context.flags.ndjson) {
		return ndjsonPrinter(context);
	}

	return context.flags.json ? jsonPrinter(context) : textPrinter(context, targets);
}

function textPrinter(context: CommandContext, targets: Agent[]): Printer {
	const isMany = targets.length > 1;
	// Each line says which agent it came from.
	const widest = Math.min(32, Math.max(...targets.map(({name}) => name.length)));
	const label = (agent: Agent) => isMany ? `${agent.name.padEnd(widest)} │ ` : '';
	const columns = context.columns > 0 ? Math.max(20, context.columns - (isMany ? widest + 3 : 0)) : 0;
	const print = (agent: Agent, result: Result) => {
		// A status that is not well has its line in the table of failures.
		if (result.type === 'status') {
			return;
		}

		const text = blocksToText(viewOf(result), {color: context.color, columns});
		context.out(isMany ? text.replaceAll(/^/gmu, label(agent)).replace(/[^\n]*$/u, '') : text);
	};

	const tell = (agent: Agent, text: string) => {
		context.err(`${isMany ? `${agent.name}: ` : ''}${text}\n`);
	};

	return {
		async follow(job) {
			for await (const entry of job) {
				if (entry.kind === 'result') {
					// A single stream or --follow shows results as they come; many one-shots come whole, agent by agent.
					if (!isMany || context.flags.follow) {
						print(job.agent, entry.result);
					}
				} else {
					const words = wordsOf(entry);
					if (words) {
						tell(job.agent, words);
					}
				}
			}
		},
		done({agent, job, end}) {
			if (isMany && !context.flags.follow) {
				for (const entry of job.entries()) {
					if (entry.kind === 'result') {
						print(agent, entry.result);
					}
				}
			}

			const {loss, trimmed} = job.getSnapshot();
			if (formatLoss(loss) !== '0') {
				tell(agent, `lost ${formatLoss(loss)} results`);
			}

			if (trimmed > 0 && !context.flags.follow && isMany) {
				tell(agent, `the first ${trimmed} entries are no longer held`);
			}

			if (end.name === 'limited' && end.by === '-n') {
				tell(agent, 'ended at its limit (-n)');
			}
		},
		finish() {
			// The table of failures follows on stderr.
		},
	};
}

function wordsOf(entry: JobEntry): string | undefined {
	if (entry.kind === 'notice') {
		return entry.text;
	}

	if (entry.kind === 'gap') {
		const {count, atLeast, reason, detail} = entry.gap;
		return `results are missing here: ${count ?? (atLeast > 0 ? `at least ${atLeast}` : 'nobody knows how many')} (${reason}${detail ? `: ${detail}` : ''})`;
	}

	if (entry.kind === 'state' && entry.state.name === 'detached') {
		return 'the connection is away; waiting for it to return';
	}

	return entry.kind === 'state' && entry.state.name === 'stopping' ? 'ending it on the agent …' : undefined;
}

function jsonPrinter(context: CommandContext): Printer {
	return {
		async follow(job) {
			await job.ended;
		},
		done: () => undefined,
		finish(outcomes) {
			context.out(`${stringifyJson(outcomes.map(outcome => toJson(outcome)), 2)}\n`);
		},
	};
}

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

function lossToJson({exact, atLeast, unknown}: Loss): number | {atLeast: number} | null {
	if (unknown) {
		return null;
	}

	return atLeast > 0 ? {atLeast: exact + atLeast} : exact;
}

function gapToJson({reason, count, atLeast}: Gap): Record<string, unknown> {
	return {reason, count, atLeast: count ?? atLeast};
}

function ndjsonPrinter(context: CommandContext): Printer {
	return {
		async follow(job) {
			const agent = job.agent.id;
			for await (const entry of job) {
				const time = new Date(entry.at).toISOString();
				switch (entry.kind) {
					case 'result': {
						context.out(`${stringifyJson({
							time, agent, event: 'result', result: entry.result,
						})}\n`);
						break;
					}

					case 'gap': {
						context.out(`${stringifyJson({
							time, agent, event: 'loss', lost: entry.gap.count ?? (entry.gap.atLeast > 0 ? {atLeast: entry.gap.atLeast} : null), reason: entry.gap.reason,
						})}\n`);
						break;
					}

					case 'state': {
						const {state} = entry;
						context.out(`${stringifyJson({
							time, agent, event: 'state', state: state.name,
							...('statusCode' in state && {statusCode: state.statusCode}),
							...(isEnd(state) && codeOf(state) !== 0 && {error: reasonOf(state)}),
						})}\n`);
						break;
					}

					case 'notice': {
						context.out(`${stringifyJson({
							time, agent, event: 'notice', text: entry.text,
						})}\n`);
						break;
					}
				}
			}
		},
		done: () => undefined,
		finish: () => undefined,
	};
}
