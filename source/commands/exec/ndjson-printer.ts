import type {JobEntry} from '../../core/client/job.js';
import {isEnd, type JobState} from '../../core/client/job-state.js';
import type {CommandContext} from '../context.js';
import {jsonLine} from '../json-text.js';
import {codeOf, reasonOf} from './exit-code.js';
import type {Printer} from './printer.js';

/** A line for each event, as it comes. */
export function ndjsonPrinter({out}: CommandContext): Printer {
	return {
		async follow(job) {
			for await (const entry of job) {
				out(jsonLine({time: new Date(entry.at).toISOString(), agent: job.agent.id, ...eventOf(entry)}));
			}
		},
		done: () => undefined,
		finish: () => undefined,
	};
}

function eventOf(entry: JobEntry): Record<string, unknown> {
	switch (entry.kind) {
		case 'result': {
			return {event: 'result', result: entry.result};
		}

		case 'gap': {
			const {count, atLeast, reason} = entry.gap;
			return {event: 'loss', lost: count ?? (atLeast > 0 ? {atLeast} : null), reason};
		}

		case 'state': {
			return stateEvent(entry.state);
		}

		case 'notice': {
			return {event: 'notice', text: entry.text};
		}
	}
}

function stateEvent(state: JobState): Record<string, unknown> {
	return {
		event: 'state',
		state: state.name,
		...('statusCode' in state && {statusCode: state.statusCode}),
		...(isEnd(state) && codeOf(state) !== 0 && {error: reasonOf(state)}),
	};
}
