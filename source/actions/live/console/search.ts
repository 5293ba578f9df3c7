import type {ConsoleScreen} from './emulator.js';
import {findInLine, patternOf, type ConsoleMatch} from './find-in-lines.js';
import {wrapStart} from './line-text.js';

/** Oldest first. `isDone` is false while older lines were not looked at. */
export type ConsoleMatches = {query: string; list: readonly ConsoleMatch[]; isDone: boolean; isCut: boolean};

const noMatches: ConsoleMatches = {
	query: '', list: [], isDone: true, isCut: false,
};

const sliceMs = 6;
const mostMatches = 5000;
const againMs = 100;

/**
A search in all that a console has kept, from its newest line upwards, a little at a time so that keys never wait for
it. While it stands, what comes is searched too.
*/
export class ConsoleSearch {
	readonly #screen: ConsoleScreen;
	readonly #onFound: () => void;
	#found = noMatches;
	/** Lines before it have been searched and can't change any more. */
	#searchedTo = 0;
	#slice: NodeJS.Immediate | undefined;
	#again: NodeJS.Timeout | undefined;

	constructor(screen: ConsoleScreen, onFound: () => void) {
		this.#screen = screen;
		this.#onFound = onFound;
	}

	get matches(): ConsoleMatches {
		return this.#found;
	}

	/** Looks for something else; for nothing when the query is empty. */
	start(query: string): void {
		this.stop();
		this.#found = {...noMatches, query, isDone: query === ''};
		this.#searchedTo = 0;
		if (query === '') {
			this.#onFound();
		} else {
			this.#scan();
		}
	}

	/** Output came. */
	renew(): void {
		if (this.#found.query !== '') {
			this.#again ??= setTimeout(() => {
				this.#again = undefined;
				if (this.#found.isDone) {
					this.#scan();
				} else {
					this.renew();
				}
			}, againMs);
		}
	}

	stop(): void {
		clearImmediate(this.#slice);
		clearTimeout(this.#again);
		this.#again = undefined;
		this.#found = noMatches;
	}

	/** Looks through the lines that are new, or may have changed. */
	#scan(): void {
		const {first, base, end} = this.#screen;
		const {query} = this.#found;
		const stop = wrapStart(this.#screen, Math.max(first, this.#searchedTo));
		const kept = this.#found.list.filter(({from}) => from.line >= first && from.line < stop);
		const fresh: ConsoleMatch[] = [];
		let line = end - 1;
		const go = () => {
			line = this.#lookAt(line, stop, patternOf(query), fresh);
			const isCut = fresh.length >= mostMatches;
			const isDone = line < stop || isCut;
			this.#found = {
				query, list: [...kept, ...fresh.toReversed()].slice(-mostMatches), isDone, isCut: isCut || kept.length + fresh.length > mostMatches,
			};
			if (isDone) {
				this.#searchedTo = base;
			} else {
				this.#slice = setImmediate(go);
			}

			this.#onFound();
		};

		go();
	}

	/** Goes up from a line until the slice of time is over; gives the line that is next. */
	#lookAt(from: number, stop: number, pattern: RegExp, fresh: ConsoleMatch[]): number {
		const endsAt = performance.now() + sliceMs;
		let line = from;
		while (line >= Math.max(stop, this.#screen.first) && performance.now() < endsAt && fresh.length < mostMatches) {
			const start = wrapStart(this.#screen, line);
			fresh.push(...findInLine(this.#screen, start, line, pattern).toReversed());
			line = start - 1;
		}

		return line < this.#screen.first ? stop - 1 : line;
	}
}
