import type {Line, ListBlock, ListItem} from '../../../views/block.js';
import {cutLine, lineWidth, wrapLine} from '../../../views/fit-line.js';
import type {Row} from '../../../views/layout.js';
import {safeLine, safeLines} from '../../../views/safe-line.js';
import {texts} from '../../../words/index.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {foldOf, isOpen} from './folds.js';

/** Rows of a value that are shown before it has to be opened. */
const mostLines = 8;

/** Names with their values beside them; a value of many lines is folded to its first ones. */
export function listRows({items}: ListBlock, prefix: string, options: DocOptions): DocRow[] {
	const keys = items.map(({key}) => safeLine([{text: key, style: 'key'}]));
	const widest = Math.max(0, ...keys.map(key => lineWidth(key)));
	const indent = Math.min(widest, Math.floor(Math.min(options.width * 0.4, 48))) + 2;
	return items.flatMap((item, index) => itemRows(item, keys[index] ?? [], `${prefix}.${index}`, indent, options));
}

function itemRows({value}: ListItem, name: Line, key: string, indent: number, options: DocOptions): DocRow[] {
	const {width, state, glyphs, say} = options;
	const lines = value.flatMap(line => safeLines(line).flatMap(row => wrapLine(row, Math.max(width - indent, 1))));
	const text = value.map(line => line.map(({text}) => text).join('')).join('\n');
	const canFold = lines.length > mostLines;
	const open = !canFold || isOpen(state, key, false);
	const shown = open ? lines : lines.slice(0, mostLines - 1);
	const mark = canFold ? [{text: `${open ? glyphs.open : glyphs.folded} `, style: 'dim' as const}] : [];
	const more: Row[] = open ? [] : [[{text: `${glyphs.cut} ${say(texts.docs.moreLines, {count: lines.length - shown.length})}`, style: 'dim'}]];
	return [...beside(name, [...mark, ...shown[0] ?? []], indent, width), ...[...shown.slice(1), ...more].map(row => indented(row, indent))].map((row, index) => ({
		key: index === 0 ? key : `${key}~${index}`,
		spans: fitRow(cutLine(row, width, 'end'), options),
		value: text,
		fold: index === 0 && canFold ? foldOf(open) : undefined,
		parent: index === 0 ? undefined : key,
	}));
}

/** A name that is too long for its column has rows of its own, and its value begins below. */
function beside(name: Line, first: Row, indent: number, width: number): Row[] {
	const blanks = indent - lineWidth(name);
	return blanks < 2 ? [...wrapLine(name, width), indented(first, indent)] : [[...name, ...indented(first, blanks)]];
}

function indented(row: Row, blanks: number): Row {
	return [{text: ' '.repeat(blanks)}, ...row];
}
