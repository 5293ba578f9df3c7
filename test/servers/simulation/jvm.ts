import {Budget} from './budget.js';
import type {Clock} from './clock.js';
import {CommandThread} from './command-thread.js';
import {
	type AgentQuirks, type CommandScript, plan, type StreamScript,
} from './command.js';
import {
	type Flavour, type Job, type Out, type Shell, withJobId,
} from './job.js';
import {sorted} from './json-text.js';
import {Streams} from './streams.js';

export type JvmOptions = {
	readonly flavour: Flavour;
	readonly commands: Readonly<Record<string, CommandScript>> | undefined;
	readonly stream: StreamScript | undefined;
	readonly quirks: AgentQuirks;
	readonly clock: Clock;
	/** Called after every change. */
	readonly changed: () => void;
};

const enhancing = 'someone else is enhancing classes, pls. wait.';
/** Worded after the behaviour of 3.5.6 on JDK 17; the text itself was not recorded. */
const serialising = 'Error during processing the command: com.alibaba.fastjson.JSONException, message:write javaBean error, fastjson version 1.2.75';

/** The part of an Arthas agent that runs commands, alike for 3.5.6 and 4.1.5: one command thread, jobs, streams. */
export class Jvm {
	/** Jobs that have not ended. */
	readonly jobs = new Set<Job>();
	readonly enhanceRaces: Budget;
	readonly stuckSessions: Budget;
	readonly #options: JvmOptions;
	readonly #thread: CommandThread;
	readonly #streams: Streams;
	#lastId = 0;

	constructor(options: JvmOptions) {
		this.#options = options;
		this.#thread = new CommandThread(options.clock);
		this.#streams = new Streams({
			...options,
			finish: job => {
				this.#finish(job, 0);
			},
		});
		this.enhanceRaces = new Budget(options.quirks.enhanceRaces);
		this.stuckSessions = new Budget(options.quirks.stuck && (options.quirks.stuck.sessions ?? 1));
	}

	/** Numbered results of all streams together. */
	get emitted(): number {
		return this.#streams.emitted;
	}

	/** Why a session takes no command now. */
	refusal(shell: Shell): string | undefined {
		if (shell.locked) {
			return 'Another command is executing.';
		}

		return shell.foreground && 'Another job is running.';
	}

	/** Makes a job of a command line; throws `CommandRefused` with the agent's own words. */
	create(line: string, shell: Shell, out: Out): Job {
		const {flavour, commands} = this.#options;
		const ownScript = (text: string, name: string) => commands?.[text] ?? commands?.[name] ?? flavour.script(text, name);
		const job: Job = {
			id: this.#lastId + 1, line, plan: plan(line, ownScript), shell, out, status: 'READY', emitted: 0,
		};
		this.#lastId++;
		return job;
	}

	start(job: Job): void {
		this.jobs.add(job);
		job.status = 'RUNNING';
		if (job.plan.background) {
			job.shell.inputStatus('ALLOW_INPUT');
		} else {
			job.shell.foreground = job;
		}

		if (job.plan.kind === 'script' && job.plan.script.statusCode === -10) {
			this.#finish(job, -10, job.plan.script.message);
			return;
		}

		this.#thread.enqueue(done => {
			this.#run(job, done);
		});
		this.#options.changed();
	}

	/** Interrupts a job if its command can be interrupted; tells in what state the job is then. */
	interrupt(job: Job): Job['status'] {
		if (job.plan.kind === 'stream' || job.plan.script.ends === 'interrupt') {
			this.#finish(job, 0);
		}

		return job.status;
	}

	/** Streams that have enhanced their classes and make results. */
	get streams(): number {
		return [...this.jobs].filter(({stop}) => stop).length;
	}

	/** Lets every running stream make `count` results now. */
	emit(count: number): void {
		for (const job of this.jobs) {
			if (job.stop) {
				this.#streams.produce(job, count);
			}
		}
	}

	#run(job: Job, done: () => void): void {
		if (job.status === 'TERMINATED') {
			done();
		} else if (job.plan.kind === 'stream') {
			this.#enhance(job, done);
		} else {
			this.#runScript(job, job.plan.script, done);
		}
	}

	#runScript(job: Job, script: CommandScript, done: () => void): void {
		const answer = () => {
			if (script.unserialisable) {
				job.out.unserialisable?.();
				this.#finish(job, 1, serialising);
				done();
				return;
			}

			script.effect?.();
			this.#tell(job, script);
			if (script.ends === 'never') {
				// A command that doesn't end holds the only command thread of the agent.
				return;
			}

			if (script.ends !== 'interrupt') {
				this.#finish(job, script.statusCode ?? 0, script.message);
			}

			done();
		};

		if (script.ms) {
			this.#options.clock.after(script.ms, answer);
		} else {
			answer();
		}
	}

	#tell(job: Job, {results = []}: CommandScript): void {
		const context = {line: job.line, jobId: job.id, sessionId: job.shell.id};
		const list = typeof results === 'function' ? results(context) : results;
		for (const result of list) {
			job.out.result(typeof result === 'string' ? withJobId(result, job.id) : sorted({...result, jobId: job.id}));
		}
	}

	#enhance(job: Job, done: () => void): void {
		if (this.enhanceRaces.take()) {
			job.out.result(sorted({
				effect: {
					classCount: 0, cost: -1, listenerId: -1, methodCount: 0,
				}, jobId: job.id, message: enhancing, success: false, type: 'enhancer',
			}));
			this.#finish(job, -1, enhancing);
			done();
			return;
		}

		job.shell.locked = true;
		const begin = () => {
			job.shell.locked = false;
			if (job.status === 'RUNNING') {
				this.#begin(job);
			}

			done();
		};

		const {enhanceMs} = this.#options.quirks;
		if (enhanceMs) {
			this.#options.clock.after(enhanceMs, begin);
		} else {
			begin();
		}
	}

	/** From here on the application's own threads produce the results, at the scripted rate. */
	#begin(job: Job): void {
		if (job.plan.kind === 'stream' && job.plan.type !== 'dashboard') {
			job.out.result(sorted({
				effect: {
					classCount: 1, cost: 65, listenerId: job.id, methodCount: 1,
				}, jobId: job.id, success: true, type: 'enhancer',
			}));
		}

		this.#streams.begin(job);
		this.#options.changed();
	}

	#finish(job: Job, statusCode: number, message?: string): void {
		if (job.status === 'TERMINATED') {
			return;
		}

		const {shell} = job;
		job.stop?.();
		job.out.status(sorted({
			jobId: job.id, statusCode, type: 'status', ...(message !== undefined && {message}),
		}), statusCode);
		job.status = 'TERMINATED';
		this.jobs.delete(job);
		shell.finished++;
		if (!job.plan.background) {
			if (!this.#getsStuck(shell)) {
				shell.foreground = undefined;
			}

			shell.inputStatus('ALLOW_INPUT');
		}

		this.#options.changed();
	}

	/** A very short job can end before it is noted as the foreground job, and then nobody removes it. */
	#getsStuck(shell: Shell): boolean {
		const {stuck} = this.#options.quirks;
		return stuck !== undefined && shell.lasting && shell.finished >= stuck.after && this.stuckSessions.take();
	}
}
