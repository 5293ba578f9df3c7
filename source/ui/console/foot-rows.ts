import type {ConsoleRun} from '../../actions/live/console-run.js';
import {indexOf} from '../../actions/live/console/look.js';
import {displayWidth} from '../../views/width.js';
import {safeText} from '../../views/safe-text.js';
import type {Row} from '../../views/layout.js';
import {texts, type Say} from '../../words/index.js';
import {grouped} from '../docs/numbers.js';
import type {Glyphs} from '../glyphs.js';

export type Foot = {rows: Row[]; cursor: {column: number; row: number} | undefined};

/** What stands below the output while a person reads in it: how much is new, and what is searched. */
export function footRows({look, screen}: ConsoleRun, say: Say, glyphs: Glyphs): Foot {
	const {top, seen, field} = look.view;
	const rows: Row[] = [];
	const count = screen.end - seen;
	if (top !== undefined && count > 0) {
		const news = count === 1 ? say(texts.console.oneNewLine) : say(texts.console.newLines, {count: grouped(String(count))});
		rows.push([{text: ` ${glyphs.below} ${news}`, style: 'info'}]);
	}

	const query = field?.text ?? look.matches.query;
	if (field === undefined && query === '') {
		return {rows, cursor: undefined};
	}

	rows.push([
		{text: ' /', style: 'accent'},
		{text: safeText(query)},
		{text: `   ${countText(look, say)}`, style: look.matches.list.length === 0 ? 'warn' : undefined},
		{text: `   ${say(texts.console.searchRules)}`, style: 'dim'},
	]);
	const before = displayWidth(safeText(field?.text.slice(0, field.caret) ?? ''));
	return {rows, cursor: field === undefined ? undefined : {column: 2 + before, row: rows.length - 1}};
}

function countText({matches: {query, list, isDone, isCut}, view: {current}}: ConsoleRun['look'], say: Say): string {
	if (query === '') {
		return '';
	}

	if (list.length === 0) {
		return say(isDone ? texts.console.foundNone : texts.console.searching);
	}

	const at = indexOf(list, current);
	const values = {at: at === -1 ? '–' : grouped(String(at + 1)), count: grouped(String(list.length))};
	return say(isCut ? texts.console.foundMost : (isDone ? texts.console.found : texts.console.foundSoFar), values);
}
