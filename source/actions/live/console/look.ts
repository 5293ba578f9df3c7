import {createField, type Field} from '../../../workspace/field.js';
import type {ConsoleScreen} from './emulator.js';
import type {ConsoleMatch} from './find-in-lines.js';
import {textOfLines} from './line-text.js';
import {ConsoleSearch, type ConsoleMatches} from './search.js';

/** What a person looks at in a console, by numbers of lines. Nothing of it reaches the host. */
export type ConsoleView = {
	/** The first line that is shown; undefined where the newest are. */
	top: number | undefined;
	/** The end of the output when the view left it. */
	seen: number;
	/** What is being typed to search for. */
	field: Field | undefined;
	current: ConsoleMatch | undefined;
	/** Lines that are chosen: where that began, and where it has come to. */
	mark: {from: number; to: number} | undefined;
};

const fresh: ConsoleView = {
	top: undefined, seen: 0, field: undefined, current: undefined, mark: undefined,
};

/** Scrolling, searching and choosing in what a console has kept. `height` is always that of its pane. */
export class ConsoleLook {
	readonly #screen: ConsoleScreen;
	readonly #search: ConsoleSearch;
	readonly #changed: () => void;
	#view = fresh;
	/** The search goes up from here. */
	#anchor = 0;
	#height = 1;

	constructor(screen: ConsoleScreen, changed: () => void) {
		this.#screen = screen;
		this.#changed = changed;
		this.#search = new ConsoleSearch(screen, () => {
			this.#goToFirst();
			changed();
		});
	}

	get view(): ConsoleView {
		return this.#view;
	}

	get matches(): ConsoleMatches {
		return this.#search.matches;
	}

	/** How many lines are in view. Below them stand what is searched and how much is new, where there is any. */
	lines(height: number): number {
		const {field, top, seen} = this.#view;
		const isSearched = field !== undefined || this.matches.query !== '';
		const hasNews = top !== undefined && this.#screen.end > seen;
		return Math.max(1, height - (isSearched ? 1 : 0) - (hasNews ? 1 : 0));
	}

	/** The first line in view where the newest are: the screen as it is, or its lower part where not all of it fits. */
	newestTop(height: number): number {
		return Math.max(this.#screen.base, this.#screen.end - this.lines(height));
	}

	/** The first line in view. */
	top(height: number): number {
		const newest = this.newestTop(height);
		return Math.min(Math.max(this.#view.top ?? newest, this.#screen.first), newest);
	}

	/** Moves the view, or while lines are being chosen the end of those. */
	move(by: number, height: number): void {
		const {mark} = this.#view;
		if (mark === undefined) {
			const line = this.top(height) + by;
			if (line >= this.newestTop(height)) {
				this.#set({top: undefined});
			} else {
				this.#hold(line, height);
			}
		} else {
			const to = Math.min(Math.max(mark.to + by, this.#screen.first), this.#screen.end - 1);
			this.#set({mark: {...mark, to}});
			this.#reveal(to, height, 0);
		}
	}

	/** Back to the newest line, with nothing searched and nothing chosen. */
	leave(): void {
		this.#search.stop();
		this.#set(fresh);
	}

	beginSearch(height: number): void {
		this.#height = height;
		this.#anchor = this.top(height) + this.lines(height);
		this.#set({field: createField(this.matches.query)});
	}

	/** Searches while it is typed. */
	type(field: Field): void {
		this.#set({field});
		if (field.text !== this.matches.query) {
			this.#set({current: undefined});
			this.#search.start(field.text);
		}
	}

	endTyping(): void {
		this.#set({field: undefined});
	}

	/** To the match above, or below, and around at the ends. */
	step(by: 1 | -1, height: number): void {
		const {list} = this.matches;
		const at = indexOf(list, this.#view.current);
		const next = at === -1 ? list.findLastIndex(({from}) => from.line < this.top(height) + this.lines(height)) : at + by;
		const current = list.at(next % Math.max(list.length, 1));
		if (current) {
			this.#set({current});
			this.#reveal(current.from.line, height, Math.floor(this.lines(height) / 2));
		}
	}

	/** Begins to choose lines at the current match, or at the last line in view; again chooses nothing. */
	mark(height: number): void {
		const {mark, current} = this.#view;
		const last = Math.min(this.top(height) + this.lines(height), this.#screen.end) - 1;
		const line = current && current.from.line >= this.top(height) && current.from.line <= last ? current.from.line : last;
		this.#set({mark: mark ? undefined : {from: line, to: line}});
		this.#hold(this.top(height), height);
	}

	unmark(): void {
		this.#set({mark: undefined});
	}

	/** The lines that are chosen, else all in view. */
	text(height: number): string {
		const {mark} = this.#view;
		const [from, to] = mark ? [Math.min(mark.from, mark.to), Math.max(mark.from, mark.to)] : [this.top(height), this.top(height) + this.lines(height) - 1];
		return textOfLines(this.#screen, from, to);
	}

	/** Output came. */
	renew(): void {
		this.#search.renew();
	}

	/** The lines that stay in view when another width moves all; `moved` takes where they went. */
	keptLines(): {lines: number[]; moved: (lines: number[]) => void} {
		const {top, mark, seen} = this.#view;
		const behind = this.#screen.end - seen;
		return {
			lines: [top ?? this.#screen.base, mark?.from ?? this.#screen.base, mark?.to ?? this.#screen.base],
			moved: ([newTop, from, to]) => {
				this.#set({
					top: top === undefined ? undefined : newTop,
					seen: this.#screen.end - behind,
					current: undefined,
					mark: mark && from !== undefined && to !== undefined ? {from, to} : undefined,
				});
				this.#anchor = this.top(this.#height) + this.lines(this.#height);
				this.#search.start(this.matches.query);
			},
		};
	}

	stop(): void {
		this.#search.stop();
	}

	/** The newest match that is not below what was in view; the newest of all where there is none. */
	#goToFirst(): void {
		const {list, isDone} = this.matches;
		if (this.#view.current === undefined && list.length > 0) {
			const current = list.findLast(({from}) => from.line < this.#anchor) ?? (isDone ? list.at(-1) : undefined);
			this.#set({current});
			if (current) {
				this.#reveal(current.from.line, this.#height, Math.floor(this.lines(this.#height) / 2));
			}
		}
	}

	/** Brings a line into view, and holds the view there: what is read must not move away under new output. */
	#reveal(line: number, height: number, margin: number): void {
		const top = this.top(height);
		const lines = this.lines(height);
		if (line < top) {
			this.#hold(line - margin, height);
		} else if (line >= top + lines) {
			this.#hold(line - lines + 1 + margin, height);
		} else {
			this.#hold(top, height);
		}
	}

	#hold(line: number, height: number): void {
		const {top, seen} = this.#view;
		this.#set({top: Math.min(Math.max(line, this.#screen.first), this.newestTop(height)), seen: top === undefined ? this.#screen.end : seen});
	}

	#set(change: Partial<ConsoleView>): void {
		this.#view = {...this.#view, ...change};
		this.#changed();
	}
}

export function indexOf(list: readonly ConsoleMatch[], match: ConsoleMatch | undefined): number {
	return match === undefined ? -1 : list.findIndex(({from}) => from.line === match.from.line && from.column === match.from.column);
}
