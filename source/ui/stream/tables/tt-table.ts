import type {Json, JsonObject} from '../../../core/protocol/result.js';
import {isJsonObject} from '../../../views/json-text.js';
import type {ObjectNode} from '../../../views/object-text/object-node.js';
import {readObject} from '../../../views/object-text/read-object.js';
import {safeText} from '../../../views/safe-text.js';
import {texts} from '../../../words/index.js';
import {exitWord} from '../exit-word.js';
import {
	exitCell, methodText, numberCell, textCell, timeCell,
} from './cells.js';
import {commonColumns} from './columns.js';
import {ownColumns} from './own-columns.js';
import {noCell, type StreamCell, type StreamTable} from './stream-table.js';
import type {TableOptions} from './table-of.js';
import {valuePath} from './value-path.js';
import {valueCell} from './watch-table.js';

/** One row for each call that the time tunnel recorded. */
export function ttTable(options: TableOptions): StreamTable {
	const {say, width} = options;
	const common = commonColumns(say);
	const own = ownColumns(options, '{params,returnObj,throwExp}').map(({path, column}) => ({column, find: partPath(path)}));
	return {
		columns: [
			{
				id: 'index', title: say(texts.stream.index), min: 5, max: 8, align: 'right', isKept: true,
			},
			common.time,
			common.cost,
			common.exit,
			common.method,
			...own.map(({column}) => column),
			{
				id: 'result', title: say(texts.stream.result), min: 10, max: Number.POSITIVE_INFINITY, isKept: true,
			},
		],
		cellsOf(hit) {
			const {record, result} = hit;
			if (result.type !== 'tt') {
				return undefined;
			}

			const word = exitWord(record);
			return [
				textCell(record['index']),
				timeCell(hit),
				numberCell(record['cost']),
				exitCell(word),
				{text: safeText(methodText(record))},
				...own.map(({find}) => valueCell(find(record), 24)),
				outcome(record[word === 'throw' ? 'throwExp' : 'returnObj'], Math.max(width, 40)),
			];
		},
	};
}

function outcome(value: Json | undefined, limit: number): StreamCell {
	return value === undefined ? noCell : valueCell(rootOf(value), limit);
}

/** The parts of a call come apart here, each parameter by itself. */
function partPath(path: string): (record: JsonObject) => ObjectNode | undefined {
	const [, index, below] = /^params\[(\d+)\](.*)$/su.exec(path) ?? [];
	if (index === undefined) {
		const [name = ''] = /^\w*/u.exec(path) ?? [];
		const find = valuePath(path, name);
		return record => record[name] === undefined ? undefined : find(rootOf(record[name] ?? null));
	}

	const find = valuePath(`it${below ?? ''}`, 'it');
	return ({params}) => {
		const parameter = Array.isArray(params) ? params[Number(index)] : undefined;
		return isJsonObject(parameter) ? find(rootOf(parameter['object'] ?? null)) : undefined;
	};
}

function rootOf(value: Json): ObjectNode {
	return readObject(typeof value === 'string' ? value.slice(0, 16_384) : value).root;
}
