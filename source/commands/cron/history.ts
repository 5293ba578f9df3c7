import {isJsonObject} from '../../core/protocol/is-json-object.js';
import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../../views/block.js';
import {outputBlock, textBlock} from '../../views/build-block.js';
import {timeText} from '../../views/cron-jobs.js';
import type {Command} from '../context.js';
import {jsonText} from '../json-text.js';
import {printBlocks} from '../print-blocks.js';
import {withHosts} from './hosts.js';
import {iso} from './job-row.js';
import {objectsOf} from './ls.js';
import {readName} from './read-name.js';
import {scalarText} from './scalar-text.js';

/** `cron history NAME`: the last runs of a job with their outputs, the oldest first. */
export const history: Command = async context => {
	const name = readName(context.input, 'history');
	return withHosts(context, {}, async ({agents, ask}) => {
		const answers = await ask(agents.map(agent => ({agent, line: `cron.history ${name}`})));
		const runs = answers.flatMap(({label, data}) => objectsOf(data).reverse().map(run => ({label, run})));
		if (context.flags.json) {
			context.out(jsonText(runs.map(({label, run}) => ({host: label, name, ...toJson(run)}))));
		} else if (runs.length === 0 && answers.length > 0) {
			context.err('no runs yet\n');
		} else {
			printBlocks(context, runs.flatMap(({label, run}) => blocksOf(answers.length > 1 ? `${label}  ` : '', run)));
		}
	});
};

function toJson({state = null, trigger = null, due, start, end, count = null, outcome}: JsonObject): Record<string, unknown> {
	const {resp = null, retcode = null, message = null, exitcode = null, data = null, stderr = null} = isJsonObject(outcome) ? outcome : {};
	return {
		state, trigger, due: iso(msOf(due)), start: iso(msOf(start)), end: iso(msOf(end)), count, resp, retcode, message, exitcode, output: data, stderr,
	};
}

function blocksOf(prefix: string, run: JsonObject): Block[] {
	const {state, trigger, due, outcome, count} = run;
	const {resp, message, data, stderr} = isJsonObject(outcome) ? outcome : {};
	const isWell = resp === 'success';
	const words = state === 'ended' ? (isWell ? 'ok' : scalarText(message)) : (state === 'missed' ? `missed ${scalarText(count)}` : scalarText(state));
	return [
		textBlock([{text: `${prefix}${timeText(msOf(due) ?? 0)}  `, style: 'title'}, {text: words, style: isWell ? 'ok' : 'bad'}, {text: trigger === 'hand' ? '  by hand' : '', style: 'dim'}]),
		...[data, stderr].flatMap(text => typeof text === 'string' && text !== '' ? [outputBlock(text)] : []),
	];
}

function msOf(value: JsonObject[string] | undefined): number | null {
	return typeof value === 'number' ? value * 1000 : null;
}
