import {type Clock, now} from '../simulation/clock.js';
import {CommandRefused} from '../simulation/command.js';
import type {Job, Out} from '../simulation/job.js';
import type {Jvm} from '../simulation/jvm.js';
import type {Envelope} from './envelope.js';
import type {Times} from './script.js';
import type {ApiSession} from './session.js';

/** Results that `exec` packs; the newest are dropped, the status among them. */
const execCap = 500;

/** The actions that run commands. */
export class Commands {
	readonly jvm: Jvm;
	readonly #clock: Clock;
	readonly #times: Times;

	constructor({jvm, clock, times}: {jvm: Jvm; clock: Clock; times: Times}) {
		this.jvm = jvm;
		this.#clock = clock;
		this.#times = times;
	}

	/** Waits for the end of the job; the results go into the answer, 500 at most. */
	async exec(session: ApiSession, command: string | undefined, execTimeout = 0): Promise<Envelope> {
		const results: string[] = [];
		const collect = (text: string) => {
			if (results.length < execCap) {
				results.push(text);
			}
		};

		const job = this.#create('Exec', session, command, {result: collect, status: collect});
		if (!('id' in job)) {
			return job;
		}

		session.inputStatus('ALLOW_INTERRUPT');
		this.jvm.start(job);
		const timeout = execTimeout > 0 ? execTimeout : this.#times.execTimeoutMs;
		const inTime = await this.#ended(job, timeout);
		const head = `{"command":${JSON.stringify(command)},"jobId":${job.id},"jobStatus":"${job.status}"`;
		return {
			state: inTime ? 'SUCCEEDED' : 'INTERRUPTED',
			sessionId: session.id,
			body: `${head},"results":[${results.join(',')}],"timeExpired":${!inTime}${inTime ? '' : `,"timeout":${timeout}`}}`,
			...(!inTime && {message: 'The job is exceeded time limit, force interrupt'}),
		};
	}

	/** Looks at once, then every so often; a job that outlives its time is interrupted, if its command can be. */
	async #ended(job: Job, timeout: number): Promise<boolean> {
		const deadline = now() + timeout;
		return new Promise(resolve => {
			const look = () => {
				if (job.status === 'TERMINATED') {
					resolve(true);
				} else if (now() >= deadline) {
					this.jvm.interrupt(job);
					resolve(false);
				} else {
					this.#clock.after(this.#times.execPollMs, look);
				}
			};

			look();
		});
	}

	/** Answers at once; the results go to the consumers of the session. */
	asyncExec(session: ApiSession, command: string | undefined): Envelope {
		const send = (text: string) => {
			session.send(text);
		};

		const job = this.#create('Async exec', session, command, {result: send, status: send});
		if (!('id' in job)) {
			if (job.state === 'FAILED') {
				session.send(`{"command":${JSON.stringify(command)},"jobId":0,"message":${JSON.stringify(job.message)},"state":"FAILED","type":"command"}`);
			}

			return job;
		}

		session.send(`{"command":${JSON.stringify(command)},"jobId":${job.id},"state":"SCHEDULED","type":"command"}`);
		session.inputStatus('ALLOW_INTERRUPT');
		this.jvm.start(job);
		return {state: 'SCHEDULED', sessionId: session.id, body: `{"command":${JSON.stringify(command)},"jobId":${job.id},"jobStatus":"READY"}`};
	}

	/** Makes a job, or the answer that says why there is none. */
	#create(kind: 'Exec' | 'Async exec', session: ApiSession, command: string | undefined, out: Out): Job | Envelope {
		const body = JSON.stringify({command});
		const message = this.jvm.refusal(session);
		if (message !== undefined) {
			return {
				state: 'REFUSED', message, sessionId: session.id, body,
			};
		}

		try {
			if (command === undefined) {
				throw new CommandRefused('Cannot invoke "String.length()" because "s" is null');
			}

			return this.jvm.create(command, session, out);
		} catch (error) {
			if (!(error instanceof CommandRefused)) {
				throw error;
			}

			return {
				state: 'FAILED', message: `${kind} command failed:${error.message}`, sessionId: session.id, body,
			};
		}
	}
}
