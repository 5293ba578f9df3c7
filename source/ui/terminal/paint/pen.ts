import {plainLook, type Looks} from './looks.js';

/** Writes cells in order with as few bytes as it can: it knows where the cursor is and how it would write. */
export class Pen {
	readonly #looks: Looks;
	#text = '';
	#look = plainLook;
	#row = -1;
	#column = -1;

	constructor(looks: Looks) {
		this.#looks = looks;
	}

	moveTo(row: number, column: number): void {
		if (row === this.#row && column === this.#column) {
			return;
		}

		const ahead = column - this.#column;
		this.#text += row === this.#row && this.#column !== -1 && ahead > 0
			? `\u{1B}[${ahead === 1 ? '' : ahead}C`
			: `\u{1B}[${row + 1};${column + 1}H`;
		this.#row = row;
		this.#column = column;
	}

	/** A glyph; the cursor is behind it, unless terminals disagree on where that is. */
	write(text: string, width: number, look: number, isDoubtful: boolean): void {
		if (look !== this.#look) {
			this.#use(look);
		}

		this.#text += text;
		this.#column = isDoubtful ? -1 : this.#column + width;
	}

	/** Makes cells empty; the cursor stays. An erased cell takes the ground that is in use, so that it has to be none. */
	erase(width: number): void {
		this.add(`\u{1B}[${width}X`);
	}

	/** Something that moves no cursor, from the plain look. */
	add(sequence: string): void {
		if (this.#look !== plainLook) {
			this.#use(plainLook);
		}

		this.#text += sequence;
	}

	/** What was written since the last call. */
	take(): string {
		const text = this.#text;
		this.#text = '';
		return text;
	}

	#use(look: number): void {
		const sgr = this.#looks.sgr(look);
		this.#text += this.#look === plainLook || sgr === '' ? `\u{1B}[${sgr}m` : `\u{1B}[0;${sgr}m`;
		this.#look = look;
	}
}
