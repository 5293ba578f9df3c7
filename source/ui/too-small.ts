import {running} from '../actions/running.js';
import {wrapLine} from '../views/fit-line.js';
import {texts} from '../words/index.js';
import type {Size} from '../workspace/layout.js';
import type {Composed, ScreenFacts} from './compose-screen.js';
import {sgrText} from './frame/sgr-text.js';

const least: Size = {columns: 80, rows: 24};

/** A terminal in which nothing could be read: what is said there instead. */
export const tooSmall = {
	isSo: ({columns, rows}: Size): boolean => columns < least.columns || rows < least.rows,
	compose({program, theme}: ScreenFacts, size: Size): Composed {
		const {say} = program;
		const lines = [
			say(texts.frame.tooSmall, {...least, width: size.columns, height: size.rows}),
			say(texts.frame.makeLarger, {count: running(program).length}),
			say(texts.frame.withoutScreen),
		];
		const width = Math.max(size.columns - 2, 1);
		const rows = lines.flatMap(line => wrapLine([{text: line}], width)).slice(0, Math.max(size.rows - 2, 0)).map(line => sgrText([{text: ' '}, ...line], Math.max(size.columns - 1, 1), theme));
		return {
			model: {
				size, separators: [], boxes: [{
					rect: {
						column: 0, row: 1, width: size.columns, height: rows.length,
					}, rows,
				}],
			},
			panes: [],
			overlays: [],
			cursor: undefined,
			nextChange: undefined,
		};
	},
};
