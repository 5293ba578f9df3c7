import type {Line, Style} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';
import {texts, type Text} from '../../../words/index.js';
import type {DocOptions} from '../doc.js';
import {expressionOf} from '../expression-of.js';
import type {DocKind} from '../kind.js';
import {msText} from '../numbers.js';
import {clockTime} from '../times.js';
import {lineRow} from '../rows/line-row.js';
import {objectRows} from '../rows/object-rows.js';

/** One event of `watch`: when, how it ended, what it cost and where, then the object. */
export const watchDoc: DocKind = (members, options, result) => {
	const at = members.text('ts');
	const cost = members.text('cost');
	const place = members.text('accessPoint');
	const method = [members.text('className'), members.text('methodName')].filter(part => part !== undefined).join('.');
	const value = members.json('value');
	members.hide('sizeLimit', 'expand');
	const line: Line = [
		...(at === undefined ? [] : [span(`${clockTime(at)}  `)]),
		...exitSpans(place, options),
		...(cost === undefined ? [] : [span(`${msText(Number(cost))} ms  `)]),
		span(method, 'title'),
	];
	return [
		lineRow('event', line, options, {value: [at, place, cost === undefined ? '' : `${cost} ms`, method].filter(Boolean).join('  ')}),
		...(value === undefined ? [] : objectRows(value, {owner: result, key: 'v', expression: expressionOf(options.command)}, options)),
	];
};

/** How a call was left. Words that nobody knows stay what they are. */
function exitSpans(place: string | undefined, {say}: DocOptions): Line {
	const known = exits.get(place ?? '');
	return place === undefined ? [] : [span(`${known === undefined ? place : say(known.text)}  `, known?.style)];
}

const exits = new Map<string, {text: Text; style: Style}>([
	['AtEnter', {text: texts.docs.enter, style: 'info'}],
	['AtExit', {text: texts.docs.exit, style: 'dim'}],
	['AtExceptionExit', {text: texts.docs.throws, style: 'bad'}],
]);
