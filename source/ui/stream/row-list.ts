import type {StreamPlace} from '../../workspace/stream.js';
import {createChunkedList, type ChunkedList} from './chunked-list.js';
import {partOf, seqOf, type StreamRow} from './stream-row.js';

/** A row and how many around it a person may be looking at. */
export type Anchor = {place: StreamPlace; before: number; after: number};

/** Rows in their order, of which the newest come at the end while older ones are still being found, the newest of those first. */
export type RowList = {
	readonly count: number;
	at(index: number): StreamRow | undefined;
	/** Index of a row, or of the first one after it; `count` where there is none. */
	indexOf(place: Pick<StreamPlace, 'seq' | 'part'>): number;
	push(row: StreamRow): void;
	/** Adds a row that is older than all that were added since `beginOlder`. */
	pushOlder(row: StreamRow): void;
	/** From here on rows between those that are there and those that come are looked for. */
	beginOlder(): void;
	endOlder(): void;
	/** Forgets the rows before an entry, but for those at the anchor and the `latest` last ones. Only while no older ones are looked for. */
	forgetBefore(seq: number, options: {anchor?: Anchor | undefined; latest: number; isWhole: boolean}): void;
};

export function createRowList(): RowList {
	/** The three follow on each other; the second runs backwards. The first are those that the log may no longer have. */
	let first: StreamRow[] = [];
	let older: StreamRow[] = [];
	let rows: ChunkedList<StreamRow> = createChunkedList();

	const at = (index: number) => {
		if (index < first.length) {
			return first[index];
		}

		const behind = index - first.length;
		return behind < older.length ? older[older.length - 1 - behind] : rows.at(behind - older.length);
	};

	const list: RowList = {
		get count() {
			return first.length + older.length + rows.length;
		},
		at,
		indexOf: place => firstIndex(list, place),
		push(row) {
			rows.push(row);
		},
		pushOlder(row) {
			older.push(row);
		},
		beginOlder() {
			first = slice(list, 0, list.count);
			older = [];
			rows = createChunkedList();
		},
		endOlder() {
			if (older.length > 0) {
				const found = slice(list, first.length, list.count);
				older = [];
				rows = createChunkedList();
				for (const row of found) {
					rows.push(row);
				}
			}
		},
		forgetBefore(seq, {anchor, latest, isWhole}) {
			const end = list.indexOf({seq, part: 0});
			if (end > 0) {
				const kept = keptRanges(end, latest, anchor, anchor ? list.indexOf(anchor.place) : 0)
					.flatMap(([from, to]) => slice(list, from, to))
					.filter(row => !('kind' in row) || row.kind !== 'dropped');
				const further = slice(list, end, first.length);
				rows.dropFirst(Math.max(end - first.length, 0));
				first = [...kept, ...(isWhole ? markDropped(kept.at(-1), seq) : []), ...further];
			}
		},
	};
	return list;
}

function firstIndex(list: RowList, {seq, part}: Pick<StreamPlace, 'seq' | 'part'>): number {
	let low = 0;
	let high = list.count;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const row = list.at(middle)!;
		if (seqOf(row) < seq || (seqOf(row) === seq && partOf(row) < part)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

function slice(list: RowList, from: number, to: number): StreamRow[] {
	return Array.from({length: Math.max(to - from, 0)}, (_, index) => list.at(from + index)!);
}

/** At most two, in their order and without a row twice. */
function keptRanges(end: number, latest: number, anchor: Anchor | undefined, index: number): Array<[from: number, to: number]> {
	const recent: [number, number] = [Math.max(end - latest, 0), end];
	if (!anchor) {
		return [recent];
	}

	const [from, to] = [Math.max(index - anchor.before, 0), Math.min(index + anchor.after, end)];
	return from >= to ? [recent] : (to >= recent[0] ? [[Math.min(from, recent[0]), end]] : [[from, to], recent]);
}

/** Where everything is shown, a row that stands for what is missing between what was kept and what follows. */
function markDropped(last: StreamRow | undefined, seq: number): StreamRow[] {
	const count = last === undefined ? 0 : seq - 1 - seqOf(last);
	return last === undefined || count <= 0
		? []
		: [{
			kind: 'dropped', seq: seq - 1, at: 0, count,
		}];
}
