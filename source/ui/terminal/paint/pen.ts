import {plainLook, type Looks} from './looks.js';

/** Writes cells in order with as few bytes as it can: it knows where the cursor is and how it would write. */
export type Pen = {
	moveTo(row: number, column: number): void;
	/** Cells of one look; the cursor is behind them, unless terminals disagree on where that is. */
	write(text: string, width: number, look: number, isDoubtful: boolean): void;
	/** Makes cells empty; the cursor stays. */
	erase(width: number): void;
	/** Something that moves no cursor and changes no look. */
	add(sequence: string): void;
	/** What was written since the last call. */
	take(): string;
};

export function createPen(columns: number, looks: Looks): Pen {
	let text = '';
	let look = plainLook;
	let row = -1;
	let column = -1;

	const use = (wanted: number) => {
		if (wanted !== look) {
			const sgr = looks.sgr(wanted);
			text += look === plainLook || sgr === '' ? `\u{1B}[${sgr}m` : `\u{1B}[0;${sgr}m`;
			look = wanted;
		}
	};

	return {
		moveTo(toRow, toColumn) {
			if (toRow === row && toColumn === column) {
				return;
			}

			const ahead = toColumn - column;
			text += toRow === row && column !== -1 && ahead > 0
				? `\u{1B}[${ahead === 1 ? '' : ahead}C`
				: `\u{1B}[${toRow + 1};${toColumn + 1}H`;
			row = toRow;
			column = toColumn;
		},
		write(more, width, wanted, isDoubtful) {
			use(wanted);
			text += more;
			column += width;
			// In the last column some terminals have the cursor on the cell, others behind it.
			if (isDoubtful || column >= columns) {
				column = -1;
			}
		},
		erase(width) {
			// An erased cell takes the ground that is in use.
			use(plainLook);
			text += `\u{1B}[${width}X`;
		},
		add(sequence) {
			use(plainLook);
			text += sequence;
		},
		take() {
			const taken = text;
			text = '';
			return taken;
		},
	};
}
