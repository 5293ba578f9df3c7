import {isEnd} from '../../core/client/job-state.js';
import type {Job, JobLimits} from '../../core/client/job.js';
import type {Session} from '../../core/client/session.js';
import {tierOf, type Tier} from '../../core/safety.js';
import {heldBytes, withinBudget} from './held-bytes.js';

/** One command of a command pane with all that came of it. */
export type CommandItem = {
	/** Counts from 1 in its session. */
	id: number;
	/** As typed. What was added before sending stands in `job.commandLine`. */
	typed: string;
	tier: Tier;
	job: Job;
};

/** What a command pane shows: the commands that were run in it, the oldest first. */
export type SessionRun = {
	readonly session: Session;
	items(): readonly CommandItem[];
	/** Numbers of the commands behind which another session began. */
	readonly parted: ReadonlySet<number>;
	/** Runs a command in it. Throws ERR_USAGE for what no agent could take. */
	run(commandLine: string, options?: {approved?: boolean | undefined}): CommandItem;
	/** Calls `listener` when a job began, told something new or ended. */
	subscribe(listener: () => void): () => void;
	/** Interrupts what runs. */
	end(): Promise<void>;
};

/** So many commands stay in a pane; of those that ended the oldest go. */
const most = 200;

/** All results of commands that ended in a pane have so many bytes; those of the oldest go first. */
const budget = 64 << 20;

/** A pane shows the end of a stream, and has many jobs. */
const limits: JobLimits = {entries: 2000, bytes: 16 << 20};

/** @param before What the pane showed until now, which stays above. */
export function createSessionRun(session: Session, before?: SessionRun): SessionRun {
	const listeners = new Set<() => void>();
	let items = before?.items() ?? [];
	let last = items.at(-1)?.id ?? 0;
	const parted = new Set([...before?.parted ?? [], last]);
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const sizes = new WeakMap<Job, number>();
	const weigh = async (job: Job) => {
		await job.ended;
		sizes.set(job, heldBytes(job));
		const kept = withinBudget(items, sizes, budget);
		if (kept !== items) {
			items = kept;
			changed();
		}
	};

	for (const {job} of items) {
		job.subscribe(changed);
		void weigh(job);
	}

	return {
		session, parted,
		items: () => items,
		run(commandLine, options = {}) {
			const job = session.run(commandLine, {...options, limits});
			const item = {
				id: ++last, typed: commandLine, tier: tierOf(commandLine).tier, job,
			};
			items = [...withRoom(items), item];
			job.subscribe(changed);
			void weigh(job);
			changed();
			return item;
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async end() {
			await session.close();
		},
	};
}

function withRoom(items: readonly CommandItem[]): readonly CommandItem[] {
	const gone = items.length < most ? undefined : items.find(({job}) => isEnd(job.getSnapshot().state));
	return gone === undefined ? items : items.filter(item => item !== gone);
}
