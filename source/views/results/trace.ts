import type {JsonObject} from '../../core/protocol/result.js';
import type {Block, TreeNode} from '../block.js';
import {lineOf, span, textBlock} from '../build-block.js';
import {deepestLevel, jsonNode, jsonNodes} from '../json-tree.js';
import {type Members, membersOf} from '../members.js';
import {costText, hottestNode} from './trace-cost.js';
import {threadRoot} from './thread-root.js';

/** One event of `trace`: what the traced method called, with milliseconds and the share of its caller. */
export function traceView(result: Members): Block[] {
	const root = result.object('root');
	result.hide('nodeCount');
	if (root === undefined) {
		return [];
	}

	const hottest = hottestNode(root);
	return [{kind: 'tree', nodes: [traceNode({node: root, hottest, depth: 0})], rooted: true}, textBlock('')];
}

type Place = {node: JsonObject; parent?: JsonObject; hottest: JsonObject | undefined; depth: number};

function traceNode(place: Place): TreeNode {
	const members = membersOf(place.node);
	if (place.depth >= deepestLevel) {
		return jsonNode('deeper', place.node, place.depth);
	}

	const kind = members.text('type');
	if (kind === 'thread') {
		const label = lineOf(span(threadRoot(members), 'dim'));
		return {label, children: childrenOf(members, place)};
	}

	if (kind === 'method') {
		const label = methodLabel(members, place);
		return {label, children: childrenOf(members, place)};
	}

	if (kind === 'throw') {
		const text = `throw:${members.text('exception') ?? '?'} #${members.text('lineNumber') ?? '?'} [${members.text('message') ?? 'null'}]`;
		return {label: lineOf(span(text, 'bad')), children: childrenOf(members, place)};
	}

	return {label: lineOf(kind ?? '?'), children: childrenOf(members, place)};
}

/** Members that nobody knows stand behind the calls. */
function childrenOf(members: Members, {node, hottest, depth}: Place): TreeNode[] {
	const calls = members.objects('children') ?? [];
	return [
		...calls.map(call => traceNode({
			node: call, parent: node, hottest, depth: depth + 1,
		})),
		...jsonNodes(members.rest(), depth + 1),
	];
}

function methodLabel(members: Members, {node, parent, hottest}: Place) {
	const line = members.text('lineNumber');
	const mark = members.text('mark');
	// `invoking` tells a call from the traced method itself, which the place in the tree does as well.
	members.hide('invoking', 'throw');
	const name = `${members.text('className') ?? '?'}:${members.text('methodName') ?? '?'}()`;
	return lineOf(
		span(`[${costText(members, parent)}] `, node === hottest ? 'hot' : undefined),
		name,
		line === undefined || line === '-1' ? '' : span(` #${line}`, 'dim'),
		mark === undefined ? '' : span(` [${mark}]`, 'bad'),
	);
}
