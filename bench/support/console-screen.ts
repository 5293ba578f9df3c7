import type {ActionContext} from '../../source/actions/context.js';
import type {ConsoleRun} from '../../source/actions/live/console-run.js';
import {consolePane} from '../../source/ui/console/console-pane.js';
import {unicodeGlyphs} from '../../source/ui/glyphs.js';
import type {PaneContext} from '../../source/ui/panes/pane-view.js';
import {createClock, type Clock} from '../../source/ui/terminal/clock.js';
import {createCompositor} from '../../source/ui/terminal/compositor.js';
import {createTheme} from '../../source/ui/terminal/theme.js';
import {createSay} from '../../source/words/index.js';

export type ConsoleScreen = {
	clock: Clock;
	/** Paints so far, the bytes of them, and the ms that they took. */
	painted: {frames: number; bytes: number; ms: number};
	/** Calls back at the end of the next paint. */
	afterPaint(listener: () => void): void;
	close(): void;
};

/** One console in a pane of this size, painted by the clock of the screen whenever it changes, into a terminal that takes everything at once. */
export function showConsole(run: ConsoleRun, width: number, height: number): ConsoleScreen {
	const painted = {frames: 0, bytes: 0, ms: 0};
	let waiting: Array<() => void> = [];
	const theme = createTheme({colors: 'truecolor'});
	const compositor = createCompositor({
		columns: width, rows: height + 1, synchronized: true, colors: 'truecolor', theme, write() {
			// Nobody reads it here.
		},
	});
	const live = {get: () => ({kind: 'console', console: run})};
	const context = {
		id: 'p1', width, height, focused: true, now: 0, say: createSay('en'), glyphs: unicodeGlyphs,
		pane: {kind: 'console', title: 'web-1', live: 'r1'}, program: {live} as unknown as ActionContext,
	} satisfies PaneContext;
	const clock = createClock({
		paint() {
			const began = performance.now();
			const {left, right} = consolePane.title(context);
			const {rows, cursor} = consolePane.paint(context);
			compositor.panes([{
				rect: {
					column: 0, row: 0, width, height: height + 1,
				}, rows: [[...left, ...right], ...rows],
			}]);
			compositor.cursor(cursor && {column: cursor.column, row: cursor.row + 1});
			const {bytes, isComplete} = compositor.paint();
			painted.frames++;
			painted.bytes += bytes;
			painted.ms += performance.now() - began;
			const told = waiting;
			waiting = [];
			for (const listener of told) {
				listener();
			}

			return isComplete;
		},
	});
	const stop = run.subscribe(() => {
		clock.schedule('stream');
	});
	return {
		clock,
		painted,
		afterPaint(listener) {
			waiting.push(listener);
		},
		close() {
			stop();
			clock.close();
		},
	};
}
