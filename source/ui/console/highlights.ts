import type {ConsoleRun} from '../../actions/live/console-run.js';
import type {Highlight} from './row-spans.js';

/** What a search found, by line: matches are in order, so that those of a line are looked for by halves. */
export function highlightsOf({matches: {list}, view: {current}}: Pick<ConsoleRun['look'], 'matches' | 'view'>): (line: number) => Highlight[] {
	return line => {
		const found: Highlight[] = [];
		for (let index = firstEnding(line); index < list.length; index++) {
			const {from, to} = list[index] ?? nowhere;
			if (from.line > line) {
				break;
			}

			found.push({
				from: from.line < line ? 0 : from.column,
				to: to.line > line ? Number.POSITIVE_INFINITY : to.column,
				isCurrent: from.line === current?.from.line && from.column === current.from.column,
			});
		}

		return found;
	};

	function firstEnding(line: number): number {
		let low = 0;
		let high = list.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((list[middle] ?? nowhere).to.line < line) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}

		return low;
	}
}

const nowhere = {from: {line: 0, column: 0}, to: {line: 0, column: 0}};
