import {
	geometry, showsContent, type Rect, type Tab,
} from '../../source/workspace/layout.js';

/**
A layout as a picture: `▌` or a blank and the name of a pane in its title row, then dashes; `│` between
neighbours; `·` where a pane shows only its title. Equal rows in sequence stand once, with their number.
*/
export function drawLayout(tab: Tab, rect: Rect): string[] {
	const {panes, separators, stacked} = geometry(tab, rect);
	const cells = Array.from({length: rect.height}, () => Array.from({length: rect.width}, () => '?'));
	const put = (row: number, column: number, text: string) => {
		for (const [at, character] of [...text].entries()) {
			cells[row - rect.row]![column - rect.column + at] = character;
		}
	};

	for (const [pane, at] of panes) {
		const stack = stacked.get(pane);
		const name = `${pane === tab.focus ? '▌' : ' '}${pane} ${stack ? `${stack.position} of ${stack.count} ` : ''}`;
		put(at.row, at.column, name.padEnd(at.width, '─').slice(0, at.width));
		for (let row = 1; row < at.height; row++) {
			put(at.row + row, at.column, (showsContent(at) ? ' ' : '·').repeat(at.width));
		}
	}

	for (const {column, row, length} of separators) {
		for (let at = 0; at < length; at++) {
			put(row + at, column, '│');
		}
	}

	return folded(cells.map(row => row.join('')));
}

function folded(rows: string[]): string[] {
	const shown: Array<{row: string; count: number}> = [];
	for (const row of rows) {
		const last = shown.at(-1);
		if (last?.row === row) {
			last.count++;
		} else {
			shown.push({row, count: 1});
		}
	}

	return shown.map(({row, count}) => `${row}${count > 1 ? ` ×${count}` : ''}`);
}
