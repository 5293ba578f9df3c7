import type {JobEnd} from '../job-state.js';
import {backoffMs, pause} from '../pause.js';
import type {StopRequest, WireEvent} from '../wire.js';
import type {Consumer} from './consumer.js';
import {forgotten, linkDown} from './gaps.js';
import {isStopCommand} from './is-stop-command.js';
import type {Jvm} from './jvm.js';
import type {PullOutcome} from './pull-outcome.js';
import {endOfStop} from './stop-stream.js';
import {whyGone} from './why-gone.js';

/** The agent evicts a reader that was away for five minutes, and a reader may join again so often. */
const awayLimitMs = 300_000;
const joinLimit = 3;

export type Trouble = Exclude<PullOutcome, {kind: 'results' | 'unreadable'}>;

/** Deals with pulls that bring no results, until one does or the stream is lost. */
export type Mender = {
	/** Resolves when the next pull is due, with the end instead when there is none. */
	mend(trouble: Trouble, stop: StopRequest | undefined): Promise<{end?: JobEnd; hasJoined?: boolean}>;
	/** A pull brought results: says so when it ends an absence. */
	recovered(): void;
};

export function createMender({jvm, consumer, jobId, commandLine, over, push}: {
	jvm: Jvm;
	consumer: Consumer;
	jobId: number;
	commandLine: string;
	over: AbortSignal;
	push: (...events: WireEvent[]) => void;
}): Mender {
	let awayAt: number | undefined;
	let attempt = 0;
	let joins = 0;

	const wait = async (message: string): Promise<{end?: JobEnd}> => {
		if (isStopCommand(commandLine)) {
			return {end: {name: 'done', statusCode: null}};
		}

		if (awayAt === undefined) {
			attempt = 0;
			awayAt = performance.now();
			push({kind: 'notice', text: message}, {kind: 'state', state: {name: 'detached', since: Date.now()}});
		}

		if (performance.now() - awayAt > awayLimitMs) {
			return {end: {name: 'lost', reason: 'link', mayStillRun: true}};
		}

		await pause(backoffMs(attempt++), over);
		return {};
	};

	const join = async () => {
		if (joins++ >= joinLimit) {
			return {end: {name: 'lost', reason: 'evicted', mayStillRun: true} as const};
		}

		try {
			await consumer.join(over);
			push({kind: 'gap', gap: forgotten});
			return {hasJoined: true};
		} catch (error) {
			return wait((error as Error).message);
		}
	};

	return {
		async mend(trouble, stop) {
			if (trouble.kind === 'away') {
				return wait(trouble.error.message);
			}

			if (trouble.kind === 'no-consumer') {
				return join();
			}

			// Closing the session is the last step of ending a command, after interrupts without an answer.
			return {end: stop ? endOfStop(stop, 'unknown') : await whyGone(jvm, jobId, over)};
		},
		recovered() {
			if (awayAt !== undefined) {
				awayAt = undefined;
				push({kind: 'gap', gap: linkDown}, {kind: 'state', state: {name: 'running'}});
			}
		},
	};
}
