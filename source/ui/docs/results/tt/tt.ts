import {deeper} from '../../deeper.js';
import type {DocKind} from '../../kind.js';
import {expressionOf} from '../../expression-of.js';
import {objectRows} from '../../rows/object-rows.js';
import {recordTableRows} from '../../rows/record-table-rows.js';
import {fragmentRows} from './fragment-rows.js';
import {fragmentColumns, fragmentKey} from './fragment-columns.js';

/** The time tunnel: a list of calls, one in detail, an expression over one or several, or a replay. */
export const ttDoc: DocKind = (members, options, result) => {
	const fragments = members.objects('timeFragmentList');
	const fragment = members.object('timeFragment');
	const value = members.json('watchValue');
	const values = members.object('watchResults');
	const replay = members.object('replayResult');
	const count = members.text('replayNo');
	members.hide('expand', 'sizeLimit', 'first');
	const expression = expressionOf(options.command);
	const labelWidth = Math.max(0, ...Object.keys(values ?? {}).map(({length}) => length));
	return [
		...(fragments === undefined
			? []
			: recordTableRows(fragments, {columns: fragmentColumns(options), keyOf: fragmentKey, deeperOf: ({text}) => deeper('tt -i', text('index'))}, 'l', options)),
		...(fragment === undefined ? [] : fragmentRows(fragment, {owner: result, key: 'f'}, options)),
		...(value === undefined ? [] : objectRows(value, {owner: result, key: 'v', expression}, options)),
		...Object.entries(values ?? {}).flatMap(([index, of]) => objectRows(of, {
			owner: result, key: `v${index}`, label: index, labelWidth, expression,
		}, options)),
		...(replay === undefined ? [] : fragmentRows(replay, {owner: result, key: 'r', replay: count ?? '1'}, options)),
	];
};
