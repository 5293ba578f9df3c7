import {Buffer} from 'node:buffer';
import {protocolError} from '../../error.js';

/** What a request may take, its line end not counted; the size of the author's buffers. */
export const requestLimit = 65_536;

/** What an answer may take: a listing of processes is larger than any request. */
export const answerLimit = 1_048_576;

const newline = 0x0A;
const carriageReturn = 0x0D;

/** Bytes to lines: `\n` or `\r\n` ends one, and an empty one, which only says that somebody is there, is told as such. */
export class LineReader {
	readonly #limit: number;
	#pieces: Uint8Array[] = [];
	#length = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Whether bytes wait for the end of their line. */
	get isInLine(): boolean {
		return this.#length > 0;
	}

	/**
	The lines that these bytes complete, without their ends.

	@throws ArthasError ERR_PROTOCOL_TOO_LARGE once a line is longer than the limit: its end may never come.
	*/
	* push(chunk: Uint8Array): Generator<Uint8Array, void> {
		let start = 0;
		for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
			this.#keep(chunk.subarray(start, end));
			start = end + 1;
			yield this.#takeLine();
		}

		this.#keep(chunk.subarray(start));
	}

	#keep(piece: Uint8Array): void {
		// One more for the `\r`, which is no part of the line.
		if (this.#length + piece.length > this.#limit + 1) {
			throw protocolError(`a line is longer than ${this.#limit} bytes`, {code: 'ERR_PROTOCOL_TOO_LARGE'});
		}

		if (piece.length > 0) {
			this.#pieces.push(piece);
			this.#length += piece.length;
		}
	}

	#takeLine(): Uint8Array {
		const line = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces, this.#length);
		this.#pieces = [];
		this.#length = 0;
		return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
	}
}
