import type {Tier} from '../../core/safety.js';
import type {Job} from '../../core/client/job.js';
import type {Session} from '../../core/client/session.js';

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
	/** Runs a command in it. Throws ERR_USAGE for what no agent could take. */
	run(commandLine: string, options?: {approved?: boolean | undefined}): CommandItem;
	/** Calls `listener` when a job began, told something new or ended. */
	subscribe(listener: () => void): () => void;
	/** Interrupts what runs. */
	end(): Promise<void>;
};
