import type {Line} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';
import {expressionOf} from '../expression-of.js';
import type {DocKind} from '../kind.js';
import {msText} from '../numbers.js';
import {lineRow} from '../rows/line-row.js';
import {objectRows} from '../rows/object-rows.js';
import {clockTime} from '../times.js';
import {frameRows} from './frame-rows.js';

/** One event of `line`, which Arthas has since 4.3: when, after how long, where and in which thread, then the object. */
export const lineDoc: DocKind = (members, options, result) => {
	const at = members.text('ts');
	const cost = members.text('cost');
	const method = [members.text('className'), members.text('methodName')].filter(part => part !== undefined).join('.');
	const number = members.text('lineNumber');
	const place = number === undefined ? method : `${method}:${number}`;
	const thread = `${members.text('threadName') ?? '?'} #${members.text('threadId') ?? '?'}`;
	const descriptor = members.text('methodDesc') ?? '';
	const value = members.json('value');
	members.hide('sizeLimit', 'expand');
	const event: Line = [
		...(at === undefined ? [] : [span(`${clockTime(at)}  `)]),
		...(cost === undefined ? [] : [span(`${msText(Number(cost))} ms  `)]),
		span(place, 'title'),
		span(`  ${thread}  ${descriptor}`, 'dim'),
	];
	return [
		lineRow('event', event, options, {value: [at, cost === undefined ? '' : `${cost} ms`, place, thread, descriptor].filter(Boolean).join('  ')}),
		...(value === undefined ? [] : objectRows(value, {owner: result, key: 'v', expression: expressionOf(options.command)}, options)),
		...frameRows(members.objects('stackTrace') ?? [], options),
	];
};
