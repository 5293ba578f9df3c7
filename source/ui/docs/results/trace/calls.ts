import type {Json, JsonObject, Result} from '../../../../core/protocol/result.js';
import {isJsonObject} from '../../../../views/json-text.js';
import {deepestLevel} from '../../../../views/json-tree.js';
import {membersOf} from '../../../../views/members.js';

/** A call in a trace, with what it called. Times are nanoseconds, as Arthas measures them. */
export type Call = {
	kind: 'call';
	key: string;
	className: string;
	methodName: string;
	/** Of all calls from this line together. */
	total: number;
	/** What is not in the calls below. */
	self: number;
	times: number;
	/** Of one call; only said where there were several. */
	min: number | undefined;
	max: number | undefined;
	/** From which line it was called; undefined for the traced method itself. */
	line: string | undefined;
	/** What Arthas says about its end, such as `throws Exception`. */
	mark: string | undefined;
	/** Of the traced method that it belongs to, from 0 to 1. */
	share: number;
	parts: TracePart[];
};

/** What is in a trace beside calls: where an exception was thrown, and members that nobody knows. */
export type TracePart =
	| Call
	| {kind: 'throw'; key: string; exception: string; message: string | undefined; line: string | undefined}
	| {kind: 'other'; key: string; name: string; json: Json};

/** The traced methods of one event, mostly one. */
export function callsOf(result: Result): TracePart[] {
	const known = read.get(result);
	if (known !== undefined) {
		return known;
	}

	const {root} = result;
	const parts = isJsonObject(root) ? partsOf(root, 't', {whole: undefined, depth: 0}, threadMembers) : [];
	read.set(result, parts);
	return parts;
}

const read = new WeakMap<Result, TracePart[]>();

/** The members of the node of the thread, which its own line shows. */
const threadMembers = ['type', 'threadName', 'threadId', 'daemon', 'priority', 'classloader', 'timestamp', 'traceId', 'rpcId'] as const;

const callMembers = [
	'type', 'className', 'methodName', 'lineNumber', 'invoking', 'cost', 'minCost', 'maxCost', 'totalCost', 'times', 'mark', 'throw',
];

type Around = {whole: number | undefined; depth: number};

function partsOf(node: JsonObject, key: string, around: Around, known: readonly string[]): TracePart[] {
	const members = membersOf(node);
	members.hide(...known);
	const children = around.depth < deepestLevel ? members.objects('children') ?? [] : [];
	return [
		...children.map((child, index) => partOf(child, `${key}/${index}`, around)),
		...Object.entries(members.rest()).map(([name, json]): TracePart => ({
			kind: 'other', key: `${key}/.${name}`, name, json,
		})),
	];
}

function partOf(node: JsonObject, key: string, around: Around): TracePart {
	const members = membersOf(node);
	const type = members.text('type');
	const line = members.text('lineNumber');
	if (type === 'throw') {
		return {
			kind: 'throw', key, exception: members.text('exception') ?? '?', message: members.text('message'), line,
		};
	}

	return type === 'method'
		? callOf(node, key, around)
		: {
			kind: 'other', key, name: type ?? '?', json: node,
		};
}

function callOf(node: JsonObject, key: string, {whole, depth}: Around): Call {
	const members = membersOf(node);
	const times = members.number('times') ?? 1;
	// `cost` is that of the last call alone, and of a node that never ended all are what they began with.
	const total = members.number('totalCost') ?? members.number('cost') ?? 0;
	const line = members.text('lineNumber');
	const parts = partsOf(node, key, {whole: whole ?? total, depth: depth + 1}, callMembers);
	const below = parts.reduce((sum, part) => sum + (part.kind === 'call' ? part.total : 0), 0);
	const share = total / (whole ?? total);
	return {
		kind: 'call',
		key,
		className: members.text('className') ?? '?',
		methodName: members.text('methodName') ?? '?',
		total,
		self: Math.max(total - below, 0),
		times,
		min: times > 1 ? members.number('minCost') : undefined,
		max: times > 1 ? members.number('maxCost') : undefined,
		line: line === '-1' ? undefined : line,
		mark: members.text('mark'),
		share: Number.isFinite(share) ? share : 0,
		parts,
	};
}

export function isCall(part: TracePart): part is Call {
	return part.kind === 'call';
}
