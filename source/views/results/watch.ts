import type {Block} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import {scalarText} from '../json-text.js';
import type {Members} from '../members.js';
import {objectBlocks} from '../object-value.js';

/** One event of `watch`, in the two lines of Arthas and the object after them. */
export function watchView(result: Members): Block[] {
	const method = `${result.text('className') ?? '?'}.${result.text('methodName') ?? '?'}`;
	const place = result.text('accessPoint') ?? '?';
	const event = `ts=${result.text('ts') ?? '?'}; [cost=${result.text('cost') ?? '?'}ms] result=`;
	const value = result.json('value') ?? null;
	const text = scalarText(value) ?? (value === null ? 'null' : undefined);
	result.hide('sizeLimit', 'expand');
	const first = lineOf('method=', span(method, 'title'), ' location=', span(place, place === 'AtExceptionExit' ? 'bad' : undefined));
	return [
		textBlock(first, text === undefined ? event : `${event}${text}`),
		...(text === undefined ? objectBlocks(value) : []),
	];
}
