import {
	isFault, nextRuns, parseSchedule, scheduleWords,
} from '../../core/cron/index.js';
import {ArthasError} from '../../core/error.js';
import type {Agent} from '../../core/client/agent.js';
import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../../views/block.js';
import {textBlock} from '../../views/build-block.js';
import {languageOf} from '../../words/say.js';
import type {Command, CommandContext} from '../context.js';
import {jsonText} from '../json-text.js';
import {blocksToText} from '../print-blocks.js';
import {askYes} from './ask-yes.js';
import {withHosts, type Hosts} from './hosts.js';
import {objectsOf} from './ls.js';
import {readName} from './read-name.js';
import {readRunOptions} from './run-options.js';
import {runsTable} from './runs-table.js';
import {scalarText} from './scalar-text.js';
import {taskMembers} from './task-members.js';

type Plan = {agent: Agent; label: string; before: JsonObject | undefined; after: JsonObject};

/** `cron add NAME --schedule … --run …`: shows what will be there and its next five runs, asks, adds it. */
export const add: Command = async context => {
	const name = readName(context.input, 'add');
	const members: JsonObject = {name, ...taskMembers(context.flags)};
	if (members['cron'] === undefined || members['cmd'] === undefined) {
		throw new ArthasError('ERR_USAGE', 'cron add needs --schedule and --run', {hint: `arthas-tui cron add ${name} --schedule '0 0 6 * * *' --run '/opt/backup --all'`});
	}

	return withHosts(context, {changes: true}, async hosts => {
		await carryOut(context, hosts, 'cron.add', hosts.agents.map(agent => ({
			agent, label: hosts.labelOf(agent), before: undefined, after: members,
		})));
	});
};

/** `cron edit NAME …`: shows what changes on each host and the next five runs, asks, changes it. */
export const edit: Command = async context => {
	const name = readName(context.input, 'edit');
	const members = taskMembers(context.flags);
	if (Object.keys(members).length === 0) {
		throw new ArthasError('ERR_USAGE', 'cron edit needs what to change', {hint: '--schedule, --run, --user, --group, --limit, --tz, --overlap, --jitter'});
	}

	return withHosts(context, {changes: true}, async hosts => {
		const answers = await hosts.ask(hosts.agents.map(agent => ({agent, line: `cron.list ${name}`})));
		await carryOut(context, hosts, 'cron.update', answers.flatMap(({agent, label, data}) => objectsOf(data).map(before => ({
			agent, label, before, after: {name, rev: before['rev'] ?? null, ...members},
		}))));
	});
};

async function carryOut(context: CommandContext, {ask}: Hosts, method: string, plans: Plan[]): Promise<void> {
	const [first] = plans;
	if (!first) {
		return;
	}

	const blocks = [...plans.flatMap(plan => diffOf(plan)), ...preview(context, {...first.before, ...first.after})];
	context.err(blocksToText(blocks, {color: false, columns: 0}));
	await askYes(context, plans.length === 1 ? 'send it?' : `send it to these ${plans.length} hosts?`);
	const answers = await ask(plans.map(({agent, after}) => ({agent, line: `${method} ${JSON.stringify(after)}`})), {approved: true});
	if (context.flags.json) {
		context.out(jsonText(answers.map(({label, data}) => ({host: label, ...data as object}))));
	} else {
		context.err(answers.map(({label, data}) => `${scalarText(first.after['name'])} has revision ${scalarText((data as JsonObject)['rev'])} on ${label}\n`).join(''));
	}
}

function diffOf({label, before, after}: Plan): Block[] {
	const changed = Object.entries(after).filter(([key, value]) => key !== 'rev' && before?.[key] !== value);
	const width = Math.max(0, ...changed.map(([key]) => key.length));
	const text = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value);
	return [
		textBlock(`on ${label}${changed.length === 0 ? ': nothing changes' : ''}`),
		textBlock(...changed.flatMap(([key, value]) => [
			...before === undefined ? [] : [[{text: `- ${key.padEnd(width)}  ${text(before[key] ?? null)}`, style: 'diff-del' as const}]],
			[{text: `+ ${key.padEnd(width)}  ${text(value)}`, style: 'diff-add' as const}],
		])),
	];
}

/** In the zone of the task; that of this machine where the agent's own is meant, which may be another. */
function preview({env}: CommandContext, {cron, tz}: JsonObject): Block[] {
	const schedule = typeof cron === 'string' ? parseSchedule(cron) : undefined;
	if (schedule === undefined || isFault(schedule)) {
		return [];
	}

	const options = readRunOptions({tz: typeof tz === 'string' ? tz : undefined});
	return [textBlock(scheduleWords(schedule, languageOf(env))), runsTable(nextRuns(schedule, options), options.zone)];
}
