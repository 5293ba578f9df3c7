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
				throwCell(call, (exception, method) => say(texts.stream.threwIn, {exception, method})),
				call ? {text: safeText(`${methodText(call)}()`)} : noCell,
			];
		},
	};
}

function numberText(value: Json | undefined): StreamCell {
	return {...textCell(value), isRight: true};
}

/** The first exception on the way down, and the method that it came out of. */
function throwCell(call: JsonObject | undefined, words: (exception: string, method: string) => string): StreamCell {
	const due = call ? [{node: call, caller: call}] : [];
	for (let next = due.pop(); next; next = due.pop()) {
		const {node, caller} = next;
		if (node['type'] === 'throw') {
			const exception = withoutPackage(scalarText(node['exception'] ?? null) ?? '?');
			return {text: safeText(words(exception, `${nameOf(caller)}${lineOf(node)}`)), style: 'bad'};
		}

		if (node['throw'] === true && node !== call) {
			const mark = scalarText(node['mark'] ?? null)?.replace(/^throws\s+/u, '') ?? 'Exception';
			return {text: safeText(words(mark, `${nameOf(node)}${lineOf(node)}`)), style: 'bad'};
		}

		const children = Array.isArray(node['children']) ? node['children'].filter(child => isJsonObject(child)) : [];
		due.push(...children.reverse().map(child => ({node: child, caller: node})));
	}

	return call?.['throw'] === true ? {text: scalarText(call['mark'] ?? null)?.slice(0, 48) ?? 'throws', style: 'bad'} : noCell;
}

function nameOf({methodName}: JsonObject): string {
	return typeof methodName === 'string' ? methodName : '?';
}

function lineOf({lineNumber}: JsonObject): string {
	const line = scalarText(lineNumber ?? null);
	return line === undefined || line.startsWith('-') ? '' : ` :${line}`;
}
