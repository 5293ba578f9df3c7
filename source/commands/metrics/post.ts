import {ArthasError} from '../../core/error.js';
import {toLodaRequest} from '../../core/protocol/loda.js';
import {tierOf} from '../../core/safety.js';
import {linesBlock} from '../../views/build-block.js';
import type {CommandContext} from '../context.js';
import {askYes} from '../cron/ask-yes.js';
import {withHosts} from '../cron/hosts.js';
import {jsonText} from '../json-text.js';
import {blocksToText, printBlocks} from '../print-blocks.js';

/** `metrics post [NAMESPACE] JSON|NAME=VALUE...`: figures for a namespace of the host, or for its only one. */
export async function post(context: CommandContext, words: readonly string[]): Promise<number> {
	const line = lineOf(words);
	const request = toLodaRequest(line);
	if (request === undefined || 'problem' in request) {
		throw new ArthasError('ERR_USAGE', request?.problem ?? 'this can\'t be posted', {hint: 'arthas-tui metrics post web.shop.loda queue.length=3'});
	}

	return withHosts(context, {kind: 'monitor'}, async ({agents, labelOf, ask}) => {
		const {reason} = tierOf('metrics.post');
		context.err(blocksToText([linesBlock([...agents.map(agent => `${line} on ${labelOf(agent)}`), reason])], {color: false, columns: 0}));
		await askYes(context, 'post it?');
		const answers = await ask(agents.map(agent => ({agent, line})), {approved: true});
		if (context.flags.json) {
			context.out(jsonText(answers.map(({label, result: {answer = null}}) => ({agent: label, answer}))));
		} else {
			printBlocks(context, [linesBlock(answers.map(({label}) => `${label}: queued there; whether they arrive isn't told`))]);
		}
	});
}

/** `NAME=VALUE` words become the list of metrics that they mean. */
function lineOf(words: readonly string[]): string {
	const figures = words.map(word => /^(?<name>[\w.-]+)=(?<value>.+)$/u.exec(word)?.groups).filter(groups => groups !== undefined);
	if (figures.length === 0) {
		return `metrics.post ${words.join(' ')}`;
	}

	const others = words.filter(word => !/^[\w.-]+=.+$/u.test(word));
	const metrics = figures.map(({name, value = ''}) => ({name, value: Number.isFinite(Number(value)) ? Number(value) : value}));
	return `metrics.post ${[...others, JSON.stringify(metrics)].join(' ')}`;
}
