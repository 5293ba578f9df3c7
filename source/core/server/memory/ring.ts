export type RingEntry<T> = {
	/** 1, 2, 3 … per ring; never reused. */
	readonly seq: number;
	readonly value: T;
	readonly size: number;
};

export type RingLimits = {entries: number; bytes: number};

/**
A bounded queue that drops its oldest entries and counts them. Readers hold a cursor (the sequence
number that they saw last), so that none of them can slow the writer or another reader.
*/
export class Ring<T> {
	#entries: Array<RingEntry<T>> = [];
	/** Entries before this index are dropped; the array is compacted only when half of it is dead. */
	#head = 0;
	#bytes = 0;
	#last = 0;
	readonly #limits: RingLimits;

	constructor(limits: RingLimits) {
		this.#limits = limits;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** Sequence number of the newest entry ever pushed; 0 before the first. */
	get last(): number {
		return this.#last;
	}

	/** Sequence number of the oldest entry still held; `last + 1` when empty. */
	get first(): number {
		return this.#last - (this.#entries.length - this.#head) + 1;
	}

	push(value: T, size: number): RingEntry<T> {
		const entry = {seq: ++this.#last, value, size};
		this.#entries.push(entry);
		this.#bytes += size;
		while (this.#entries.length - this.#head > this.#limits.entries || (this.#bytes > this.#limits.bytes && this.#entries.length - this.#head > 1)) {
			this.shift();
		}

		return entry;
	}

	/** Removes the oldest entry and returns it. */
	shift(): RingEntry<T> | undefined {
		const entry = this.#entries[this.#head];
		if (!entry) {
			return undefined;
		}

		this.#bytes -= entry.size;
		this.#entries[this.#head] = undefined as unknown as RingEntry<T>;
		this.#head++;
		if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
			this.#entries = this.#entries.slice(this.#head);
			this.#head = 0;
		}

		return entry;
	}

	/** Up to `max` entries with a sequence number above `cursor`, oldest first. */
	after(cursor: number, max: number): Array<RingEntry<T>> {
		const from = this.#head + Math.max(0, cursor + 1 - this.first);
		return this.#entries.slice(from, from + max);
	}

	clear(): void {
		this.#entries = [];
		this.#head = 0;
		this.#bytes = 0;
	}
}
