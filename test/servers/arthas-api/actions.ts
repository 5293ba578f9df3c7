import {Budget} from '../simulation/budget.js';
import {Clock} from '../simulation/clock.js';
import {Jvm} from '../simulation/jvm.js';
import {Moments} from '../simulation/moments.js';
import {flavourOf} from './catalogue.js';
import {Commands} from './commands.js';
import type {ApiRequest, Envelope} from './envelope.js';
import {type ArthasApiScript, type Times, timesOf} from './script.js';
import {ApiSession} from './session.js';

class Failure extends Error {}

/** The eight actions of `/api`, Arthas 4.1.5. */
export class ApiActions implements Disposable {
	readonly clock = new Clock();
	readonly moments = new Moments();
	readonly times: Times;
	readonly foreign: Budget;
	readonly sessions = new Map<string, ApiSession>();
	pid: number;
	/** Jobs that were interrupted because nobody pulled. */
	unread = 0;
	readonly #script: ArthasApiScript;
	readonly #stop: () => void;
	#dropped = 0;
	#commands: Commands;

	constructor(script: ArthasApiScript, stop: () => void) {
		this.#script = script;
		this.#stop = stop;
		this.times = timesOf(script);
		this.pid = script.pid ?? 4711;
		this.foreign = new Budget(script.foreignAnswers);
		this.#commands = this.#newProcess();
	}

	get jvm(): Jvm {
		return this.#commands.jvm;
	}

	/** Results that full queues have dropped in silence. */
	get dropped(): number {
		const consumers = [...this.sessions.values()].flatMap(({consumers}) => [...consumers.values()]);
		return consumers.reduce((sum, {dropped}) => sum + dropped, this.#dropped);
	}

	/** Another process in the place of the first: its sessions are unknown, its jobs count from 1. */
	replace(pid: number): void {
		for (const session of this.sessions.values()) {
			this.forget(session);
		}

		this.pid = pid;
		this.#commands = this.#newProcess();
	}

	forget(session: ApiSession): void {
		this.evict(session);
		this.sessions.delete(session.id);
	}

	evict(session: ApiSession): void {
		for (const {dropped} of session.consumers.values()) {
			this.#dropped += dropped;
		}

		session.close();
	}

	async handle(request: ApiRequest): Promise<Envelope> {
		try {
			return await this.#dispatch(request);
		} catch (error) {
			if (!(error instanceof Failure)) {
				throw error;
			}

			return {state: 'FAILED', message: error.message};
		}
	}

	[Symbol.dispose](): void {
		this.clock[Symbol.dispose]();
		this.moments.end();
	}

	#newProcess(): Commands {
		const {commands, stream} = this.#script;
		const jvm = new Jvm({
			flavour: flavourOf({pid: this.pid, stop: this.#stop}), commands, stream, quirks: this.#script, clock: this.clock, changed: this.moments.notify,
		});
		return new Commands({jvm, clock: this.clock, times: this.times});
	}

	async #dispatch(request: ApiRequest): Promise<Envelope> {
		const {action, sessionId, command} = request;
		if (action === undefined) {
			throw new Failure('\'action\' is required');
		}

		const name = action.trim().toLowerCase();
		if (name === 'init_session') {
			return this.#initSession();
		}

		if (name === 'exec' && sessionId === undefined) {
			const session = this.#add(false);
			const answer = await this.#commands.exec(session, command, request.execTimeout);
			this.sessions.delete(session.id);
			return answer;
		}

		const perform = this.#inSession[name];
		if (!perform) {
			throw new Failure(`unknown action: ${action}`);
		}

		return perform(this.#find(sessionId), request);
	}

	readonly #inSession: Readonly<Record<string, (session: ApiSession, request: ApiRequest) => Envelope | Promise<Envelope>>> = {
		join_session: session => ({state: 'SUCCEEDED', sessionId: session.id, consumerId: session.addConsumer().id}),
		session_info: ({id, createTime, lastAccessTime}) => ({state: 'SUCCEEDED', sessionId: id, body: JSON.stringify({createTime, lastAccessTime, pid: this.pid})}),
		close_session: session => this.#closeSession(session),
		exec: async (session, {command, execTimeout}) => this.#commands.exec(session, command, execTimeout),
		async_exec: (session, {command}) => this.#commands.asyncExec(session, command),
		pull_results: async (session, {consumerId}) => this.#pullResults(session, consumerId),
		interrupt_job: session => this.#interruptJob(session),
	};

	#find(sessionId: string | undefined): ApiSession {
		if (sessionId === undefined) {
			throw new Failure('\'sessionId\' is required');
		}

		const session = this.sessions.get(sessionId);
		if (!session) {
			throw new Failure(`session not found: ${sessionId}`);
		}

		session.lastAccessTime = Date.now();
		return session;
	}

	#add(lasting: boolean): ApiSession {
		const session = new ApiSession({
			clock: this.clock,
			times: this.times,
			queueSize: this.#script.queueSize ?? 50,
			lasting,
			interrupt: job => {
				this.unread++;
				this.jvm.interrupt(job);
			},
		});
		this.sessions.set(session.id, session);
		return session;
	}

	#initSession(): Envelope {
		const session = this.#add(true);
		const {id: consumerId} = session.addConsumer();
		const {mainClass = '/home/app/math-game.jar'} = this.#script;
		const time = new Date().toISOString().slice(0, -1).replace('T', ' ');
		session.send('{"jobId":0,"message":"Welcome to arthas!","type":"message"}');
		session.send(`{"jobId":0,"mainClass":${JSON.stringify(mainClass)},"pid":"${this.pid}","time":"${time}","tutorials":"https://arthas.aliyun.com/doc/arthas-tutorials.html","type":"welcome","version":"4.1.5","wiki":"https://arthas.aliyun.com/doc"}`);
		session.inputStatus('ALLOW_INPUT');
		return {state: 'SUCCEEDED', sessionId: session.id, consumerId};
	}

	#closeSession(session: ApiSession): Envelope {
		if (session.foreground) {
			this.jvm.interrupt(session.foreground);
		}

		this.forget(session);
		return {state: 'SUCCEEDED'};
	}

	async #pullResults(session: ApiSession, consumerId: string | undefined): Promise<Envelope> {
		if (consumerId === undefined) {
			throw new Failure('\'consumerId\' is required');
		}

		const consumer = session.consumers.get(consumerId);
		if (!consumer) {
			throw new Failure(`consumer not found: ${consumerId}`);
		}

		const pulled = consumer.pull();
		this.moments.notify();
		const results = await pulled;
		return {
			state: 'SUCCEEDED', sessionId: session.id, consumerId, body: `{"results":[${results.join(',')}]}`,
		};
	}

	/** A stuck session has a dead job in its slot: the answer is the same as for a good interrupt, and nothing changes. */
	#interruptJob({foreground}: ApiSession): Envelope {
		if (!foreground) {
			throw new Failure('no foreground job is running');
		}

		return {state: 'SUCCEEDED', body: JSON.stringify({jobId: foreground.id, jobStatus: this.jvm.interrupt(foreground)})};
	}
}
