import {writable, type Readable} from '../readable.js';
import type {Agent} from './agent.js';
import {
	createJobLog, defaultJobLimits, firstAfter, type JobEntry, type JobLimits, type JobLog, type NewEntry,
} from './job-log.js';
import {
	addGap, isEnd, lossIn, noLoss, type JobEnd, type JobState, type Loss,
} from './job-state.js';

export type {JobEntry, JobLimits} from './job-log.js';

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
	/** Epoch ms. */
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

export type JobWriter = {
	readonly job: Job;
	append(entry: Exclude<NewEntry, {kind: 'state'}>): void;
	/** An end is final: whatever comes after it is counted as late. */
	setState(state: JobState): void;
};

export type JobOptions = {
	agent: Agent;
	commandLine: string;
	limits?: JobLimits | undefined;
	onInterrupt: () => void;
};

export function createJob({agent, commandLine, limits = defaultJobLimits, onInterrupt}: JobOptions): JobWriter {
	const log = createJobLog(limits);
	const snapshot = createSnapshot(log);
	let settle: (end: JobEnd) => void = () => undefined;
	const ended = new Promise<JobEnd>(resolve => {
		settle = resolve;
	});
	const job: Job = {
		agent,
		commandLine,
		startedAt: Date.now(),
		ended,
		getSnapshot: snapshot.getSnapshot,
		subscribe: snapshot.subscribe,
		entries: () => log.entries,
		async interrupt() {
			if (!isEnd(snapshot.getSnapshot().state)) {
				onInterrupt();
			}

			return ended;
		},
		async [Symbol.asyncDispose]() {
			await job.interrupt();
		},
		[Symbol.asyncIterator]: () => iterate(log, snapshot),
	};
	return {
		job,
		append(entry) {
			const {now} = snapshot;
			if (isEnd(now.state)) {
				now.late++;
			} else {
				log.push(entry);
				now.results += entry.kind === 'result' ? 1 : 0;
				now.loss = entry.kind === 'gap' ? addGap(now.loss, entry.gap) : now.loss;
			}

			snapshot.changed();
		},
		setState(state) {
			const {now} = snapshot;
			// Each failed attempt to come back says so again: a job is away since the first word of it.
			const isKnown = state.name === 'detached' && now.state.name === 'detached';
			if (!isEnd(now.state) && !isKnown) {
				log.push({kind: 'state', state});
				now.state = state;
				snapshot.changed();
				if (isEnd(state)) {
					settle(state);
				}
			}
		},
	};
}

/** A snapshot is made when somebody looks, as results come much more often than that. */
function createSnapshot(log: JobLog): Readable<JobSnapshot> & {now: Omit<JobSnapshot, 'trimmed'>; changed(): void} {
	const now: Omit<JobSnapshot, 'trimmed'> = {
		state: {name: 'queued'}, loss: noLoss, results: 0, late: 0,
	};
	const changes = writable(0);
	let made: JobSnapshot | undefined;
	return {
		now,
		getSnapshot() {
			made ??= {...now, loss: lossIn(now.state, now.loss), trimmed: log.trimmed};
			return made;
		},
		subscribe: changes.subscribe,
		changed() {
			made = undefined;
			changes.set(changes.getSnapshot() + 1);
		},
	};
}

/** A reader is a cursor on the log: it never slows the job, and what was trimmed before it came is skipped. */
async function * iterate(log: JobLog, snapshot: Readable<JobSnapshot>): AsyncGenerator<JobEntry, void, undefined> {
	let cursor = 0;
	for (;;) {
		const {entries} = log;
		for (let index = firstAfter(entries, cursor); index < entries.length; index++) {
			const entry = entries[index]!;
			cursor = entry.seq;
			yield entry;
		}

		// The log may have been trimmed, and so replaced, while the reader was busy.
		if (entries === log.entries) {
			if (isEnd(snapshot.getSnapshot().state)) {
				return;
			}

			await nextChange(snapshot);
		}
	}
}

async function nextChange(source: Readable<unknown>): Promise<void> {
	await new Promise<void>(resolve => {
		const unsubscribe = source.subscribe(() => {
			unsubscribe();
			resolve();
		});
	});
}
