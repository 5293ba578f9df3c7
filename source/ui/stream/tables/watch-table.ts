import type {Json} from '../../../core/protocol/result.js';
import type {Style} from '../../../views/block.js';
import {listItems} from '../../../views/object-text/list-items.js';
import type {ObjectNode} from '../../../views/object-text/object-node.js';
import {previewObject} from '../../../views/object-text/preview-object.js';
import {readObject} from '../../../views/object-text/read-object.js';
import {safeText} from '../../../views/safe-text.js';
import {texts, type Say} from '../../../words/index.js';
import {expressionOf} from '../../docs/expression-of.js';
import {exitWord} from '../exit-word.js';
import {
	exitCell, methodText, numberCell, textCell, timeCell,
} from './cells.js';
import {commonColumns} from './columns.js';
import {ownColumns} from './own-columns.js';
import {
	noCell, type StreamCell, type StreamHit, type StreamTable,
} from './stream-table.js';
import type {TableOptions} from './table-of.js';
import {valuePath} from './value-path.js';

/** A value that is longer is read to here for its row; opened, it is read as a whole. */
const longest = 16_384;

/** Calls with the object that a command made of each: `watch` and, since Arthas 4.3, `line`. */
export function watchTable(options: TableOptions): StreamTable {
	const {command, width, say} = options;
	const expression = expressionOf(command) ?? '';
	const isLine = options.name === 'line';
	const common = commonColumns(say);
	const own = ownColumns(options, expression);
	const ownPaths = own.map(({path}) => valuePath(path, expression));
	const items = listItems(expression) ?? [];
	const hasClass = width >= 200;
	const lineColumn = {
		id: 'line', title: say(texts.stream.line), min: 4, max: 6, align: 'right' as const,
	};
	return {
		columns: [
			common.time,
			common.cost,
			...hasClass ? [common.class, {...common.method, from: 200}] : [],
			isLine ? lineColumn : common.exit,
			...own.map(({column}) => column),
			{
				id: 'value', title: valueTitle(items, say), min: 12, max: Number.POSITIVE_INFINITY, isKept: true,
			},
		],
		cellsOf(hit) {
			if (hit.result.type !== options.name) {
				return undefined;
			}

			const {record} = hit;
			const word = exitWord(record);
			const root = rootOf(record['value']);
			return [
				timeCell(hit),
				numberCell(record['cost']),
				...hasClass ? [textCell(record['className']), {text: safeText(methodText({methodName: record['methodName'] ?? null}))}] : [],
				isLine ? numberText(record['lineNumber']) : exitCell(word),
				...ownPaths.map(find => valueCell(find(root), 24)),
				valueOf(root, items, {hit, isThrow: word === 'throw', limit: Math.max(width, 40)}),
			];
		},
	};
}

function rootOf(value: Json | undefined): ObjectNode {
	return readObject(typeof value === 'string' && value.length > longest ? value.slice(0, longest) : value ?? null).root;
}

function numberText(value: Json | undefined): StreamCell {
	return {...textCell(value), isRight: true};
}

function valueTitle(items: readonly string[], say: Say): string {
	if (!items.includes('returnObj')) {
		return say(texts.stream.value);
	}

	return say(items.includes('throwExp') ? texts.stream.returnedOrThrown : texts.stream.returned);
}

/** What came out of the call, where the expression says which part of the object that is; the object itself where not. */
function valueOf(root: ObjectNode, items: readonly string[], {isThrow, limit}: {hit: StreamHit; isThrow: boolean; limit: number}): StreamCell {
	const at = items.indexOf(isThrow && items.includes('throwExp') ? 'throwExp' : 'returnObj');
	return valueCell(at === -1 ? root : root.children[at] ?? root, limit);
}

/** A value in a few words. */
export function valueCell(node: ObjectNode | undefined, limit: number): StreamCell {
	if (!node) {
		return noCell;
	}

	return {text: safeText(previewObject(node, limit)), style: styleOf(node), isRight: node.kind === 'number' || numeric.has(node.type ?? '')};
}

const numeric = new Set(['Integer', 'Long', 'Short', 'Byte', 'Double', 'Float', 'BigDecimal', 'BigInteger']);

function styleOf({kind}: ObjectNode): Style | undefined {
	return kind === 'null' ? 'dim' : (kind === 'exception' ? 'bad' : undefined);
}
