import {ArthasError} from '../error.js';
import type {Agent} from './agent.js';
import type {Job, JobLimits} from './job.js';
import {prepareCommand, type PreparedCommand} from './prepare-command.js';
import {runJob} from './run-job.js';
import type {Link, WireSession} from './wire.js';

export type RunCommandOptions = {
	/** Ms until the command is ended on the agent; by its tier unless given. */
	timeoutMs?: number | undefined;
	/** A person, or a script by `--yes`, has agreed to what the command does beyond looking and probing. */
	approved?: boolean | undefined;
	limits?: JobLimits | undefined;
	/** Ends the job as `interrupt()` does. */
	signal?: AbortSignal | undefined;
};

/**
Runs commands on one agent, one foreground job at a time per session of the server: a second job
while one runs gets a further session of its own, so nothing is sent that the agent would refuse.
*/
export type Session = {
	readonly agent: Agent;
	/** What would be sent, and what it does. Throws ERR_USAGE for what no agent could take. */
	prepare(commandLine: string, options?: Pick<RunCommandOptions, 'timeoutMs'>): PreparedCommand;
	/** Throws ERR_USAGE as `prepare` does and ERR_CLOSED; everything else is the job's end. */
	run(commandLine: string, options?: RunCommandOptions): Job;
	readonly jobs: readonly Job[];
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

/** A session of the server dies there half an hour after it was opened, however busy it is (3.5.6). */
const maxAgeMs = 1_500_000;

export function openSession(agent: Agent, {link, readOnly, onClose}: {link: () => Link; readOnly: boolean; onClose: () => void}): Session {
	const idle: Array<{wire: WireSession; link: Link}> = [];
	const jobs = new Set<Job>();
	let isClosed = false;

	/** A session that is free, or a new one; `giveBack` says whether it may be used again. */
	const take = async (use: 'stream' | 'one-shot', signal: AbortSignal) => {
		const now = link();
		const free = use === 'stream' ? idle.pop() : undefined;
		const wire = free?.link === now && Date.now() - free.wire.openedAt < maxAgeMs ? free.wire : await now.openSession(agent, use, signal);
		return {
			wire,
			async giveBack(isClean: boolean) {
				if (isClean && use === 'stream' && !isClosed) {
					idle.push({wire, link: now});
				} else {
					await wire.close();
				}
			},
		};
	};

	const forget = async (job: Job) => {
		await job.ended;
		jobs.delete(job);
	};

	const resultLimit = () => {
		try {
			return link().facts.resultLimit;
		} catch {
			return 900;
		}
	};

	const session: Session = {
		agent,
		get jobs() {
			return [...jobs];
		},
		prepare: (commandLine, options = {}) => prepareCommand(commandLine, {timeoutMs: options.timeoutMs, resultLimit: resultLimit()}),
		run(commandLine, options = {}) {
			if (isClosed) {
				throw new ArthasError('ERR_CLOSED', `the session on ${agent.name} was closed`);
			}

			const job = runJob({
				agent, command: session.prepare(commandLine, options), take, readOnly, ...options,
			});
			jobs.add(job);
			void forget(job);
			return job;
		},
		async close() {
			isClosed = true;
			await Promise.all([...jobs].map(async job => job.interrupt()));
			await Promise.all(idle.splice(0).map(async ({wire}) => wire.close()));
			onClose();
		},
		async [Symbol.asyncDispose]() {
			await session.close();
		},
	};
	return session;
}
