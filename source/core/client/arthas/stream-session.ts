import type {JobEnd} from '../job-state.js';
import type {
	RunOptions, StopRequest, WireEvent, WireSession,
} from '../wire.js';
import {openConsumer, type Consumer} from './consumer.js';
import {isStopCommand} from './is-stop-command.js';
import type {Jvm} from './jvm.js';
import type {PollClaim} from './poll-budget.js';
import {StreamRun} from './stream-run.js';

/** In this version a session stays busy for ever after its first job: clearing it throws a NullPointerException. */
const brokenVersion = '4.1.2';

/**
A session for streams. Its wire session is closed after each command, which frees a thread and the last
pull at the agent; a further command opens another one.
*/
export async function openStreamSession(jvm: Jvm, maxMessage: number, signal: AbortSignal): Promise<WireSession> {
	const isBroken = jvm.version === brokenVersion;
	let consumer = isBroken ? undefined : await openConsumer(jvm, maxMessage, signal);
	let claim: PollClaim | undefined;
	let closing = Promise.resolve();
	const closeOne = async (before: Promise<void>, lastConsumer: Consumer | undefined, lastClaim: PollClaim | undefined) => {
		await before;
		await lastConsumer?.close();
		lastClaim?.release();
	};

	const close = async () => {
		closing = closeOne(closing, consumer, claim);
		[consumer, claim] = [undefined, undefined];
		await closing;
	};

	const run = async function * (opened: Consumer, spec: Parameters<WireSession['run']>[0], options: RunOptions): AsyncGenerator<WireEvent, void, undefined> {
		if (!isStopCommand(spec.commandLine)) {
			claim ??= await jvm.budget.claim();
			const end = yield * waitFor(claim, options);
			if (end) {
				yield {kind: 'end', end};
				return;
			}
		}

		yield * new StreamRun(jvm, opened, spec, options).events();
	};

	return {
		get id() {
			return consumer?.sessionId ?? '';
		},
		async * run(spec, options) {
			if (isBroken) {
				yield {kind: 'end', end: {name: 'refused', by: 'policy', message: `Arthas ${brokenVersion} can't stream: its sessions stay busy for ever after their first job, which 4.1.3 mends`}};
				return;
			}

			consumer ??= await openConsumer(jvm, maxMessage, options.signal);
			for await (const event of run(consumer, spec, options)) {
				if (event.kind === 'end') {
					jvm.inBackground(close());
				}

				yield event;
			}
		},
		close,
	};
}

/** Waits for a place among the streams that poll this JVM; gives the end of a command that was stopped before. */
async function * waitFor({granted, ahead}: PollClaim, {stop, signal}: RunOptions): AsyncGenerator<WireEvent, JobEnd | undefined, undefined> {
	if (ahead > 0) {
		yield {kind: 'notice', text: `${ahead} ${ahead === 1 ? 'stream polls' : 'streams poll'} this JVM, and it bears no more; this one starts when one of them ends`};
	}

	const either = AbortSignal.any([stop, signal]);
	await Promise.race([granted, new Promise<void>(resolve => {
		either.addEventListener('abort', () => {
			resolve();
		}, {once: true});
		if (either.aborted) {
			resolve();
		}
	})]);
	if (!either.aborted) {
		return undefined;
	}

	return stop.aborted && (stop.reason as StopRequest).by === 'deadline'
		? {name: 'timed-out', ended: 'yes', message: 'it never started: other streams poll this JVM'}
		: {name: 'interrupted', by: 'us', ended: 'yes'};
}
