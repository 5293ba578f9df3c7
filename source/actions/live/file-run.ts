import type {Session} from '../../core/client/session.js';
import {readLog, type LogEvent} from '../../core/client/log/read-log.js';
import type {LineMark, LogRow} from '../../workspace/log-rows.js';

/** A log of a host that is followed for a pane. */
export type FileRun = {
	readonly path: string;
	/** The last rows, oldest first; another list with each change. */
	rows(): readonly LogRow[];
	/** Rows that were dropped as too many. */
	dropped(): number;
	state(): {isFollowing: boolean; sizeBytes: number | undefined; nextOffset: number | undefined; at: number | undefined; problem: string | undefined};
	subscribe(listener: () => void): () => void;
	end(): Promise<void>;
};

const mostRows = 40_000;

export function createFileRun({session, path, offset, now, problemOf}: {
	session: Session; path: string; offset?: number | undefined; now: () => number;
	/** Says an end in words; undefined where it was asked for. */
	problemOf: (event: Extract<LogEvent, {kind: 'end'}>) => string | undefined;
}): FileRun {
	const ended = new AbortController();
	const listeners = new Set<() => void>();
	let rows: LogRow[] = [];
	let seq = 0;
	let dropped = 0;
	let state: ReturnType<FileRun['state']> = {
		isFollowing: true, sizeBytes: undefined, nextOffset: undefined, at: undefined, problem: undefined,
	};

	const add = (added: ReadonlyArray<Omit<LogRow, 'key' | 'kind'>>) => {
		const all = [...rows, ...added.map((row): LogRow => ({...row, kind: 'row', key: String(++seq)}))];
		dropped += Math.max(all.length - mostRows, 0);
		rows = all.slice(-mostRows);
	};

	const read = async () => {
		for await (const event of readLog(session, {
			path, offset, isFollowing: true, signal: ended.signal,
		})) {
			if (event.kind === 'end') {
				state = {...state, isFollowing: false, problem: problemOf(event)};
			} else if (event.kind === 'lines') {
				add(event.lines.map(({text, offset: place}) => ({text, offset: place})));
				state = {
					...state, sizeBytes: event.sizeBytes, nextOffset: event.nextOffset, at: now(),
				};
			} else {
				add([{text: '', offset: 0, mark: markOf(event, now())}]);
			}

			for (const listener of listeners) {
				listener();
			}
		}
	};

	const reading = read();
	return {
		path,
		rows: () => rows,
		dropped: () => dropped,
		state: () => state,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async end() {
			ended.abort();
			await reading;
			await session.close();
		},
	};
}

function markOf(event: Exclude<LogEvent, {kind: 'lines' | 'end'}>, at: number): LineMark {
	const amounts = {gap: 'bytes' in event ? event.bytes : 0, short: 'sizeBytes' in event ? event.sizeBytes : 0};
	return {kind: event.kind, amount: event.kind === 'gap' || event.kind === 'short' ? amounts[event.kind] : 0, at};
}
