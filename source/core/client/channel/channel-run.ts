import {onAbort} from '../../on-abort.js';
import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Agent} from '../agent.js';
import {endByStop} from '../judge-end.js';
import {pause} from '../pause.js';
import {createQueue} from '../queue.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';
import type {ChannelServer} from './channel-server.js';
import {createJobReader, type JobReader} from './job-reader.js';
import {createMessageTaker, type LastEvent, type MessageTaker} from './message-taker.js';
import {stopJob} from './stop-job.js';
import {watchAgent, type AgentChange} from './watch-agent.js';
import {watchQuiet} from './watch-quiet.js';

/** A look on the Java server is asked again sooner, since that server strands one answer in a thousand. */
const firstAnswerMs = {usual: 10_000, strandable: 3000};
/** When a session is asked whether its command still runs: after so much silence, then every so often. */
const askMs = {first: 5000, further: 30_000};
/** A last message may just be on its way. */
const lastWordMs = 300;
/** A stream of the Java server that is left unread freezes its agent, so it is read on for a while. */
const drainMs = 60_000;

export type ChannelRunOptions = RunOptions & {
	server: ChannelServer;
	agent: Agent;
	/** Empty: the agent makes one with the command, and its id comes with the first answer. */
	sessionId: string;
};

/** One command, run by ASYNC_EXECUTE, whose messages are read until the terminal one, over broken connections too. */
export class ChannelRun {
	readonly #options: ChannelRunOptions;
	readonly #spec: CommandSpec;
	readonly #events = createQueue<WireEvent>();
	readonly #over = new AbortController();
	/** Aborted when nobody waits any more and when nothing more is to be read. */
	readonly #reading: AbortSignal;
	readonly #messages: MessageTaker;
	readonly #reader: JobReader;
	#onHeard: () => void = () => undefined;
	/** Messages so far. */
	#heard = 0;
	#isInDoubt = false;
	#hasEnded = false;

	constructor(spec: CommandSpec, options: ChannelRunOptions) {
		const {server, agent, signal, sessionId} = options;
		this.#spec = spec;
		this.#options = options;
		this.#reading = AbortSignal.any([signal, this.#over.signal]);
		this.#messages = createMessageTaker({
			spec, sessionId, stopRequest: () => this.#stopRequest, emit: this.#emit,
		});
		this.#reader = createJobReader({
			server, agent, spec, messages: this.#messages, signal: this.#reading, onMessage: this.#take, onEnded: this.#ended, emit: this.#fromReader,
		});
	}

	/** Empty until the agent tells it. */
	get sessionId(): string {
		return this.#messages.sessionId.getSnapshot();
	}

	async * events(): AsyncGenerator<WireEvent, void, undefined> {
		const forget = onAbort(this.#options.stop, () => {
			void this.#stop();
		});
		if (!this.#options.server.isOurs()) {
			this.#watch();
		}

		void this.#read();
		void this.#expectAnswer();
		try {
			yield * this.#events;
		} finally {
			forget();
			this.#over.abort();
		}
	}

	get #stopRequest(): StopRequest | undefined {
		const {stop} = this.#options;
		return stop.aborted ? stop.reason as StopRequest : undefined;
	}

	readonly #emit = (event: WireEvent): void => {
		this.#events.push(event);
	};

	readonly #fromReader = (event: WireEvent): void => {
		this.#emit(event);
		if (event.kind === 'state' && event.state.name === 'detached') {
			void this.#doubt();
		}
	};

	readonly #take = (response: ActionResponse, about: {isAgain: boolean; word?: string | undefined}): void => {
		this.#heard++;
		this.#onHeard();
		const last = this.#messages.take(response, about);
		if (last) {
			this.#finish(last);
		}
	};

	/** Without an agent's word for it: interrupted while nobody read, or forgotten. A server that closes leaves the job alone. */
	readonly #ended = (word: string): void => {
		if (word !== 'closed') {
			this.#finish({kind: 'end', end: word === 'interrupted' ? {name: 'interrupted', by: 'server', ended: 'unknown'} : {name: 'lost', reason: 'evicted', mayStillRun: true}});
		}
	};

	/** The first end is the one that counts. `keepReading` leaves the connection open for a command that may still run. */
	#finish(event: LastEvent, {keepReading = false} = {}): void {
		if (!this.#hasEnded) {
			this.#hasEnded = true;
			this.#emit(event);
		}

		if (!keepReading) {
			this.#over.abort();
		}
	}

	async #read(): Promise<void> {
		const last = await this.#reader.read();
		if (last && !this.#reading.aborted) {
			this.#finish(last);
		}

		this.#over.abort();
		this.#events.end();
	}

	async #expectAnswer(): Promise<void> {
		const {server, agent} = this.#options;
		const ms = this.#spec.isLook && !server.isOurs() ? firstAnswerMs.strandable : firstAnswerMs.usual;
		if (await pause(ms, this.#reading) && this.#heard === 0) {
			this.#finish({kind: 'retry', reason: 'unanswered', agentWord: `no answer from ${agent.name} in ${ms / 1000} s`});
		}
	}

	/** What our own server tells by itself has to be found out on the Java server. */
	#watch(): void {
		const {server, agent} = this.#options;
		this.#onHeard = watchQuiet(this.#spec, {
			signal: this.#reading,
			onQuiet: () => {
				void this.#reader.lookAgain();
			},
		}).heard;
		watchAgent(server.agents, {agent, signal: this.#reading, onChange: this.#agentChanged});
	}

	readonly #agentChanged = (change: AgentChange): void => {
		switch (change) {
			case 'away': {
				this.#emit({kind: 'state', state: {name: 'detached', since: Date.now()}});

				break;
			}

			case 'back': {
				this.#emit({kind: 'state', state: {name: 'running'}});

				break;
			}

			case 'gone': {
				this.#finish({kind: 'end', end: {name: 'lost', reason: 'agent-gone', mayStillRun: true}});

				break;
			}

			default: {
			// The same process after a broken connection, or another one that knows nothing of the job.
				this.#emit({kind: 'gap', gap: {reason: 'agent-reconnect', count: null, atLeast: 0}});
				void this.#ask();
			}
		}
	};

	/** As long as nothing is heard the end may have gone to a reader that is no more (Java). */
	async #doubt(): Promise<void> {
		if (this.#isInDoubt || this.#options.server.isOurs()) {
			return;
		}

		this.#isInDoubt = true;
		const {first, further} = askMs;
		const heard = this.#heard;
		for (let ms = first; await pause(ms, this.#reading) && this.#heard === heard; ms = further) {
			await this.#ask();
		}

		this.#isInDoubt = false;
	}

	async #ask(): Promise<void> {
		const {server, agent} = this.#options;
		const word = this.sessionId === '' ? 'unknown' : await server.askSession(agent.id, this.sessionId, this.#reading);
		if (word === 'forgotten') {
			this.#finish({kind: 'end', end: {name: 'lost', reason: 'replaced', mayStillRun: false}});
		} else if (word === 'over' && await pause(lastWordMs, this.#reading)) {
			this.#emit({kind: 'gap', gap: {reason: 'terminal-lost', count: null, atLeast: 1}});
			this.#finish({kind: 'end', end: this.#stopRequest ? endByStop(this.#stopRequest, 'yes') : {name: 'done', statusCode: null}});
		}
	}

	async #stop(): Promise<void> {
		const {server, agent, signal} = this.#options;
		void this.#doubt();
		const gaveUp = await stopJob({
			sessionId: this.#messages.sessionId,
			interrupt(sessionId) {
				void server.interrupt(agent.id, sessionId, signal);
			},
			close(sessionId) {
				void server.closeSession(agent.id, sessionId, signal);
			},
			signal: this.#reading,
		});
		const request = this.#stopRequest;
		if (gaveUp && request) {
			this.#finish({kind: 'end', end: endByStop(request, 'unknown')}, {keepReading: !server.isOurs()});
			if (await pause(drainMs, this.#reading)) {
				this.#over.abort();
			}
		}
	}
}
