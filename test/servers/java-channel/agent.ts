import {
	type ActionRequest, RequestAction, ResponseStatus, ResultFormat,
} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Budget} from '../simulation/budget.js';
import {type Clock, now} from '../simulation/clock.js';
import {CommandRefused} from '../simulation/command.js';
import type {Job, Out} from '../simulation/job.js';
import {Jvm} from '../simulation/jvm.js';
import {Consoles} from './consoles.js';
import {flavourOf} from './catalogue.js';
import type {Exchange} from './exchange.js';
import {type Answer, Outbox} from './outbox.js';
import {type Session, Sessions} from './sessions.js';
import {
	type AgentScript, type AgentStatus, type JavaChannelScript, timesOf,
} from './script.js';

/** Quirks that are counted over all agents of a server. */
export type AgentBudgets = {readonly lateInterrupts: Budget; readonly lateAcks: Budget; readonly halfBanners: Budget};

export type AgentOptions = {
	readonly info: AgentScript;
	readonly script: JavaChannelScript;
	readonly exchange: Exchange;
	readonly clock: Clock;
	readonly budgets: AgentBudgets;
	/** Called after every change. */
	readonly changed: () => void;
};

const {CONTINUOUS, SUCCEEDED, FAILED, REFUSED, INTERRUPTED} = ResponseStatus;

/** A Java agent 3.5.6 as the channel server knows it: what it answers, in which order, and when it doesn't. */
export class SimulatedAgent {
	readonly agentId: string;
	/** What the agent list says; nothing follows from it but the refusal of consoles. */
	agentStatus: AgentStatus;
	/** False: the agent takes no requests; they are queued for it. */
	connected = true;
	readonly sessions: Sessions;
	readonly jvm: Jvm;
	readonly consoles: Consoles;
	readonly #outbox: Outbox;
	readonly #options: AgentOptions;
	readonly #createdTime = Date.now();

	constructor(options: AgentOptions) {
		const {
			info, script, exchange, clock, budgets, changed,
		} = options;
		this.agentId = info.agentId;
		this.agentStatus = info.agentStatus ?? 'IN_SERVICE';
		this.#options = options;
		this.#outbox = new Outbox(info.agentId, exchange, changed);
		this.sessions = new Sessions(this.#outbox);
		this.consoles = new Consoles({outbox: this.#outbox, clock, halfBanners: budgets.halfBanners});
		this.jvm = new Jvm({
			flavour: flavourOf({agentId: info.agentId, jdk16: script.jdk16 ?? false}), commands: script.commands, stream: script.stream, quirks: script, clock, changed,
		});
	}

	/** True while one of its messages finds no room: nothing of this agent gets through any more. */
	get frozen(): boolean {
		return this.#outbox.blocked;
	}

	/** What `/agents` tells, in the order of the Java bean. */
	describe() {
		const {hostname = 'web-1', ip = '127.0.0.1', appName = '', classPath = '/opt/demo/math-game.jar'} = this.#options.info;
		return {
			agentId: this.agentId,
			agentVersion: '3.5.6',
			agentStatus: this.agentStatus,
			hostname,
			ip,
			osVersion: 'Linux',
			appName,
			channelServer: '127.0.0.1:7700',
			classPath,
			channelVersion: '1.1.0',
			channelFeatures: ['WebConsole', 'ExecuteCommand'],
			// A heartbeat comes every 5 s, whatever else of the agent is stuck.
			heartbeatTime: Date.now() - ((Date.now() - this.#createdTime) % 5000),
			createdTime: this.#createdTime,
			modifiedTime: this.#createdTime,
		};
	}

	handle(request: ActionRequest): void {
		const {requestId, action, sessionId} = request;
		const session = this.sessions.open.get(sessionId);
		if ([RequestAction.OPEN_CONSOLE, RequestAction.CONSOLE_INPUT, RequestAction.CLOSE_CONSOLE].includes(action)) {
			this.consoles.handle(request);
		} else if (action === RequestAction.INIT_SESSION) {
			this.sessions.init(request);
		} else if (!(action in RequestAction)) {
			this.#outbox.send(requestId, {status: FAILED, message: 'unsupported action'});
		} else if (sessionId.trim() !== '' && !session) {
			this.#fail(requestId, `java.lang.Exception: session not found: ${sessionId}`);
		} else if (action === RequestAction.EXECUTE) {
			this.#execute(request, session);
		} else if (action === RequestAction.ASYNC_EXECUTE) {
			this.#executeLater(request, session);
		} else if (!session) {
			this.#fail(requestId, 'java.lang.Exception: session is required');
		} else if (action !== RequestAction.IGNORED3) {
			// An action 0 with a session gets no answer at all.
			this.#control(request, session);
		}

		this.#options.changed();
	}

	#fail(requestId: string, reason: string): void {
		this.#outbox.send(requestId, {status: FAILED, message: `process request error: ${reason}`});
	}

	/** Answers once, with everything, when the job has ended or the time is over. */
	#execute({requestId, executeParams}: ActionRequest, given: Session | undefined): void {
		const format = executeParams?.resultFormat ?? ResultFormat.IGNORED4;
		const session = given ?? this.sessions.add('', format, false);
		const results: string[] = [];
		let mute = false;
		const collect = (text: string) => {
			// The agent packs 500 results at most and drops the newest, the status among them.
			if (results.length < 500) {
				results.push(text);
			}
		};

		const job = this.#create(requestId, session, {line: executeParams?.commandLine ?? '', kind: 'Exec'}, {
			result: collect,
			status: collect,
			unserialisable() {
				mute = true;
			},
		});
		const over = (inTime: boolean) => {
			if (!mute) {
				this.#outbox.send(requestId, {
					status: inTime ? SUCCEEDED : INTERRUPTED, sessionId: session.id, results, format, ...(!inTime && {message: 'The job is exceeded time limit, force interrupt'}),
				});
			}
		};

		const leave = () => {
			if (!given) {
				this.sessions.open.delete(session.id);
			}

			this.#options.changed();
		};

		if (job) {
			this.jvm.start(job);
			this.#whenOver(job, executeParams?.execTimeout ?? 0, inTime => {
				over(inTime);
				leave();
			});
		} else {
			leave();
		}
	}

	/** Looks every so often whether the job has ended; a job that outlives its time is interrupted a little after it. */
	#whenOver(job: Job, execTimeout: number, over: (inTime: boolean) => void): void {
		const {execPollMs, execTimeoutMs} = timesOf(this.#options.script);
		// The answer of the real agent comes some 130 ms after its deadline, when the server has given up.
		const deadline = now() + (execTimeout > 0 ? execTimeout : execTimeoutMs) + Math.max(execPollMs, 30);
		const cancel = this.#options.clock.repeat(execPollMs, () => {
			const inTime = job.status === 'TERMINATED';
			if (inTime || now() > deadline) {
				cancel();
				this.jvm.interrupt(job);
				over(inTime);
			}
		});
	}

	/** Answers with one message for each result; the first one that isn't CONTINUOUS is the end. */
	#executeLater({requestId, executeParams}: ActionRequest, given: Session | undefined): void {
		const line = executeParams?.commandLine ?? '';
		const format = executeParams?.resultFormat ?? ResultFormat.IGNORED4;
		// Nobody removes the session that a request without one gets.
		const session = given ?? this.sessions.add(requestId, format, true);
		const say = (answer: Answer) => {
			this.#outbox.send(requestId, {...answer, sessionId: session.id, format});
		};

		const acknowledge = () => {
			say({status: CONTINUOUS});
		};

		let late = false;
		const job = this.#create(requestId, session, {line, kind: 'Async exec'}, {
			result(text) {
				say({status: CONTINUOUS, results: [text]});
			},
			status: (text, statusCode) => {
				say({status: statusCode === 0 ? SUCCEEDED : FAILED, results: [text]});
				if (late) {
					this.#options.clock.soon(acknowledge);
				}
			},
			ready: () => this.#outbox.length < 1000,
		});
		if (!job) {
			return;
		}

		Object.assign(session, {requestId, format});
		say({status: CONTINUOUS, results: [`{"command":${JSON.stringify(line)},"jobId":${job.id},"state":"SCHEDULED","type":"command"}`]});
		session.inputStatus('ALLOW_INTERRUPT');
		this.jvm.start(job);
		late = job.status !== 'TERMINATED' && this.#options.budgets.lateAcks.take();
		if (!late) {
			acknowledge();
		}
	}

	/** Makes a job, or tells the caller why there is none. */
	#create(requestId: string, session: Session, {line, kind}: {line: string; kind: 'Exec' | 'Async exec'}, out: Out): Job | undefined {
		const refusal = this.jvm.refusal(session);
		if (refusal !== undefined) {
			this.#outbox.send(requestId, {status: REFUSED, message: refusal, sessionId: session.id});
			return undefined;
		}

		try {
			return this.jvm.create(line, session, out);
		} catch (error) {
			if (!(error instanceof CommandRefused)) {
				throw error;
			}

			this.#outbox.send(requestId, {status: FAILED, message: `${kind} command failed:${error.message}`, sessionId: session.id});
			return undefined;
		}
	}

	/** INTERRUPT_JOB and CLOSE_SESSION: the job ends first, on its own request, then comes the answer. */
	#control({requestId, action}: ActionRequest, session: Session): void {
		const job = session.foreground;
		if (job?.status === 'TERMINATED') {
			this.#fail(requestId, 'java.lang.IllegalStateException: Cannot interrupt process in TERMINATED state');
			return;
		}

		if (job) {
			this.jvm.interrupt(job);
		}

		if (action === RequestAction.CLOSE_SESSION) {
			this.sessions.open.delete(session.id);
		} else if (job && this.#options.budgets.lateInterrupts.take()) {
			return;
		}

		this.#outbox.send(requestId, {status: SUCCEEDED, sessionId: session.id});
	}
}
