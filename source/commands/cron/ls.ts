import {ArthasError} from '../../core/error.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';
import {cronJobsView} from '../../views/cron-jobs.js';
import {languageOf} from '../../words/say.js';
import type {Command} from '../context.js';
import {jsonText} from '../json-text.js';
import {printBlocks} from '../print-blocks.js';
import {withHosts} from './hosts.js';
import {jobRow, jobToJson} from './job-row.js';

/** `cron ls [NAME]`: the jobs of all hosts that are up, or of those that `--on` names, by their next runs. */
export const ls: Command = async context => {
	const {flags, input: [name, ...others], env, out} = context;
	if (others.length > 0) {
		throw new ArthasError('ERR_USAGE', 'cron ls takes one name', {hint: 'arthas-tui cron ls NAME, or --on to choose hosts'});
	}

	return withHosts(context, {all: true}, async ({agents, ask}) => {
		const answers = await ask(agents.map(agent => ({agent, line: 'cron.list'})));
		const jobs = answers.flatMap(({label, data}) => objectsOf(data).map(job => ({job, row: jobRow(label, job, languageOf(env))})));
		const shown = jobs.filter(({row}) => name === undefined || row.name === name).sort((a, b) => (a.row.next ?? Infinity) - (b.row.next ?? Infinity) || (a.row.name < b.row.name ? -1 : 1));
		if (flags.json) {
			out(jsonText(shown.map(({row, job}) => jobToJson(row, job))));
		} else if (answers.length > 0) {
			printBlocks(context, [cronJobsView(shown.map(({row}) => row), Date.now())]);
		}
	});
};

export function objectsOf(data: Json): JsonObject[] {
	return Array.isArray(data) ? data.filter(entry => isJsonObject(entry)) : [];
}
