import {Buffer} from 'node:buffer';
import {plainLook, type Looks} from './looks.js';

/**
Writes cells in order with as few bytes as it can: it knows where the cursor is and how it would write. What is written is
kept as bytes in one buffer for all frames, because a string that grows cell by cell is ten thousand small objects a frame.
*/
export class Pen {
	#bytes = Buffer.allocUnsafe(1 << 15);
	#length = 0;
	#looks: Looks | undefined;
	#look = plainLook;
	#row = -1;
	#column = -1;

	/** How many bytes were written since `begin`. */
	get length(): number {
		return this.#length;
	}

	/** Another frame: nothing is written, the look is plain, and nobody knows where the cursor is. */
	begin(looks: Looks): void {
		this.#looks = looks;
		this.#length = 0;
		this.#look = plainLook;
		this.#row = -1;
		this.#column = -1;
	}

	moveTo(row: number, column: number): void {
		if (row === this.#row && column === this.#column) {
			return;
		}

		const ahead = column - this.#column;
		this.#write(row === this.#row && this.#column !== -1 && ahead > 0
			? `\u{1B}[${ahead === 1 ? '' : ahead}C`
			: `\u{1B}[${row + 1};${column + 1}H`);
		this.#row = row;
		this.#column = column;
	}

	/** A printable character of ASCII, which nearly all are. */
	ascii(code: number, look: number): void {
		this.#use(look);
		this.#makeRoom(1);
		this.#bytes[this.#length++] = code;
		this.#column++;
	}

	/** A glyph; the cursor is behind it, unless terminals disagree on where that is. */
	glyph(text: string, width: number, look: number, isDoubtful: boolean): void {
		this.#use(look);
		this.#write(text);
		this.#column = isDoubtful ? -1 : this.#column + width;
	}

	/** Makes cells empty; the cursor stays. An erased cell takes the ground that is in use, so that it has to be none. */
	erase(width: number): void {
		this.add(`\u{1B}[${width}X`);
	}

	/** Something that moves no cursor, from the plain look. */
	add(sequence: string): void {
		this.#use(plainLook);
		this.#write(sequence);
	}

	/** What was written since `begin`. */
	text(): string {
		return this.#bytes.toString('utf8', 0, this.#length);
	}

	#use(look: number): void {
		if (look === this.#look) {
			return;
		}

		const sgr = this.#looks?.sgr(look) ?? '';
		this.#write(this.#look === plainLook || sgr === '' ? `\u{1B}[${sgr}m` : `\u{1B}[0;${sgr}m`);
		this.#look = look;
	}

	/** Letter by letter, because what is written is a sequence or a glyph, and asking the buffer takes longer than either. */
	#write(text: string): void {
		this.#makeRoom(text.length * 3);
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index); // eslint-disable-line unicorn/prefer-code-point
			if (code > 0x7F) {
				this.#length += this.#bytes.write(text.slice(index), this.#length);
				return;
			}

			this.#bytes[this.#length++] = code;
		}
	}

	#makeRoom(count: number): void {
		if (this.#length + count > this.#bytes.length) {
			this.#bytes = Buffer.concat([this.#bytes], 2 * (this.#length + count));
		}
	}
}
