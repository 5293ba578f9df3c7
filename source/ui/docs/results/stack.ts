import {span} from '../../../views/build-block.js';
import type {Line} from '../../../views/block.js';
import type {DocKind} from '../kind.js';
import {textRows} from '../rows/text-rows.js';
import {clockTime} from '../times.js';
import {frameRows} from './frame-rows.js';

/** One event of `stack`: the thread, the method, and who called it. */
export const stackDoc: DocKind = (members, options) => {
	const at = members.text('ts');
	// Arthas declares a cost here and, up to 4.3 at least, never sets it.
	const cost = members.number('cost') ?? 0;
	const facts: Array<[name: string, value: string | undefined]> = [
		['priority', members.text('priority')], ['loader', members.text('classloader')], ['trace', members.text('traceId')], ['rpc', members.text('rpcId')],
	];
	const known = [
		...(cost === 0 ? [] : [`${cost} ms`]),
		...(members.flag('daemon') ? ['daemon'] : []),
		...facts.flatMap(([name, value]) => value === undefined ? [] : [`${name} ${value}`]),
	];
	const head: Line = [
		...(at === undefined ? [] : [span(`${clockTime(at)}  `)]),
		span(`${members.text('threadName') ?? '?'} #${members.text('threadId') ?? '?'}  `),
		span(known.join('  '), 'dim'),
	];
	return [...textRows([head], 'thread', options), ...frameRows(members.objects('stackTrace') ?? [], options)];
};
