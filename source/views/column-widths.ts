import type {Column} from './block.js';

const narrowestText = 8;

/**
The widths of the columns that are shown, by their index. Columns take what their cells need; where
that is too much, optional ones leave from the right until the others fit at their narrowest, then
the widest ones give way.
*/
export function columnWidths(columns: Column[], natural: number[], width: number, gap: number): Map<number, number> {
	const wanted = columns.map((column, index) => Math.max(natural[index] ?? 0, column.min ?? 0));
	const least = columns.map((column, index) => leastWidth(column, wanted[index] ?? 0));
	const shown = new Set(columns.keys());
	const total = (widths: number[]) => [...shown].reduce((sum, index) => sum + (widths[index] ?? 0) + gap, -gap);
	for (const index of [...columns.keys()].reverse()) {
		if (total(least) <= width) {
			break;
		}

		if (columns[index]?.optional) {
			shown.delete(index);
		}
	}

	const widths = wanted.map((wish, index) => Math.min(wish, Math.max(width, least[index] ?? 0)));
	shrink(widths, least, shown, total(widths) - width);
	return new Map([...shown].map(index => [index, widths[index] ?? 0]));
}

/** Numbers are never cut. */
function leastWidth(column: Column, wanted: number): number {
	return column.align === 'right' ? wanted : Math.min(wanted, column.min ?? Math.max(narrowestText, column.title.length));
}

function shrink(widths: number[], least: number[], shown: Set<number>, excess: number): void {
	for (let over = excess; over > 0; over--) {
		const slack = [...shown].filter(index => (widths[index] ?? 0) > (least[index] ?? 0));
		const widest = slack.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
		if (widest === undefined) {
			return;
		}

		widths[widest] = (widths[widest] ?? 0) - 1;
	}
}
