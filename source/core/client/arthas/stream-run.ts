import {ArthasError} from '../../error.js';
import type {JobEnd} from '../job-state.js';
import {pause} from '../pause.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';
import type {Consumer} from './consumer.js';
import {createDoubt, type Doubt} from './doubt.js';
import {damageEvent, unreadable} from './gaps.js';
import type {Jvm} from './jvm.js';
import {createMender, type Mender, type Trouble} from './mender.js';
import {createOutlet} from './outlet.js';
import {pullOutcome} from './pull-outcome.js';
import type {PullAnswer} from './puller.js';
import type {ApiAnswer} from './read-answer.js';
import {createReplayReader} from './replay.js';
import {startStream} from './start-stream.js';
import {endOfStop, stopStream} from './stop-stream.js';
import {createStreamJudge, type StreamJudge} from './stream-judge.js';
import {withTimeLimit} from './time-limit.js';

/** Arthas says why it ended a stream after the stream's status and after it allows input again. */
const readOnMs = 300;
/** So long is waited for a status when the agent says that nothing runs, and for the word that follows a status. */
const lastWordMs = 3000;

/** One command in a session of its own: starts it and pulls its results until it is known how it ended. */
export class StreamRun {
	readonly #jvm: Jvm;
	readonly #consumer: Consumer;
	readonly #spec: CommandSpec;
	readonly #options: RunOptions;
	readonly #outlet = createOutlet();
	readonly #doubt: Doubt;
	#judge: StreamJudge | undefined;
	#mender: Mender | undefined;
	#replay: ReturnType<typeof createReplayReader> | undefined;
	#isConcluding = false;
	/** The agent knew of nothing to interrupt: the command had ended by itself. */
	#hadEnded = false;

	constructor(jvm: Jvm, consumer: Consumer, spec: CommandSpec, options: RunOptions) {
		this.#jvm = jvm;
		this.#consumer = consumer;
		this.#spec = spec;
		this.#options = options;
		this.#doubt = createDoubt({
			consumer,
			signal: this.#outlet.over,
			onIdle: () => {
				void this.#conclude(0);
			},
		});
	}

	async * events(): AsyncGenerator<WireEvent, void, undefined> {
		const {stop, signal} = this.#options;
		const onStop = () => {
			void this.#stop();
		};

		const onLeave = () => {
			this.#end({name: 'lost', reason: 'link', mayStillRun: true});
		};

		stop.addEventListener('abort', onStop, {once: true});
		signal.addEventListener('abort', onLeave, {once: true});
		void this.#start();
		try {
			yield * this.#outlet.events;
		} finally {
			stop.removeEventListener('abort', onStop);
			signal.removeEventListener('abort', onLeave);
			this.#outlet.finish();
			this.#consumer.pause();
		}
	}

	get #stopRequest(): StopRequest | undefined {
		return this.#options.stop.aborted ? this.#options.stop.reason as StopRequest : undefined;
	}

	readonly #push = (...events: WireEvent[]): void => {
		if (events.some(({kind}) => kind === 'gap')) {
			this.#judge?.noteGap();
		}

		this.#outlet.push(...events);
	};

	#end(end: JobEnd): void {
		this.#outlet.finish({kind: 'end', end});
	}

	async #start(): Promise<void> {
		const {commandLine, agentTimeoutMs} = withTimeLimit(this.#spec, this.#jvm.version);
		this.#jvm.onSent(commandLine);
		if (commandLine !== this.#spec.commandLine && agentTimeoutMs !== undefined) {
			this.#push({kind: 'notice', text: `added: --timeout ${agentTimeoutMs / 1000} by which the agent ends it alone, should this program be killed`});
		}

		const started = await startStream(this.#consumer, {spec: this.#spec, commandLine, signal: this.#options.signal});
		if ('last' in started) {
			this.#outlet.finish(...started.last);
			return;
		}

		this.#judge = createStreamJudge({
			spec: this.#spec, jobId: started.jobId, clock: this.#jvm.clock, agentTimeoutMs, onWelcome: this.#jvm.onWelcome,
		});
		this.#mender = createMender({
			jvm: this.#jvm, consumer: this.#consumer, jobId: started.jobId, commandLine, over: this.#outlet.over, push: this.#push,
		});
		this.#push({kind: 'state', state: {name: 'running'}});
		this.#pull();
		await this.#stop();
	}

	#pull(): void {
		this.#consumer.start(answer => {
			if (this.#outlet.over.aborted || !this.#judge) {
				return;
			}

			try {
				this.#take(answer, this.#judge);
			} catch (error) {
				this.#end({name: 'failed', mayHaveRun: true, error: new ArthasError('ERR_PROTOCOL', 'reading the results failed', {cause: error, ran: 'maybe'})});
			}
		});
	}

	#take(answer: PullAnswer, judge: StreamJudge): void {
		const outcome = pullOutcome(answer, this.#jvm.api.endpoint);
		if (outcome.kind === 'results') {
			this.#mender?.recovered();
			this.#onResults(outcome.read, answer, judge);
		} else if (outcome.kind === 'unreadable') {
			this.#mender?.recovered();
			this.#onDamage({kind: 'gap', gap: unreadable(1)});
			this.#pull();
		} else {
			void this.#mend(outcome, judge);
		}
	}

	async #mend(trouble: Trouble, judge: StreamJudge): Promise<void> {
		const {end, hasJoined} = await this.#mender?.mend(trouble, this.#stopRequest) ?? {};
		if (end) {
			this.#end(end);
			return;
		}

		if (hasJoined) {
			this.#replay = createReplayReader([...judge.seen]);
		}

		if (!this.#outlet.over.aborted) {
			this.#pull();
		}
	}

	#onDamage(event: ReturnType<typeof damageEvent>): void {
		if (event.kind === 'gap') {
			this.#doubt.raise();
		}

		this.#push(event);
	}

	#onResults({results: batch, damage}: ApiAnswer, times: {startedAt: number; endedAt: number}, judge: StreamJudge): void {
		this.#doubt.heard(batch.length);
		if (damage) {
			this.#onDamage(damageEvent(damage));
		}

		const results = this.#replay ? this.#replay(batch) : batch;
		if (!results) {
			return;
		}

		this.#replay = undefined;
		this.#outlet.push(...judge.take(results, times));
		if (judge.isInputAllowed) {
			void this.#conclude(judge.isRaceLost ? 0 : readOnMs);
		} else if (judge.hasStatus) {
			void this.#conclude(lastWordMs);
		}
	}

	async #conclude(afterMs: number): Promise<void> {
		// The long wait begins once, however many results are late; the short ones end it.
		const isFirst = !this.#isConcluding;
		this.#isConcluding = true;
		if ((isFirst || afterMs < lastWordMs) && await pause(afterMs, this.#outlet.over)) {
			this.#outlet.finish(...this.#judge?.conclude(this.#hadEnded ? undefined : this.#stopRequest) ?? []);
		}
	}

	async #stop(): Promise<void> {
		const request = this.#stopRequest;
		if (!this.#judge || !request) {
			return;
		}

		const word = await stopStream({
			interrupt: async timeoutMs => this.#consumer.interrupt({timeoutMs, signal: this.#outlet.over}),
			close: this.#consumer.close,
			signal: this.#outlet.over,
		});
		if (word === 'not-interruptible' || word === 'unknown') {
			this.#end(endOfStop(request, word === 'unknown' ? 'unknown' : 'no'));
		} else if (word) {
			this.#hadEnded = word === 'not-running';
			await this.#conclude(lastWordMs);
		}
	}
}
