import {ArthasError} from '../error.js';
import type {Agent} from './agent.js';
import {isEnd} from './job-state.js';
import type {Job, JobLimits} from './job.js';
import {clashOf} from './probe-clash.js';
import {prepareCommand, type PreparedCommand} from './prepare-command.js';
import {runJob, type JobRun} from './run-job.js';
import type {Link, LinkFacts} from './wire.js';

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
Runs commands on one agent. A session of the server runs one foreground job at a time, so each job has
one of its own there: nothing is sent that the agent would refuse, and closing it ends the job.
*/
export type Session = {
	readonly agent: Agent;
	/** What would be sent, and what it does. Throws ERR_USAGE for what no agent could take. */
	prepare(commandLine: string, options?: Pick<RunCommandOptions, 'timeoutMs'>): PreparedCommand;
	/** Throws ERR_USAGE as `prepare` does and ERR_CLOSED; everything else is the job's end. */
	run(commandLine: string, options?: RunCommandOptions): Job;
	/** Those that run, and those that are still read after their end. */
	readonly jobs: readonly Job[];
	/** Interrupts what runs and waits for its end. */
	close(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

export type SessionOptions = {
	/** The link for a command; rejects when there is none now. */
	link: (isLook: boolean, signal: AbortSignal) => Promise<Link>;
	facts: () => LinkFacts | undefined;
	readOnly: boolean;
	/** The open sessions of the connection; this one is among them until it is closed. */
	siblings: Set<Session>;
};

/** What is safe on any server, as long as it is not known which one it is. */
const cautious = {resultLimit: 900, askAbove: 900};

export function openSession(agent: Agent, {link, facts, readOnly, siblings}: SessionOptions): Session {
	const runs = new Set<JobRun>();
	let isClosed = false;

	const forget = async (run: JobRun) => {
		await run.released;
		runs.delete(run);
	};

	const session: Session = {
		agent,
		get jobs() {
			return [...runs].map(({job}) => job);
		},
		prepare(commandLine, {timeoutMs} = {}) {
			const {resultLimit, askAbove} = facts() ?? cautious;
			const command = prepareCommand(commandLine, {timeoutMs, resultLimit, askAbove});
			return {...command, judgement: command.judgement.tier === 'probe' ? clashOf(commandLine, probesOn(agent, siblings)) ?? command.judgement : command.judgement};
		},
		run(commandLine, options = {}) {
			if (isClosed) {
				throw new ArthasError('ERR_CLOSED', `the session on ${agent.name} was closed`);
			}

			const command = session.prepare(commandLine, options);
			const run = runJob({
				...options, agent, command, readOnly,
				openSession: async signal => (await link(command.isLook, signal)).openSession(agent, command.isStream ? 'stream' : 'one-shot', signal),
			});
			runs.add(run);
			void forget(run);
			return run.job;
		},
		async close() {
			isClosed = true;
			await Promise.all([...runs].map(async run => run.end()));
			siblings.delete(session);
		},
		async [Symbol.asyncDispose]() {
			await session.close();
		},
	};
	siblings.add(session);
	return session;
}

/** The commands that run on an agent now. */
function probesOn(agent: Agent, sessions: Iterable<Session>): string[] {
	return [...sessions]
		.filter(session => session.agent.ref === agent.ref)
		.flatMap(({jobs}) => jobs.filter(job => !isEnd(job.getSnapshot().state)).map(({commandLine}) => commandLine));
}
