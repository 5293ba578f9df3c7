import type {Json} from '../../../core/protocol/result.js';
import type {Line, Style} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';
import type {DiffState, ObjectDiff} from '../../../views/object-text/diff-objects.js';
import {type DiffTree, isTwofold, isWay} from '../../../views/object-text/diff-tree.js';
import type {ObjectLine} from '../../../views/object-text/object-lines.js';
import type {ObjectNode} from '../../../views/object-text/object-node.js';
import {objectPath, type Place} from '../../../views/object-text/object-path.js';
import {objectSpans} from '../../../views/object-text/object-spans.js';
import {objectTreeRows} from '../../../views/object-text/object-tree-rows.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {foldOf} from './folds.js';
import {lazyRow} from './lazy-row.js';
import {objectGlyphs, objectWordsOf} from './object-style.js';
import {valueAt} from './value-at.js';
import {wordDiff} from './word-diff.js';

export type DiffRows = Pick<DiffTree, 'diffs'> & {
	/** What the two sides were read from. */
	values: {left: Json; right: Json};
	expression: string | undefined;
	options: DocOptions;
};

/** A line of two compared objects: one row behind its sign, or one for each side where it has two values. */
export function diffRows(line: ObjectLine, tree: DiffRows): DocRow[] {
	const diff = tree.diffs.get(line.node);
	return diff !== undefined && isTwofold(diff)
		? [sideRow(line, diff, 'left', tree), sideRow(line, diff, 'right', tree)]
		: [plainRow(line, tree)];
}

const signs: Record<DiffState, {sign: string; style?: Style}> = {
	equal: {sign: '', style: 'dim'},
	changed: {sign: ''},
	added: {sign: '+', style: 'diff-add'},
	removed: {sign: '-', style: 'diff-del'},
	unknown: {sign: '?'},
};

/** Cells for the signs before the tree. */
const signWidth = 3;

function plainRow(line: ObjectLine, tree: DiffRows): DocRow {
	const around = nearest(line, tree.diffs);
	const {sign, style} = around === undefined || isWay(around) ? signs.changed : signs[around.state];
	const side = around?.right === undefined ? 'left' : 'right';
	return row(line, tree, {key: `d${line.id}`, fold: line.isOpen === undefined ? undefined : foldOf(line.isOpen), value: valueOf(line.node, tree.values[side])}, () => {
		const spans = treeRow(line, tree);
		return [span(sign.padEnd(signWidth), style ?? 'info'), ...style === undefined ? spans : spans.map(each => ({...each, style}))];
	});
}

function sideRow(line: ObjectLine, diff: ObjectDiff, side: 'left' | 'right', tree: DiffRows): DocRow {
	const isRight = side === 'right';
	const own = diff[side] ?? diff.node;
	const other = diff[isRight ? 'left' : 'right'] ?? diff.node;
	const [sign, kind] = isRight ? ['+', 'add'] as const : ['-', 'del'] as const;
	const doubt = diff.state === 'unknown' ? '?' : '';
	return row(line, tree, {
		key: `${isRight ? 'd' : 'l'}${line.id}`, fold: isRight && line.isOpen !== undefined ? foldOf(line.isOpen) : undefined, value: valueOf(own, tree.values[side]),
	}, () => [
		span(`${doubt}${sign}`.padEnd(signWidth), `diff-${kind}`),
		...treeRow(line, tree, room => wordDiff(textOf(own, tree), textOf(other, tree), kind, room)),
	]);
}

function row(line: ObjectLine, {diffs, expression, options}: DiffRows, given: Omit<DocRow, 'spans'>, draw: () => Line): DocRow {
	return lazyRow({
		...given,
		parent: line.parent && `d${line.parent.id}`,
		path: expression === undefined ? undefined : pathOf(line, diffs, expression),
	}, () => fitRow(draw(), options));
}

/** The place that a line is, or is in. */
function nearest({node, parent}: ObjectLine, diffs: DiffRows['diffs']): ObjectDiff | undefined {
	return diffs.get(node) ?? (parent && nearest(parent, diffs));
}

/** Undefined where equal members stand together, which have no path in common. */
function pathOf(line: ObjectLine, diffs: DiffRows['diffs'], expression: string): string | undefined {
	const place = placeOf(line, diffs);
	return place && objectPath(place, expression);
}

function placeOf({node, index, parent}: ObjectLine, diffs: DiffRows['diffs']): Place | undefined {
	const diff = diffs.get(node);
	if (diff !== undefined || parent === undefined) {
		return diff;
	}

	const around = diffs.get(parent.node);
	return around !== undefined && isWay(around) ? undefined : {node, index, parent: placeOf(parent, diffs)};
}

/** The value as it is written, or all of it as the agent drew it. */
function valueOf(node: ObjectNode, value: Json): string | undefined {
	return valueAt({node, index: 0, parent: undefined}, typeof value === 'string' ? value : '');
}

function treeRow(line: ObjectLine, {options}: DiffRows, differing?: (room: number) => Line): Line {
	const [spans = []] = objectTreeRows([line], {
		width: options.width - signWidth, glyphs: objectGlyphs(options.glyphs), words: objectWordsOf(options.say), differing,
	});
	return spans;
}

/** As much of a value as anybody compares by looking. */
const mostText = 25_000;

/** A value in one line: what differs may stand behind a line break. */
function textOf(node: ObjectNode, {options}: DiffRows): string {
	const whole = {...node, text: node.text?.replaceAll(/\r?\n\t?/gu, String.raw`\n`)};
	return objectSpans(whole, {isFolded: true, room: mostText, words: objectWordsOf(options.say)}).map(({text}) => text).join('');
}
