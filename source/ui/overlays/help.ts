import {helpLines, type HelpLine} from '../../actions/help.js';
import type {Row} from '../../views/layout.js';
import {cutLine} from '../../views/fit-line.js';
import {displayWidth} from '../../views/width.js';
import {texts} from '../../words/index.js';
import {visible} from '../../workspace/list-state.js';
import {fieldRow} from './field-row.js';
import {
	listRows, middleRect, type OverlayContext, type OverlayView,
} from './overlay-view.js';

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
		const rect = middleRect(size, Math.min(size.columns - 8, 96), view.items.length + 4);
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
	const cells = (text: string, count: number) => text + ' '.repeat(Math.max(count - displayWidth(text), 1));
	return cutLine([
		{text: glyphs.overlay, style: 'accent'},
		{text: isChosen ? glyphs.cursor : ' ', style: 'accent'},
		{text: cells(head, 12), style: 'title'},
		{text: cells(shortcut, 22), style: disabled === undefined ? 'accent' : 'dim'},
		{text: cells(say(action.label), 16), style: disabled === undefined ? undefined : 'dim'},
		{text: disabled === undefined ? say(action.about) : `${glyphs.none} ${disabled}`, style: 'dim'},
	], width, 'end');
}
