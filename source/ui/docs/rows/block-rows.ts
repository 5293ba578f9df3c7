import type {Block, Line} from '../../../views/block.js';
import {cutLine} from '../../../views/fit-line.js';
import {safeLine} from '../../../views/safe-line.js';
import type {DocOptions, DocRow} from '../doc.js';
import {fitRow} from './fit-row.js';
import {foldOf, isOpen} from './folds.js';
import {indentRows} from './indent-rows.js';
import {listRows} from './list-rows.js';
import {tableRows} from './table-rows.js';
import {textRows} from './text-rows.js';
import {treeRows} from './tree-rows.js';

/** Blocks as rows. A title in a line of its own folds what follows on it, up to the next one or a blank line. */
export function blockRows(blocks: readonly Block[], prefix: string, options: DocOptions): DocRow[] {
	const rows: DocRow[] = [];
	let section: {key: string; open: boolean} | undefined;
	for (const [index, block] of blocks.entries()) {
		const key = `${prefix}${index}`;
		const title = titleOf(block);
		if (title !== undefined && hasBody(blocks[index + 1])) {
			section = {key, open: isOpen(options.state, key, true)};
			rows.push(headRow(title, section, options));
		} else {
			section = hasBody(block) ? section : undefined;
			rows.push(...(section === undefined ? rowsOf(block, key, options) : bodyRows(block, key, section, options)));
		}
	}

	return rows;
}

/** What stands below a title is a step further in. */
function bodyRows(block: Block, key: string, section: {key: string; open: boolean}, options: DocOptions): DocRow[] {
	return section.open ? indentRows(rowsOf(block, key, {...options, width: options.width - 2}), 2, section.key) : [];
}

function rowsOf(block: Block, key: string, options: DocOptions): DocRow[] {
	switch (block.kind) {
		case 'text': {
			return textRows(block.lines, key, options);
		}

		case 'table': {
			return tableRows(block, key, options);
		}

		case 'tree': {
			return treeRows(block, key, options);
		}

		case 'list': {
			return listRows(block, key, options);
		}
	}
}

function headRow(title: Line, {key, open}: {key: string; open: boolean}, options: DocOptions): DocRow {
	const {glyphs, width} = options;
	const spans = cutLine([{text: `${open ? glyphs.open : glyphs.folded} `, style: 'dim'}, ...safeLine(title)], width, 'end');
	return {
		key, spans: fitRow(spans, options), fold: foldOf(open), value: title.map(({text}) => text).join(''),
	};
}

/** A text of one line that is all title. */
function titleOf(block: Block): Line | undefined {
	const line = block.kind === 'text' && block.lines.length === 1 ? block.lines[0] : undefined;
	return line !== undefined && line.length > 0 && line.every(({style, text}) => style === 'title' && !text.includes('\n')) ? line : undefined;
}

/** Whether a block can stand below a title: blank lines end what it folds, and other titles begin something new. */
function hasBody(block: Block | undefined): boolean {
	return block !== undefined && titleOf(block) === undefined
		&& (block.kind !== 'text' || block.lines.some(line => line.some(({text}) => text.trim() !== '')));
}
