import type {JsonObject} from '../../core/protocol/result.js';
import type {Block} from '../block.js';
import {linesBlock, span, textBlock} from '../build-block.js';
import {type Members, membersOf} from '../members.js';
import {shapeBlocks} from '../shape-view.js';
import {withoutColors} from '../without-colors.js';

/** What the instrumentation of a probe did, before its first event. */
export function enhancerView(result: Members): Block[] {
	const success = result.flag('success');
	const message = result.text('message');
	const effect = result.object('effect');
	return [
		...(effect === undefined ? [] : affectBlocks(effect)),
		...(message === undefined ? [] : [textBlock([span(withoutColors(message), success === false ? 'bad' : undefined)])]),
		...(message === undefined && success === false ? [textBlock([span('nothing was instrumented', 'bad')])] : []),
	];
}

/** `reset` and `stop` tell what they undid in the same words. */
export function resetView(result: Members): Block[] {
	const affect = result.object('affect');
	return affect === undefined ? [] : affectBlocks(affect);
}

function affectBlocks(effect: JsonObject): Block[] {
	const members = membersOf(effect);
	const counts = `class count: ${members.text('classCount') ?? '?'} , method count: ${members.text('methodCount') ?? '?'}`;
	const summary = `Affect(${counts}) cost in ${members.text('cost') ?? '?'} ms, listenerId: ${members.text('listenerId') ?? '?'}`;
	const overLimit = members.text('overLimitMsg');
	return [
		linesBlock((members.texts('classDumpFiles') ?? []).map(file => `[dump: ${file}]`)),
		linesBlock((members.texts('methods') ?? []).map(method => `[Affect method: ${method}]`)),
		textBlock([span(summary, 'dim')]),
		...(overLimit === undefined ? [] : [textBlock([span(withoutColors(overLimit), 'warn')])]),
		...shapeBlocks(members.rest()),
	];
}
