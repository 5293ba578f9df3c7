import type {Agent} from '../../core/client/agent.js';
import type {Result} from '../../core/protocol/result.js';
import {viewOf} from '../../views/index.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {toCsv} from '../to-csv.js';
import {csvRows, plainText, type CsvRow} from './csv-rows.js';
import {followJob} from './follow-job.js';
import type {Printer} from './printer.js';
import {createTell} from './tell.js';

/**
One table when all have ended: the agent, then every column that any of its results has. Where there are
tables, results that are none are words about them and go to stderr; where there are none, the columns are
key and value.
*/
export function csvPrinter({out, err}: CommandContext, targets: readonly Agent[]): Printer {
	const tell = createTell({err}, targets);
	return {
		follow: async job => followJob(job, {tell}),
		done: () => undefined,
		finish(outcomes) {
			const answers = outcomes.flatMap(outcome => answersOf(outcome));
			const hasTables = answers.some(({rows}) => rows.some(({isCells}) => isCells));
			out(toCsv(answers.flatMap(({agent, rows}) => rows.filter(({isCells}) => isCells === hasTables).map(({cells}) => ({agent: agent.id, ...cells})))));
			for (const {agent, result} of hasTables ? answers.filter(({rows}) => !rows.some(({isCells}) => isCells)) : []) {
				tellResult(result, words => {
					tell(agent, words);
				});
			}
		},
	};
}

type Answer = {agent: Agent; result: Result; rows: CsvRow[]};

/** The end of a command is no row: what is not well stands in the table of failures. */
function answersOf({agent, job}: Outcome): Answer[] {
	return job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type !== 'status' ? [{agent, result: entry.result, rows: csvRows(entry.result)}] : []);
}

function tellResult(result: Result, tell: (words: string) => void): void {
	for (const line of plainText(viewOf(result)).split('\n')) {
		tell(line);
	}
}
