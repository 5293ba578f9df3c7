import type {Agent} from '../../core/client/agent.js';
import type {Job} from '../../core/client/job.js';
import type {CommandContext} from '../context.js';
import type {Outcome} from '../exec.js';
import {csvPrinter} from './csv-printer.js';
import {jsonPrinter} from './json-printer.js';
import {ndjsonPrinter} from './ndjson-printer.js';
import {textPrinter} from './text-printer.js';

export type Printer = {
	/** Prints what comes while the job runs, where the form of output allows it; resolves with the job's end. */
	follow(job: Job): Promise<void>;
	done(outcome: Outcome): void;
	finish(outcomes: Outcome[]): void;
};

/** Text for people, one JSON array, a JSON line for each event, or tables for a spreadsheet. */
export function createPrinter(context: CommandContext, targets: Agent[]): Printer {
	const {ndjson, json, csv} = context.flags;
	if (ndjson) {
		return ndjsonPrinter(context);
	}

	if (json) {
		return jsonPrinter(context, targets);
	}

	return csv ? csvPrinter(context, targets) : textPrinter(context, targets);
}
