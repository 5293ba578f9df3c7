import type {JobEntry} from '../../core/client/job.js';
import {readFilter} from '../../workspace/stream.js';
import {createFilter, type RowMatcher} from './row-matcher.js';
import {createRowList, type Anchor, type RowList} from './row-list.js';
import {
	entryOf, isHit, rowCount, type StreamRow,
} from './stream-row.js';

/** Rows of a log that a filter lets through. It reads as far as it may and goes on from there the next time. */
export type RowReader = {
	readonly rows: RowList;
	/** How many results a filter has let through, also those that are no longer held. */
	readonly hits: number;
	/** Whether all that was in the log at the last reading was read. */
	readonly isUpToDate: boolean;
	/** The last entry that was read, 0 for none. */
	readonly newest: number;
	/** Whether something left the log before it was read. */
	readonly isPartial: boolean;
	/** @param isDue Asked now and then; it reads no further once that is true. */
	read(entries: readonly JobEntry[], isDue: () => boolean, anchor?: Anchor): void;
};

/** Behind by more than this it begins at the newest and works backwards, so that what is on the screen comes first. */
const farBehind = 8000;
/** Rows that a filter found are worth keeping when the log has long dropped them. */
const latestFound = 2000;
const askEvery = 16;

export function createRowReader(filter: string): RowReader {
	return new LogReader(createFilter(readFilter(filter)));
}

class LogReader implements RowReader {
	readonly rows = createRowList();
	hits = 0;
	isPartial = false;
	readonly #matches: RowMatcher | undefined;
	newest = 0;
	/** Entries after `#floor` and before `#oldest` are read backwards. */
	#oldest = 1;
	#floor = 0;

	constructor(matches: RowMatcher | undefined) {
		this.#matches = matches;
	}

	get isUpToDate(): boolean {
		return this.#isUpToDate;
	}

	#isUpToDate = true;

	read(entries: readonly JobEntry[], isDue: () => boolean, anchor?: Anchor): void {
		const first = entries[0]?.seq ?? 1;
		const last = entries.at(-1)?.seq ?? 0;
		if (last - this.newest > farBehind || this.newest < first - 1) {
			this.#leap(first, last, anchor);
		}

		const isForwardDone = this.#readForwards(entries, first, last, isDue);
		this.#isUpToDate = this.#readBackwards(entries, first, isDue) && isForwardDone;
		if (this.#isUpToDate) {
			this.#settle(first, anchor);
		}
	}

	#settle(first: number, anchor: Anchor | undefined): void {
		this.rows.endOlder();
		this.rows.forgetBefore(first, {anchor, latest: this.#matches ? latestFound : 0, isWhole: !this.#matches});
	}

	#leap(first: number, last: number, anchor: Anchor | undefined): void {
		this.isPartial ||= this.newest < first - 1 || this.#oldest > this.#floor + 1;
		this.#settle(first, anchor);
		this.rows.beginOlder();
		this.#floor = this.newest;
		this.#oldest = last + 1;
		this.newest = last;
	}

	#readForwards(entries: readonly JobEntry[], first: number, last: number, isDue: () => boolean): boolean {
		while (this.newest < last) {
			if (this.newest % askEvery === askEvery - 1 && isDue()) {
				return false;
			}

			const entry = entries[this.newest + 1 - first]!;
			this.newest++;
			const count = rowCount(entry);
			for (let part = 0; part < count; part++) {
				const row = count === 1 ? entry : {entry, part};
				if (this.#takes(row)) {
					this.rows.push(row);
				}
			}
		}

		return true;
	}

	#readBackwards(entries: readonly JobEntry[], first: number, isDue: () => boolean): boolean {
		while (this.#oldest > Math.max(first, this.#floor + 1)) {
			if (this.#oldest % askEvery === 0 && isDue()) {
				return false;
			}

			this.#oldest--;
			const entry = entries[this.#oldest - first]!;
			const count = rowCount(entry);
			for (let part = count - 1; part >= 0; part--) {
				const row = count === 1 ? entry : {entry, part};
				if (this.#takes(row)) {
					this.rows.pushOlder(row);
				}
			}
		}

		this.isPartial ||= this.#oldest > this.#floor + 1 && this.#floor > 0;
		this.#oldest = this.#floor + 1;
		return true;
	}

	#takes(row: StreamRow): boolean {
		if (!this.#matches) {
			return true;
		}

		const isShown = this.#matches(row);
		const entry = entryOf(row);
		this.hits += isShown && entry.kind === 'result' && isHit(entry.result) ? 1 : 0;
		return isShown;
	}
}
