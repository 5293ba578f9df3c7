import {Buffer} from 'node:buffer';
import {protocolError} from '../../error.js';

type Handle = string | JavaClass | null;

export type JavaClass = {name: string; fields: Array<{type: string; name: string}>};

const firstHandle = 0x7E_00_00;

/** Reads what Java's object streams are made of, forwards only; everything that was not announced is an error. */
export class JavaReader {
	readonly #bytes: Buffer;
	readonly #handles: Handle[] = [];
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	}

	/** The next bytes must be these. */
	expect(...bytes: readonly number[]): void {
		for (const byte of bytes) {
			if (this.byte() !== byte) {
				throw broken(`another byte was due before ${this.#at}`);
			}
		}
	}

	byte(): number {
		return this.take(1).readUInt8();
	}

	int(): number {
		return this.take(4).readInt32BE();
	}

	take(length: number): Buffer {
		if (length < 0 || length > this.#bytes.length - this.#at) {
			throw broken('it ends too early');
		}

		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}

	/** A string, new or seen before, or null. */
	text(): string | null {
		const mark = this.byte();
		switch (mark) {
			case 0x70: {
				return null;
			}

			case 0x71: {
				const known = this.#handles[this.int() - firstHandle];
				if (typeof known !== 'string') {
					throw broken('a string was due');
				}

				return known;
			}

			case 0x74:
			case 0x7C: {
				const text = mark === 0x74 ? this.#utf() : this.take(this.#longLength()).toString('utf8');
				this.remember(text);
				return text;
			}

			default: {
				throw broken('a string was due');
			}
		}
	}

	/** A class without a parent, of one of these names. */
	classOf(...names: readonly string[]): JavaClass {
		this.expect(0x72);
		const name = this.#utf();
		this.take(8);
		const known: JavaClass = {name, fields: []};
		this.remember(known);
		this.take(1);
		const count = this.take(2).readUInt16BE();
		if (!names.includes(name) || count > 8) {
			throw broken(`${name.slice(0, 80)} was not due`);
		}

		for (let index = 0; index < count; index++) {
			const type = String.fromCodePoint(this.byte());
			known.fields.push({type, name: this.#utf()});
			if (type === 'L' || type === '[') {
				this.text();
			}
		}

		this.expect(0x78, 0x70);
		return known;
	}

	/** Objects and arrays count among what can be referred to. */
	remember(handle: Handle): void {
		this.#handles.push(handle);
	}

	#utf(): string {
		return this.take(this.take(2).readUInt16BE()).toString('utf8');
	}

	#longLength(): number {
		this.expect(0, 0, 0, 0);
		return this.int();
	}
}

export function broken(detail: string): Error {
	return protocolError(`the agent's answer is no HTTP answer as Arthas writes it: ${detail}`);
}
