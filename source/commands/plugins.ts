import {ArthasError} from '../core/error.js';
import {toLodaRequest, type LodaPlugin} from '../core/protocol/loda.js';
import {tierOf} from '../core/safety.js';
import {linesBlock} from '../views/build-block.js';
import {cycleText, pluginsView, type PluginRow} from '../views/plugins.js';
import type {Command, CommandContext} from './context.js';
import {askYes} from './cron/ask-yes.js';
import {withHosts} from './cron/hosts.js';
import {parseDuration} from './duration.js';
import {jsonText} from './json-text.js';
import {blocksToText, printBlocks} from './print-blocks.js';
import {pluginActions} from './usage.js';

/** Beside what the plug-in may take: its repository may have to be cloned, and the agent may wait for another one. */
const marginMs = 80_000;

/** `plugins ls|run|update|enable|disable|pull`: the scripts that monitoring agents run on their hosts. */
export const plugins: Command = async context => {
	const [name = 'ls', ...words] = context.input;
	const action = pluginActions.find(known => known === name);
	if (action === undefined) {
		throw new ArthasError('ERR_USAGE', `plugins has no action “${name.slice(0, 40)}”`, {hint: `write arthas-tui plugins ${pluginActions.join('|')}`});
	}

	return action === 'ls' ? list(context, words) : act(context, lineOf(context, action, words));
};

async function list(context: CommandContext, words: readonly string[]): Promise<number> {
	if (words.length > 0) {
		throw new ArthasError('ERR_USAGE', 'plugins ls takes nothing', {hint: '--on chooses agents'});
	}

	return withHosts(context, {all: true, kind: 'monitor'}, async ({agents, ask}) => {
		const answers = await ask(agents.map(agent => ({agent, line: 'plugins.list', timeoutMs: marginMs})));
		const rows = answers.flatMap(({label, result}) => (result['plugins'] as LodaPlugin[]).map((plugin): PluginRow => ({agent: label, cycle: cycleText(plugin.cycleSeconds), ...plugin})));
		if (context.flags.json) {
			context.out(jsonText(rows.map(({agent, namespace, plugin, cycle, enabled, repo = null}) => ({
				agent, namespace, plugin, cycle, state: enabled === null ? null : (enabled ? 'enabled' : 'disabled'), repo,
			}))));
		} else if (answers.length > 0) {
			printBlocks(context, [pluginsView(rows)]);
		}
	});
}

type Line = {line: string; timeoutMs: number};

/** The command line for the agent; what it would refuse is told before anything is connected. */
function lineOf({flags}: CommandContext, action: Exclude<(typeof pluginActions)[number], 'ls'>, words: readonly string[]): Line {
	const seconds = flags.limit === undefined ? 10 : Math.ceil(parseDuration(flags.limit, '--limit') / 1000);
	const name = action === 'pull' ? 'pull' : `plugins.${action}`;
	const line = [name, ...action === 'run' ? ['-t', String(seconds)] : [], ...words.map(word => quoted(word))].join(' ');
	const request = toLodaRequest(line);
	if (request === undefined || 'problem' in request) {
		throw new ArthasError('ERR_USAGE', request?.problem ?? `${name} is unknown`, {hint: `arthas-tui plugins ${action} web.shop.loda ops/disk`});
	}

	return {line, timeoutMs: (action === 'run' ? seconds * 1000 : 0) + marginMs};
}

/** As one word of a command line, as Arthas reads them. */
function quoted(word: string): string {
	if (/^[\w.,:=@/+-]+$/u.test(word)) {
		return word;
	}

	return word.includes('\'') ? `"${word.replaceAll('"', String.raw`\"`)}"` : `'${word}'`;
}

async function act(context: CommandContext, {line, timeoutMs}: Line): Promise<number> {
	return withHosts(context, {kind: 'monitor'}, async ({agents, labelOf, ask}) => {
		const {reason} = tierOf(line);
		context.err(blocksToText([linesBlock([...agents.map(agent => `${line} on ${labelOf(agent)}`), reason])], {color: false, columns: 0}));
		await askYes(context, `do it on ${agents.length === 1 ? 'it' : `these ${agents.length}`}?`);
		const answers = await ask(agents.map(agent => ({agent, line, timeoutMs})), {approved: true});
		if (context.flags.json) {
			context.out(jsonText(answers.map(({label, result: {answer = null, plugin = null}}) => ({agent: label, plugin, answer}))));
		} else {
			printBlocks(context, [linesBlock(answers.map(({label, result}) => `${label}: ${String(result['answer'] as string)}`))]);
		}
	});
}
