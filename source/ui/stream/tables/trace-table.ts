import type {Json, JsonObject} from '../../../core/protocol/result.js';
import {isJsonObject, scalarText} from '../../../views/json-text.js';
import {withoutPackage} from '../../../views/object-text/preview-object.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {hitFacts, tracedCall} from '../hit-facts.js';
import {methodText, textCell, timeCell} from './cells.js';
import {commonColumns} from './columns.js';
import {noCell, type StreamCell, type StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';

/** One row for each call that was traced: what it cost, how many calls it made, and which of them threw. */
export function traceTable({say, width}: TableOptions): StreamTable {
	const common = commonColumns(say);
	const hasThread = width >= 120;
	return {
		columns: [
			common.time,
			common.cost,
			...hasThread ? [common.thread] : [],
			{
				id: 'nodes', title: say(texts.stream.nodes), min: 5, max: 7, align: 'right',
			},
			{
				id: 'throws', title: say(texts.stream.throws), min: 8, max: 48, isOptional: true,
			},
			{
				id: 'call', title: say(texts.stream.call), min: 12, max: Number.POSITIVE_INFINITY, cut: 'middle', isKept: true,
			},
		],
		cellsOf(hit) {
			if (hit.result.type !== 'trace') {
				return undefined;
			}

			const {root} = hit.result;
			const thread = isJsonObject(root) ? root : {};
			const call = tracedCall(root);
			const {cost} = hitFacts(hit.result);
			return [
				timeCell({record: thread, at: hit.at}),
				cost === undefined ? noCell : {text: '', number: cost},
				...hasThread ? [textCell(thread['threadName'])] : [],
				numberText(hit.result['nodeCount']),
				throwCell(call),
				call ? {text: safeText(`${methodText(call)}()`)} : noCell,
			];
		},
	};
}

function numberText(value: Json | undefined): StreamCell {
	return {...textCell(value), isRight: true};
}

/**
What was thrown, and by the first call on the way down that threw. Arthas 4.1.5 names the class only at the method that the exception
left last, and says "throws Exception" at the calls in it.
*/
function throwCell(call: JsonObject | undefined): StreamCell {
	const nodes = call ? nodesOf(call) : [];
	const exception = scalarText(nodes.find(({type}) => type === 'throw')?.['exception'] ?? null);
	const caller = nodes.find(node => node['throw'] === true && node !== call);
	const parts = [
		...exception === undefined ? [] : [withoutPackage(exception)],
		...caller === undefined ? [] : [`${nameOf(caller)}${lineOf(caller)}`],
	];
	return parts.length === 0
		? (call?.['throw'] === true ? {text: safeText(scalarText(call['mark'] ?? null)?.slice(0, 48) ?? 'throws'), style: 'bad'} : noCell)
		: {text: safeText(parts.join(', ')), style: 'bad'};
}

/** A call and all in it, in the order of the calls. */
function nodesOf(call: JsonObject): JsonObject[] {
	const nodes: JsonObject[] = [];
	const due = [call];
	for (let next = due.pop(); next; next = due.pop()) {
		nodes.push(next);
		const {children} = next;
		due.push(...Array.isArray(children) ? children.filter(child => isJsonObject(child)).reverse() : []);
	}

	return nodes;
}

function nameOf({methodName}: JsonObject): string {
	return typeof methodName === 'string' ? methodName : '?';
}

function lineOf({lineNumber}: JsonObject): string {
	const line = scalarText(lineNumber ?? null);
	return line === undefined || line.startsWith('-') ? '' : ` :${line}`;
}
