import type {Result} from '../protocol/result.js';
import type {Gap, JobState} from './job-state.js';

/** What a job's log holds, in the order of arrival. `at` is epoch ms of arrival, `seq` counts from 1 per job. */
export type JobEntry =
	| {seq: number; at: number; kind: 'result'; result: Result}
	| {seq: number; at: number; kind: 'gap'; gap: Gap}
	| {seq: number; at: number; kind: 'notice'; text: string}
	| {seq: number; at: number; kind: 'state'; state: JobState};

export type NewEntry =
	| {kind: 'result'; result: Result}
	| {kind: 'gap'; gap: Gap}
	| {kind: 'notice'; text: string}
	| {kind: 'state'; state: JobState};

/** Both are limits of what is kept; `bytes` is a rough count. */
export type JobLimits = {entries: number; bytes: number};

/** Four logs of this size are what a screen may take of memory. */
export const defaultJobLimits: JobLimits = {entries: 40_000, bytes: 64 << 20};

export type JobLog = {
	/** The entries still held, oldest first; the same array until the oldest are dropped. */
	readonly entries: readonly JobEntry[];
	/** How many were dropped. */
	readonly trimmed: number;
	push(entry: NewEntry): void;
};

/** A bounded list of entries that drops its oldest. */
export function createJobLog(limits: JobLimits): JobLog {
	let entries: JobEntry[] = [];
	let sizes: number[] = [];
	let bytes = 0;
	let seq = 0;
	let trimmed = 0;

	/** Drops more than it must, a sixteenth at a time, so that a full log costs no more than an empty one. */
	const trim = () => {
		let drop = 0;
		const least = Math.min(entries.length - 1, Math.ceil(entries.length / 16));
		while (drop < least || entries.length - drop > limits.entries || (bytes > limits.bytes && drop < entries.length - 1)) {
			bytes -= sizes[drop] ?? 0;
			drop++;
		}

		entries = entries.slice(drop);
		sizes = sizes.slice(drop);
		trimmed += drop;
	};

	return {
		get entries() {
			return entries;
		},
		get trimmed() {
			return trimmed;
		},
		push(entry) {
			const size = sizeOf(entry);
			const at = Date.now();
			// Results come by the hundred thousand, and to copy an object of any shape takes four times as long.
			entries.push(entry.kind === 'result'
				? {
					kind: 'result', result: entry.result, seq: ++seq, at,
				}
				: {...entry, seq: ++seq, at});
			sizes.push(size);
			bytes += size;
			if (entries.length > limits.entries || bytes > limits.bytes) {
				trim();
			}
		},
	};
}

/** Index of the first entry after a sequence number. */
export function firstAfter(entries: readonly JobEntry[], seq: number): number {
	const oldest = entries[0]?.seq ?? 0;
	return Math.max(0, seq + 1 - oldest);
}

/** A rough count: walking every result would cost more than keeping it. */
function sizeOf(entry: NewEntry): number {
	if (entry.kind !== 'result') {
		return 64;
	}

	let size = 200;
	for (const value of Object.values(entry.result)) {
		size += typeof value === 'string' ? value.length * 2 : (typeof value === 'object' ? 400 : 16);
	}

	return size;
}
