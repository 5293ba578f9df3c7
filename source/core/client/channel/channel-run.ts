import type {ActionResponse} from '../../protocol/generated/ArthasService.js';
import type {Agent} from '../agent.js';
import type {HttpStream} from '../http.js';
import type {JobEnd} from '../job-state.js';
import {backoffMs, pause} from '../pause.js';
import {createQueue} from '../queue.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';
import {afterFailure, afterResumeFailure} from './after-failure.js';
import {answerError} from './answer-error.js';
import {pollMessages, readEvents} from './attachment.js';
import type {ChannelServer} from './channel-server.js';
import {createMessageTaker, type MessageTaker} from './message-taker.js';
import {createReplayFilter} from './replay-filter.js';
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
	readonly #replay = createReplayFilter();
	readonly #quiet: ReturnType<typeof watchQuiet> | undefined;
	#attachments = 0;
	#lastEventId: string | undefined;
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

	#end(end: JobEnd): void {
		this.#finish({kind: 'end', end});
	}

	#take(response: ActionResponse): void {
		if (this.#isOver) {
			return;
		}

		const last = this.#messages.take(response, this.#attachments > 1);
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
			await (server.endpoint.stream === 'poll' ? this.#poll() : this.#read(async () => server.startStream(agent.id, command(), this.#reading)));
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

	/** Reads one attachment to its end. */
	async #read(open: () => Promise<HttpStream>): Promise<void> {
		const {server} = this.#options;
		const stream = await open();
		if (stream.status !== 200 || !String(stream.headers['content-type']).startsWith('text/event-stream')) {
			throw answerError({...stream, text: await stream.text()}, server.endpoint);
		}

		this.#attachments++;
		const isReplay = this.#replay.attach();
		for await (const event of readEvents(stream, {isOurs: server.isOurs(), maxMessage: server.maxMessage})) {
			if ('gap' in event) {
				this.#events.push({kind: 'gap', gap: event.gap});
			} else if (server.isOurs() || !isReplay(event.text)) {
				this.#lastEventId = event.id ?? this.#lastEventId;
				this.#take(event.response);
			}
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

	/** Takes the stream up again until its job ends or it has been away for too long. */
	async #resume(): Promise<void> {
		const {server, agent} = this.#options;
		const {requestId} = this.#messages;
		let awayAt = performance.now();
		for (let attempt = 0; requestId !== '' && !this.#isOver && !this.#reading.aborted; attempt++) {
			if (performance.now() - awayAt > (server.isOurs() ? resumeMs.ours : resumeMs.java)) {
				this.#end({name: 'lost', reason: 'link', mayStillRun: true});
				return;
			}

			this.#events.push({kind: 'state', state: {name: 'detached', since: Date.now()}});
			if (!await pause(backoffMs(attempt), this.#reading)) {
				return;
			}

			try {
				await this.#read(async () => {
					const stream = await server.attach(agent.id, requestId, this.#lastEventId, this.#reading);
					if (stream.status === 200) {
						attempt = -1;
						this.#onAttached();
					}

					return stream;
				});
				awayAt = performance.now();
			} catch (error) {
				const end = afterResumeFailure(error);
				if (end) {
					this.#end(end);
				}
			}
		}
	}

	#onAttached(): void {
		this.#events.push({kind: 'state', state: {name: 'running'}});
		if (!this.#options.server.isOurs()) {
			this.#events.push({kind: 'gap', gap: {reason: 'reattach', count: null, atLeast: 0}});
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

		await quietly(this.#read(async () => server.attach(agent.id, requestId, undefined, this.#reading)));
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
