import type {Block} from '../block.js';
import {
	lineOf, linesBlock, span, textBlock,
} from '../build-block.js';
import type {Members} from '../members.js';
import {objectBlocks} from '../object-value.js';
import {scalarText} from '../json-text.js';
import {frameText} from './stack-frame.js';

/** One event of `line`, which Arthas has since 4.3. */
export function lineView(result: Members): Block[] {
	const thread = `thread=${result.text('threadName') ?? '?'}(${result.text('threadId') ?? '?'}) cost=${result.text('cost') ?? '?'}ms`;
	const method = `${result.text('className') ?? '?'}.${result.text('methodName') ?? '?'}${result.text('methodDesc') ?? ''}`;
	const event = lineOf(`ts=${result.text('ts') ?? '?'}; [${thread}] `, span(`${method}:${result.text('lineNumber') ?? '?'}`, 'title'));
	const value = result.json('value') ?? null;
	const text = scalarText(value) ?? (value === null ? 'null' : undefined);
	const stack = result.objects('stackTrace');
	result.hide('sizeLimit', 'expand');
	return [
		textBlock(event, `result=${text ?? ''}`),
		...(text === undefined ? objectBlocks(value) : []),
		...(stack === undefined ? [] : [textBlock('stack='), linesBlock(stack.map(frame => `    at ${frameText(frame)}`))]),
	];
}

/** The lines of one method where `line` can look. */
export function lineListView(result: Members): Block[] {
	const place = `class=${result.text('className') ?? '?'} source=${result.text('sourceFile') ?? '?'}`;
	const lines = (result.texts('lines') ?? []).join(', ');
	return [textBlock(place, `method=${result.text('methodName') ?? '?'}${result.text('methodDesc') ?? ''} lines=[${lines}]`)];
}
