import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Agent} from '../agent.js';
import type {JobEnd} from '../job-state.js';
import {pause} from '../pause.js';
import {createQueue} from '../queue.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';
import {afterFailure} from './after-failure.js';
import {pollMessages} from './attachment.js';
import {createAttachments, type Attachments} from './attachments.js';
import type {ChannelServer} from './channel-server.js';
import {createMessageTaker, type MessageTaker} from './message-taker.js';
import {resumeStream} from './resume-stream.js';
import {stopJob} from './stop-job.js';
import {watchQuiet} from './watch-quiet.js';

const firstAnswerMs = 10_000;
const resumeMs = {ours: 600_000, java: 300_000};
/** A stream of the Java server that is left unread freezes its agent, so it is read on for a while. */
const drainMs = 60_000;

export type ChannelRunOptions = RunOptions & {
	server: ChannelServer;
	agent: Agent;
	/** Empty: the agent makes one with the command, and its id comes with the first answer. */
	sessionId: string;
	onSessionId: (sessionId: string) => void;
};

/** One command, run by ASYNC_EXECUTE, whose messages are read until the terminal one, over broken connections too. */
export class ChannelRun {
	readonly #options: ChannelRunOptions;
	readonly #spec: CommandSpec;
	readonly #events = createQueue<WireEvent>();
	readonly #over = new AbortController();
	/** Aborted when nobody waits any more and when the job is over. */
	readonly #reading: AbortSignal;
	readonly #messages: MessageTaker;
	readonly #attachments: Attachments;
	readonly #quiet: ReturnType<typeof watchQuiet> | undefined;
	#isOver = false;

	constructor(spec: CommandSpec, options: ChannelRunOptions) {
		this.#spec = spec;
		this.#options = options;
		this.#reading = AbortSignal.any([options.signal, this.#over.signal]);
		this.#messages = createMessageTaker({
			spec,
			sessionId: options.sessionId,
			stopRequest: () => this.#stopRequest(),
			emit: event => {
				this.#events.push(event);
			},
			onSessionId: options.onSessionId,
		});
		this.#attachments = createAttachments(options.server, {
			onMessage: response => {
				this.#take(response);
			},
			onGap: gap => {
				this.#events.push({kind: 'gap', gap});
			},
		});
		const isJava = !options.server.isOurs() && options.server.endpoint.stream !== 'poll';
		this.#quiet = isJava ? watchQuiet(spec, {signal: this.#reading, onQuiet: async isCertain => this.#attachBeside(isCertain)}) : undefined;
	}

	async * events(): AsyncGenerator<WireEvent, void, undefined> {
		const {stop, signal} = this.#options;
		const onStop = () => {
			void this.#stop();
		};

		const onLeave = () => {
			this.#events.end();
		};

		stop.addEventListener('abort', onStop, {once: true});
		signal.addEventListener('abort', onLeave, {once: true});
		if (stop.aborted) {
			onStop();
		}

		void this.#main();
		try {
			yield * this.#events;
		} finally {
			stop.removeEventListener('abort', onStop);
			signal.removeEventListener('abort', onLeave);
			this.#quiet?.stop();
		}
	}

	#stopRequest(): StopRequest | undefined {
		const {stop} = this.#options;
		return stop.aborted ? stop.reason as StopRequest : undefined;
	}

	/** The last event. `keepReading` leaves the connection open for a stream that may still run. */
	#finish(event: WireEvent, {keepReading = false} = {}): void {
		if (!this.#isOver) {
			this.#isOver = true;
			this.#events.push(event);
			this.#events.end();
		}

		if (!keepReading) {
			this.#over.abort();
		}
	}

	#take(response: ActionResponse): void {
		if (this.#isOver) {
			return;
		}

		const last = this.#messages.take(response, this.#attachments.count > 1);
		this.#quiet?.heard();
		if (last) {
			this.#finish(last);
		}
	}

	async #main(): Promise<void> {
		const {server, agent, signal} = this.#options;
		const command = () => ({commandLine: this.#spec.commandLine, sessionId: this.#messages.sessionId});
		const firstAnswer = setTimeout(() => {
			if (this.#messages.requestId === '') {
				this.#finish({kind: 'retry', reason: 'unanswered', agentWord: `no answer from ${agent.name} in ${firstAnswerMs / 1000} s`});
			}
		}, firstAnswerMs);
		try {
			await (server.endpoint.stream === 'poll' ? this.#poll() : this.#attachments.read(async () => server.startStream(agent.id, command(), this.#reading)));
			await this.#resume();
		} catch (error) {
			await this.#recover(error);
		} finally {
			clearTimeout(firstAnswer);
		}

		if (!this.#isOver && !signal.aborted) {
			this.#finish({kind: 'retry', reason: 'unanswered', agentWord: 'the connection ended before the first answer'});
		}
	}

	async #poll(): Promise<void> {
		const {server, agent} = this.#options;
		const acknowledged = await server.startPolled(agent.id, {commandLine: this.#spec.commandLine, sessionId: this.#messages.sessionId}, this.#reading);
		this.#take(acknowledged);
		for await (const response of pollMessages(server.http, {path: server.resultsPath(agent.id, acknowledged.requestId), signal: this.#reading, waitMs: 20_000})) {
			this.#take(response);
		}
	}

	async #resume(): Promise<void> {
		const {server, agent} = this.#options;
		const {requestId} = this.#messages;
		if (requestId === '' || this.#isOver) {
			return;
		}

		const end = await resumeStream({
			limitMs: server.isOurs() ? resumeMs.ours : resumeMs.java,
			signal: this.#reading,
			emit: event => {
				this.#events.push(event);
			},
			attach: async onAttached => this.#attachments.read(async () => {
				const stream = await server.attach(agent.id, requestId, this.#attachments.lastEventId, this.#reading);
				if (stream.status === 200) {
					onAttached(server.isOurs());
				}

				return stream;
			}),
		});
		if (end) {
			this.#finish({kind: 'end', end});
		}
	}

	/** A second reader beside the first, for messages that the Java server stranded. */
	async #attachBeside(isCertain: boolean): Promise<void> {
		const {server, agent} = this.#options;
		const {requestId} = this.#messages;
		if (requestId === '') {
			return;
		}

		if (!isCertain) {
			this.#events.push({kind: 'gap', gap: {reason: 'reattach', count: null, atLeast: 0}});
		}

		await quietly(this.#attachments.read(async () => server.attach(agent.id, requestId, undefined, this.#reading)));
	}

	async #recover(error: unknown): Promise<void> {
		if (this.#isOver || this.#reading.aborted) {
			return;
		}

		const {server} = this.#options;
		const next = afterFailure(error, {hasBegun: this.#messages.requestId !== '', mayPoll: !server.isOurs() && server.endpoint.stream !== 'poll'});
		if (next === 'resume') {
			await this.#resume();
		} else if (next === 'poll') {
			this.#events.push({kind: 'notice', text: 'this server gives no event stream; results are polled'});
			try {
				await this.#poll();
			} catch (pollError) {
				const last = afterFailure(pollError, {hasBegun: this.#messages.requestId !== '', mayPoll: false});
				this.#finish(typeof last === 'string' ? {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}} : last);
			}
		} else {
			this.#finish(next);
		}
	}

	async #stop(): Promise<void> {
		const {server, agent, signal} = this.#options;
		await stopJob({
			sessionId: () => this.#messages.sessionId,
			interrupt(sessionId) {
				void quietly(server.interrupt(agent.id, sessionId, 5000, signal));
			},
			close(sessionId) {
				void quietly(server.closeSession(agent.id, sessionId, 5000, signal));
			},
			signal: this.#reading,
		});
		if (this.#isOver || signal.aborted) {
			return;
		}

		const end: JobEnd = this.#stopRequest()?.by === 'us' ? {name: 'interrupted', by: 'us', ended: 'unknown'} : {name: 'timed-out', ended: 'unknown'};
		this.#finish({kind: 'end', end}, {keepReading: true});
		await pause(server.isOurs() ? 0 : drainMs, signal);
		this.#over.abort();
	}
}

/** For calls about a job: the job's own end is the evidence, what they answer is not. */
async function quietly(promise: Promise<unknown>): Promise<void> {
	try {
		await promise;
	} catch {
		// Nothing to tell.
	}
}
