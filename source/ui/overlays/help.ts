import {helpLines, type HelpLine} from '../../actions/help.js';
import type {Row} from '../../views/layout.js';
import {cutLine} from '../../views/fit-line.js';
import {fitted} from '../fitted.js';
import {texts} from '../../words/index.js';
import {visible} from '../../workspace/list-state.js';
import {fieldRow} from './field-row.js';
import {
	listRows, middleRect, type OverlayContext, type OverlayView,
} from './overlay-view.js';

const narrow = 90;

/** What can be done here, as the table of actions has it; a menu, too. */
export const help: OverlayView = {
	contexts: ['help', 'overlay'],
	hasField: true,
	lines: ({program, overlay}) => helpLines(program, overlay.text),
	paint(context) {
		const {overlay, size, glyphs, program} = context;
		const {say} = program;
		const all = helpLines(program, overlay.text);
		const height = Math.max(listRows(size), Math.min(size.rows - 8, 26));
		const view = visible(overlay.list, all, height);
		const rect = middleRect(size, Math.min(size.columns - (size.columns < 100 ? 2 : 8), 104), view.items.length + 4);
		const edge = {text: glyphs.overlay, style: 'accent' as const};
		const field = fieldRow('/ ', overlay, rect.width - 2);
		const lines = view.items.map((line, at) => ({
			row: lineRow(line, view.items[at - 1], view.top + at === view.cursor, context, rect.width),
			isChosen: view.top + at === view.cursor,
		}));
		return {
			rect,
			rows: [
				{row: [edge, {text: ` ${say(texts.overlays.helpTitle)}`, style: 'title'}]},
				{row: [edge, ...field.row]},
				{row: [edge]},
				...lines,
				{row: [edge, {text: ` ${view.below > 0 ? say(texts.overlays.below, {count: view.below}) : ''}`, style: 'dim'}]},
			],
			cursor: {column: rect.column + 1 + field.cursor, row: rect.row + 1},
		};
	},
};

function lineRow({action, shortcut, disabled, section}: HelpLine, before: HelpLine | undefined, isChosen: boolean, {glyphs, program: {say}}: OverlayContext, width: number): Row {
	const head = before?.section === section ? '' : say(texts.overlays[section]);
	const cells = (text: string, count: number) => `${fitted(text, count - 1)} `;
	// What it does says more than its name, and is not cut where there is little room.
	const isNarrow = width < narrow;
	return cutLine([
		{text: glyphs.overlay, style: 'accent'},
		{text: isChosen ? glyphs.cursor : ' ', style: 'accent'},
		{text: cells(head, 11), style: 'title'},
		{text: cells(shortcut, isNarrow ? 18 : 24), style: disabled === undefined ? 'accent' : 'dim'},
		{text: isNarrow ? '' : cells(say(action.label), 16), style: disabled === undefined ? undefined : 'dim'},
		{text: disabled === undefined ? say(action.about) : `${glyphs.none} ${disabled}`, style: isNarrow && disabled === undefined ? undefined : 'dim'},
	], width, 'end');
}
