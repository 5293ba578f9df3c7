import type {IMarker, Terminal} from '@xterm/headless';

/**
Numbers for the lines of an emulator that stay with their text when the oldest lines are thrown away. The emulator itself
counts from the oldest line that is left, and tells only by a marker how far that has moved.
*/
export class LineNumbers {
	readonly #terminal: Terminal;
	/** The number of the oldest line that is kept. */
	#first = 0;
	#marker: IMarker | undefined;
	/** The number that the marker's line has. */
	#marked = 0;
	#length = 0;
	#isAnew = false;

	constructor(terminal: Terminal) {
		this.#terminal = terminal;
		terminal.parser.registerEscHandler({final: 'c'}, () => {
			this.#isAnew = true;
			return false;
		});
		this.#mark();
	}

	get first(): number {
		return this.#first;
	}

	/** Called after each piece of output. */
	settle(): void {
		if (this.#isAnew || this.#marker?.isDisposed !== false) {
			// A full reset, or so much output that no line is left of what was there.
			this.#first += this.#length;
		} else {
			this.#first = this.#marked - this.#marker.line;
		}

		this.#isAnew = false;
		this.#mark();
	}

	/** The lines have moved for another width, and their numbers with them. */
	renumber(): void {
		this.#mark();
	}

	/** On the newest line that programs can't reach any more: those of the screen are moved by some. */
	#mark(): void {
		const {normal, active} = this.#terminal.buffer;
		this.#length = normal.length;
		if (active !== normal) {
			return;
		}

		const line = Math.max(0, normal.baseY - 1);
		this.#marker?.dispose();
		this.#marker = this.#terminal.registerMarker(line - normal.baseY - normal.cursorY);
		this.#marked = this.#first + line;
	}
}
