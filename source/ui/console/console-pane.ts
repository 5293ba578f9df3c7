import {consoleOf, isSteppedOut} from '../../actions/console/console-of.js';
import type {ConsoleRun} from '../../actions/live/console-run.js';
import {texts} from '../../words/index.js';
import type {PaneContext, PanePainting, PaneView} from '../panes/pane-view.js';
import type {PaneRow} from '../terminal/paint/layers.js';
import {consoleTitle} from './console-title.js';
import {footRows} from './foot-rows.js';
import {highlightsOf} from './highlights.js';
import {rowSpans} from './row-spans.js';

/** The terminal of an agent, as its emulator has it. Nothing that the remote program sends goes any further than into cells. */
export const consolePane: PaneView = {
	title: context => consoleTitle(context, consoleOf(context.program, context.pane)),
	paint(context) {
		const run = consoleOf(context.program, context.pane);
		return run ? paintConsole(run, context) : {rows: withoutConsole(context)};
	},
	contexts({program, pane}) {
		if (consoleOf(program, pane)?.look.view.field !== undefined) {
			return ['console-search', 'field'];
		}

		return isSteppedOut(pane) ? ['console-view'] : ['console'];
	},
};

function paintConsole(run: ConsoleRun, {width, height, pane, say, glyphs}: PaneContext): PanePainting {
	const {look, screen} = run;
	const lines = look.lines(height);
	const top = look.top(height);
	const highlight = highlightsOf(look);
	const {mark} = look.view;
	const rows = Array.from({length: lines}, (_, index): PaneRow => {
		const line = top + index;
		const spans = rowSpans(screen.line(line), width, highlight(line));
		const isChosen = mark && line >= Math.min(mark.from, mark.to) && line <= Math.max(mark.from, mark.to);
		return isChosen ? {spans: spans.map(({text}) => ({text, style: 'selection'})), on: 'selection'} : spans;
	});
	const foot = footRows(run, say, glyphs);
	return {
		rows: [...rows, ...foot.rows],
		cursor: foot.cursor ? {column: foot.cursor.column, row: lines + foot.cursor.row} : (isSteppedOut(pane) ? undefined : cursorAt(run, top, {width, height: lines})),
	};
}

/** Where the remote program has its cursor, as far as that is in sight; a closed console has none. */
function cursorAt(run: ConsoleRun, top: number, {width, height}: {width: number; height: number}): {column: number; row: number} | undefined {
	const {cursor} = run.screen;
	if (!cursor || !run.isOpen()) {
		return undefined;
	}

	const row = cursor.line - top;
	return row >= 0 && row < height && cursor.column < width ? {column: cursor.column, row} : undefined;
}

function withoutConsole({pane, program, say}: PaneContext): PaneRow[] {
	if (pane.data?.['opening'] === true) {
		return [];
	}

	const isListed = program.fleet.agentOf(pane.target) !== undefined;
	return [[], [{text: `   ${say(isListed ? texts.console.nothingRuns : texts.console.noAgent)}`, style: 'dim'}]];
}
