import type {Json, Result} from '../../../core/protocol/result.js';
import {listItems} from '../../../views/object-text/list-items.js';
import {objectLines, type ObjectLine} from '../../../views/object-text/object-lines.js';
import type {ParsedObject} from '../../../views/object-text/parse-object-text.js';
import {readObject} from '../../../views/object-text/read-object.js';
import {displayWidth} from '../../../views/width.js';
import {texts} from '../../../words/index.js';
import type {DocOptions, DocRow} from '../doc.js';
import {foldOf} from './folds.js';
import {indentRows} from './indent-rows.js';
import {objectRow, type ObjectTree} from './object-row.js';
import {objectGlyphs, objectWordsOf} from './object-style.js';
import {remarkRows} from './remark-rows.js';
import {textRows} from './text-rows.js';

export type ObjectDoc = {
	/** The result in which the value came; what was read of it is kept as long as that. */
	owner: Result;
	/** The beginning of the keys of its rows, which nothing else in the document has. */
	key: string;
	/** What the agent evaluated to get the value; without it there are no paths. */
	expression?: string | undefined;
	/** What stands before it, and the cells of the longest such name among its neighbours. */
	label?: string | undefined;
	labelWidth?: number | undefined;
	/** Levels that are open by themselves; 2 unless it is said. */
	openDepth?: number | undefined;
};

/** An inspected object as a tree. What can't be read of it stays text, and a remark says so. */
export function objectRows(value: Json, doc: ObjectDoc, options: DocOptions): DocRow[] {
	const {root, problem} = parsedOf(doc.owner, value);
	const remarks = problem === undefined ? [] : remarkRows(`${doc.key}!`, options.say(texts.docs.notWhole, {problem}), options, 'warn');
	return [...remarks, ...(root.kind === 'unread' && typeof value === 'string'
		? textRows([[{text: value}]], doc.key, options)
		: treeOf(root, value, doc, options))];
}

const parsed = new WeakMap<Result, Map<Json, ParsedObject>>();

/** What was read of a value; the same as long as its result lives. */
export function parsedOf(owner: Result, value: Json): ParsedObject {
	const known = parsed.get(owner) ?? new Map<Json, ParsedObject>();
	parsed.set(owner, known);
	const object = known.get(value) ?? readObject(value);
	known.set(value, object);
	return object;
}

function treeOf(root: ParsedObject['root'], value: Json, doc: ObjectDoc, options: DocOptions): DocRow[] {
	const {key, expression, label = '', labelWidth = displayWidth(label), openDepth = 2} = doc;
	const {toggled} = options.state;
	const lines = objectLines(root, {
		openDepth,
		turned: new Set([...toggled].filter(turned => turned.startsWith(key)).map(turned => turned.slice(key.length))),
		names: expression === undefined ? undefined : listItems(expression),
		root: {label, labelWidth},
	});
	const style = {width: options.width, glyphs: objectGlyphs(options.glyphs), words: objectWordsOf(options.say)};
	const tree: ObjectTree = {
		key, value, expression, style, options,
	};
	const rows: DocRow[] = [];
	for (const line of lines) {
		if (line.isOpen === undefined && isLong(line, options.width)) {
			rows.push(...longRows(line, tree));
		} else {
			rows.push(objectRow(line, tree, line.isOpen === undefined ? undefined : foldOf(line.isOpen)));
		}
	}

	return rows;
}

/** Whether a value may be longer than its row; to know it for sure, all rows would have to be drawn. */
function isLong({node, depth, labelWidth}: ObjectLine, width: number): boolean {
	const {text, type = ''} = node;
	const room = width - (depth * 3) - labelWidth - type.length - 6;
	return text !== undefined && text.length * 2 > room && (text.length > 4 * width || displayWidth(text) > room);
}

/** A value that has no room in its row opens to all of its text below. */
function longRows(line: ObjectLine, tree: ObjectTree): DocRow[] {
	const {options} = tree;
	const row = objectRow(line, tree, foldOf(options.state.toggled.has(tree.key + line.id)));
	const indent = Math.min((line.depth * 3) + 2, Math.floor(options.width / 2));
	row.isDetail = true;
	return row.fold === 'closed'
		? [row]
		: [row, ...indentRows(textRows([[{text: line.node.text ?? ''}]], `${row.key}=`, {...options, width: options.width - indent}), indent, row.key)];
}
