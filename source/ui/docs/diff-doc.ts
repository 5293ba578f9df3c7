import type {Result} from '../../core/protocol/result.js';
import {diffObjects, type DiffState} from '../../views/object-text/diff-objects.js';
import {diffTree, isWay} from '../../views/object-text/diff-tree.js';
import {listItems} from '../../views/object-text/list-items.js';
import {objectLines} from '../../views/object-text/object-lines.js';
import {span} from '../../views/build-block.js';
import {texts} from '../../words/index.js';
import type {DocOptions, DocRow, DocState} from './doc.js';
import {docOf} from './doc-of.js';
import {expressionOf} from './expression-of.js';
import {diffRows} from './rows/diff-rows.js';
import {lineRow} from './rows/line-row.js';
import {parsedOf} from './rows/object-rows.js';
import {remarkRows} from './rows/remark-rows.js';

/** A result with a value, and which one of its type it is. */
export type DiffSide = {number: number; result: Result};

/** Which two results these are, in how many places their values differ, and where. */
export function diffDoc(left: DiffSide, right: DiffSide, options: DocOptions): DocRow[] {
	const values = {left: left.result['value'] ?? null, right: right.result['value'] ?? null};
	const one = parsedOf(left.result, values.left);
	const other = parsedOf(right.result, values.right);
	const {root, counts} = diffObjects(one.root, other.root);
	const expression = expressionOf(options.command);
	const {say, glyphs: {dot}} = options;
	const tree = diffTree(root, {
		names: expression === undefined ? undefined : listItems(expression),
		equal: count => say(texts.result.equalMembers, {count}),
	});
	const lines = objectLines(tree.root, {
		// What differs is open, and what is equal or whole on one side can be opened.
		openDepth(node) {
			const diff = tree.diffs.get(node);
			return diff !== undefined && isWay(diff);
		},
		turned: new Set([...options.state.toggled].filter(key => key.startsWith('d')).map(key => key.slice(1))),
	});
	const words = shownStates.filter(state => counts[state] > 0).map(state => say(texts.result[state], {count: counts[state]}));
	const problem = one.problem ?? other.problem;
	return [
		sideRow('-', left, options),
		sideRow('+', right, options),
		...remarkRows('counts', words.join(` ${dot} `), options, 'title'),
		...problem === undefined ? [] : remarkRows('problem', say(texts.docs.notWhole, {problem}), options, 'warn'),
		...lines.flatMap(line => diffRows(line, {
			...tree, expression, options, values,
		})),
	];
}

const noFolds: DocState = {toggled: new Set()};

/** The first row of a result says when it was, how the call was left, what it cost and where it was. */
function sideRow(sign: '-' | '+', {number, result}: DiffSide, options: DocOptions): DocRow {
	const [event] = docOf(result, {...options, state: noFolds});
	const line = [
		span(`${sign}  `, sign === '+' ? 'diff-add' : 'diff-del'),
		span(`${options.say(texts.result.sample, {number})}  `, 'dim'),
		...event?.spans ?? [],
	];
	return lineRow(sign, line, options, {value: event?.value});
}

const shownStates: readonly DiffState[] = ['changed', 'added', 'removed', 'unknown', 'equal'];
