import {nextRuns} from '../../core/cron/index.js';
import type {Command} from '../context.js';
import {jsonText} from '../json-text.js';
import {printBlocks} from '../print-blocks.js';
import {readRunOptions} from './run-options.js';
import {readSchedule} from './read-schedule.js';
import {runsTable} from './runs-table.js';

/** `cron next 'expr'`: the next runs. With `--json` an array of instants. */
export const next: Command = async context => {
	const {flags, input, out, err} = context;
	const schedule = readSchedule(input);
	const options = readRunOptions(flags);
	const runs = nextRuns(schedule, options);
	if (flags.json) {
		out(jsonText(runs.map(run => new Date(run).toISOString())));
	} else {
		printBlocks(context, [runsTable(runs, options.zone)]);
		err(runs.length === 0 ? 'the calendar ends before the next run\n' : '');
	}

	return 0;
};
