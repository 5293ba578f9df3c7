import {writable, type Readable} from '../readable.js';
import type {Result} from '../protocol/result.js';
import type {Agent} from './agent.js';
import {
	addGap, isEnd, noLoss, type Gap, type JobEnd, type JobState, type Loss,
} from './job-state.js';

/** What a job's log holds, in the order of arrival. `at` is epoch ms of arrival, `seq` counts from 1 per job. */
export type JobEntry =
	| {seq: number; at: number; kind: 'result'; result: Result}
	| {seq: number; at: number; kind: 'gap'; gap: Gap}
	| {seq: number; at: number; kind: 'notice'; text: string}
	| {seq: number; at: number; kind: 'state'; state: JobState};

export type JobSnapshot = {
	state: JobState;
	loss: Loss;
	/** Results that came, also those that the bounded log no longer holds. */
	results: number;
	/** Entries that the bounded log dropped. Not a loss of the job. */
	trimmed: number;
	/** Messages after the end: counted, not appended. */
	late: number;
};

/** One command on one agent: identity, state, bounded log. Iterating it gives every entry, then ends with the job. */
export type Job = Readable<JobSnapshot> & AsyncIterable<JobEntry> & {
	readonly agent: Agent;
	readonly commandLine: string;
	readonly startedAt: number;
	/** The entries still held, oldest first. */
	entries(): readonly JobEntry[];
	/** Settles with the end; never rejects. */
	readonly ended: Promise<JobEnd>;
	/** Asks the agent to end the command and waits for its word. */
	interrupt(): Promise<JobEnd>;
	/** Interrupts when it still runs. */
	[Symbol.asyncDispose](): Promise<void>;
};

export type JobLimits = {entries: number; bytes: number};

export const defaultJobLimits: JobLimits = {entries: 50_000, bytes: 64 << 20};

export type JobWriter = {
	readonly job: Job;
	append(entry: {kind: 'result'; result: Result} | {kind: 'gap'; gap: Gap} | {kind: 'notice'; text: string}): void;
	/** An end is final: whatever comes after it is counted as late. */
	setState(state: JobState): void;
	/** Drops the results of a try that lost a race; gaps and notices stay. */
	dropResults(): void;
};

export function createJob({agent, commandLine, limits = defaultJobLimits, onInterrupt}: {agent: Agent; commandLine: string; limits?: JobLimits | undefined; onInterrupt: () => void}): JobWriter {
	let log: JobEntry[] = [];
	let sizes: number[] = [];
	let bytes = 0;
	let seq = 0;
	let settle: (end: JobEnd) => void = () => undefined;
	const ended = new Promise<JobEnd>(resolve => {
		settle = resolve;
	});
	const snapshot = writable<JobSnapshot>({
		state: {name: 'queued'}, loss: noLoss, results: 0, trimmed: 0, late: 0,
	});
	const update = (change: Partial<JobSnapshot>) => {
		snapshot.set({...snapshot.getSnapshot(), ...change});
	};

	const push = (entry: Omit<JobEntry, 'seq' | 'at'>, size: number): number => {
		log.push({...entry, seq: ++seq, at: Date.now()} as JobEntry);
		sizes.push(size);
		bytes += size;
		let drop = 0;
		while (log.length - drop > limits.entries || (bytes > limits.bytes && log.length - drop > 1)) {
			bytes -= sizes[drop] ?? 0;
			drop++;
		}

		// Cutting in steps keeps the cost of a full log flat.
		if (drop > 0) {
			const step = Math.min(log.length - 1, Math.max(drop, limits.entries >> 4));
			for (let index = drop; index < step; index++) {
				bytes -= sizes[index] ?? 0;
			}

			log = log.slice(step);
			sizes = sizes.slice(step);
			return step;
		}

		return 0;
	};

	const job: Job = {
		agent,
		commandLine,
		startedAt: Date.now(),
		ended,
		getSnapshot: snapshot.getSnapshot,
		subscribe: snapshot.subscribe,
		entries: () => log,
		async interrupt() {
			if (!isEnd(snapshot.getSnapshot().state)) {
				onInterrupt();
			}

			return ended;
		},
		async [Symbol.asyncDispose]() {
			await job.interrupt();
		},
		[Symbol.asyncIterator]: () => iterate(job),
	};

	return {
		job,
		append(entry) {
			const now = snapshot.getSnapshot();
			if (isEnd(now.state)) {
				update({late: now.late + 1});
				return;
			}

			const trimmed = now.trimmed + push(entry, sizeOf(entry));
			if (entry.kind === 'result') {
				update({results: now.results + 1, trimmed});
			} else {
				update({trimmed, ...(entry.kind === 'gap' && {loss: addGap(now.loss, entry.gap)})});
			}
		},
		setState(state) {
			const now = snapshot.getSnapshot();
			if (isEnd(now.state)) {
				return;
			}

			const trimmed = now.trimmed + push({kind: 'state', state} as Omit<JobEntry, 'seq' | 'at'>, 64);
			update({state, trimmed});
			if (isEnd(state)) {
				settle(state);
			}
		},
		dropResults() {
			const kept = log.filter(({kind}) => kind !== 'result');
			log = kept;
			sizes = kept.map(() => 64);
			bytes = kept.length * 64;
			update({results: 0});
		},
	};
}

/** A reader is a cursor on the log: it never slows the job, and what was trimmed before it came is skipped. */
async function * iterate(job: Job): AsyncGenerator<JobEntry, void, undefined> {
	let cursor = 0;
	for (;;) {
		const entries = job.entries();
		const isOver = isEnd(job.getSnapshot().state);
		for (let index = firstAfter(entries, cursor); index < entries.length; index++) {
			const entry = entries[index]!;
			cursor = entry.seq;
			yield entry;
		}

		if ((job.entries().at(-1)?.seq ?? 0) > cursor) {
			continue;
		}

		if (isOver) {
			return;
		}

		if (!isEnd(job.getSnapshot().state)) {
			await nextChange(job);
		}
	}
}

/** Index of the first entry after a sequence number, by halving: numbers rise, but not without holes. */
function firstAfter(entries: readonly JobEntry[], cursor: number): number {
	let [low, high] = [0, entries.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (entries[middle]!.seq > cursor) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}

	return low;
}

async function nextChange(job: Job): Promise<void> {
	await new Promise<void>(resolve => {
		const unsubscribe = job.subscribe(() => {
			unsubscribe();
			resolve();
		});
	});
}

/** A rough count: walking every result would cost more than keeping it. */
function sizeOf(entry: {kind: string; result?: Result}): number {
	if (!entry.result) {
		return 64;
	}

	let size = 200;
	for (const value of Object.values(entry.result)) {
		size += typeof value === 'string' ? value.length * 2 : (typeof value === 'object' ? 400 : 16);
	}

	return size;
}
