import {protocolError} from '../error.js';
import {endOfString} from './end-of-string.js';
import {toNumber} from './to-number.js';
import {excerpt} from './excerpt.js';
import type {Json} from './result.js';

/** Takes the tokens of a JSON text one after another; errors name the offset. */
export class JsonSource {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text;
	}

	takes(character: string): boolean {
		this.#match(/[ \t\n\r]*/y);
		if (this.#text[this.#at] !== character) {
			return false;
		}

		this.#at++;
		return true;
	}

	take(character: string): void {
		if (!this.takes(character)) {
			this.#fail(`expected ${character}`);
		}
	}

	key(): string {
		this.#match(/[ \t\n\r]*/y);
		const key = this.#string();
		this.take(':');
		return key;
	}

	scalar(): Json {
		if (this.#text[this.#at] === '"') {
			return this.#string();
		}

		const digits = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
		if (digits !== '') {
			return toNumber(digits);
		}

		switch (this.#match(/true|false|null/y)) {
			case 'true': {
				return true;
			}

			case 'false': {
				return false;
			}

			case 'null': {
				return null;
			}

			default: {
				return this.#fail('expected a value');
			}
		}
	}

	end(): void {
		this.#match(/[ \t\n\r]*/y);
		if (this.#at < this.#text.length) {
			this.#fail('unexpected text after the value');
		}
	}

	#string(): string {
		if (this.#text[this.#at] !== '"') {
			this.#fail('expected a string');
		}

		const end = endOfString(this.#text, this.#at);
		if (end === undefined) {
			this.#at = this.#text.length;
			return this.#fail('the text ends inside a string');
		}

		try {
			const value = JSON.parse(this.#text.slice(this.#at, end)) as string;
			this.#at = end;
			return value;
		} catch {
			return this.#fail('bad character or escape in a string');
		}
	}

	#match(pattern: RegExp): string {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0] ?? '';
		this.#at += found.length;
		return found;
	}

	#fail(problem: string): never {
		const ended = this.#at >= this.#text.length && problem.startsWith('expected') ? 'the text ends, ' : '';
		throw protocolError(`invalid JSON at offset ${this.#at}: ${ended}${problem}: ${excerpt(this.#text, this.#at)}`, {code: 'ERR_PROTOCOL_JSON'});
	}
}
