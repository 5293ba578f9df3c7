import {ArthasError} from '../../core/error.js';
import {nearest} from '../../core/nearest.js';
import {
	methods, watchMethod, type HostAnswer, type HostMethod,
} from '../../core/host/index.js';
import {safeText} from '../../views/safe-text.js';
import {viewOf} from '../../views/index.js';
import type {CommandContext} from '../context.js';
import {jsonLine, jsonText} from '../json-text.js';
import {printBlocks} from '../print-blocks.js';
import type {InfoLine} from './info-line.js';

/** Long enough for a rate, short enough for somebody who waits. */
const measuredMs = 250;

/** Asks this host in this process, with the rights of whoever started it. */
export async function askHere(context: CommandContext, line: InfoLine): Promise<number> {
	const method = methodOf(line.method);
	const given = {
		signal: context.interrupted, allowShell: false, samples: new Map<string, unknown>(), policy: {logs: ['/']},
	};
	let code = 0;
	let isFirst = true;
	for await (const answer of watchMethod(method, withInterval(method, line.args), given)) {
		code = answer.statusCode === 0 ? 0 : 1;
		print(context, method.name, answer, {isFirst, isWatching: line.isWatching});
		isFirst = false;
	}

	return context.interrupted.aborted ? 130 : code;
}

function methodOf(name: string): HostMethod {
	const found = methods.find(method => method.name === name);
	if (found === undefined) {
		const meant = nearest(name, methods.map(method => method.name));
		throw new ArthasError('ERR_USAGE', `this host knows no ${name}`, {hint: `${meant === undefined ? '' : `did you mean ${meant}? `}arthas-tui info -c methods lists what there is`});
	}

	return found;
}

/** Nobody asked this process before, so that without an interval there would be no rates. */
function withInterval({schema = {}}: HostMethod, args: string): string {
	return 'intervalMs' in schema && !/(?:^|\s)(?:-i|--interval)/u.test(args) ? `-i ${measuredMs} ${args}` : args;
}

function print(context: CommandContext, type: string, {body, message}: HostAnswer, {isFirst, isWatching}: {isFirst: boolean; isWatching: boolean}): void {
	if (message !== undefined) {
		const {hint} = body;
		context.err(`${safeText(message)}\n${typeof hint === 'string' ? `${safeText(hint)}\n` : ''}`);
	} else if (context.flags.json) {
		context.out(isWatching ? jsonLine(body['data']) : jsonText(body['data']));
	} else {
		context.out(isFirst ? '' : '\n');
		printBlocks(context, viewOf({type, ...body}));
	}
}
