import {ArthasError, isArthasError} from '../error.js';
import type {Agent} from './agent.js';
import {
	createJob, type Job, type JobLimits, type JobWriter,
} from './job.js';
import type {JobEnd} from './job-state.js';
import {pause} from './pause.js';
import type {PreparedCommand} from './prepare-command.js';
import type {
	RetryReason, StopRequest, WireEvent, WireSession,
} from './wire.js';

export type TakeSession = (use: 'stream' | 'one-shot', signal: AbortSignal) => Promise<{wire: WireSession; giveBack(isClean: boolean): Promise<void>}>;

/** Pauses before further tries, ms. An empty place ends the tries. */
const retries: Record<RetryReason, number[]> = {
	'enhance-race': [100, 250, 500],
	'session-stuck': [0, 300],
	'session-unknown': [0],
	'agent-busy': [300, 300, 300],
	'not-connected': [500, 1000],
	unanswered: [0],
};

/**
Drives one command to its end: takes a session, runs it, tries again where it is proven that nothing
ran, ends it at its deadline. The job that comes back never throws.
*/
export function runJob({agent, command, take, readOnly, approved = false, limits, signal}: {
	agent: Agent;
	command: PreparedCommand;
	take: TakeSession;
	readOnly: boolean;
	approved?: boolean | undefined;
	limits?: JobLimits | undefined;
	signal?: AbortSignal | undefined;
}): Job {
	const stop = new AbortController();
	const leave = new AbortController();
	const request = (by: StopRequest['by']) => {
		if (!stop.signal.aborted) {
			stop.abort({by} satisfies StopRequest);
			writer.setState({name: 'stopping', by});
		}
	};

	const writer = createJob({
		agent, commandLine: command.commandLine, limits,
		onInterrupt() {
			request('us');
		},
	});
	const refusal = refuse(command, {readOnly, approved});
	if (refusal) {
		writer.setState(refusal);
		return writer.job;
	}

	for (const text of command.notes) {
		writer.append({kind: 'notice', text});
	}

	const onAbort = () => {
		request('us');
	};

	signal?.addEventListener('abort', onAbort, {once: true});
	if (signal?.aborted) {
		onAbort();
	}

	const deadline = setTimeout(() => {
		request('deadline');
	}, command.deadlineMs);
	void (async () => {
		try {
			writer.setState(await drive(writer, {
				command, take, stop: stop.signal, leave: leave.signal,
			}));
		} catch (error) {
			writer.setState(endOfFailure(error));
		} finally {
			clearTimeout(deadline);
			leave.abort();
			signal?.removeEventListener('abort', onAbort);
		}
	})();

	return writer.job;
}

/** The one place where safety is decided: what is refused here is never sent. */
function refuse({judgement, commandLine}: PreparedCommand, {readOnly, approved}: {readOnly: boolean; approved: boolean}): JobEnd | undefined {
	const {tier, reason} = judgement;
	if (readOnly && tier !== 'look') {
		return {name: 'refused', by: 'policy', message: `${reason}; this is read-only, so “${commandLine.slice(0, 80)}” was not sent`};
	}

	return approved || tier === 'look' || tier === 'probe'
		? undefined
		: {name: 'refused', by: 'policy', message: `${reason}; it needs a yes, so nothing was sent`};
}

async function drive(writer: JobWriter, {command, take, stop, leave}: {command: PreparedCommand; take: TakeSession; stop: AbortSignal; leave: AbortSignal}): Promise<JobEnd> {
	const tries: Record<string, number> = {};
	for (;;) {
		if (stop.aborted) {
			return endByStop(stop.reason as StopRequest);
		}

		writer.setState({name: 'starting'});
		const {wire, giveBack} = await take(command.isStream ? 'stream' : 'one-shot', AbortSignal.any([leave, stop, AbortSignal.timeout(15_000)]));
		const last = await follow(writer, wire.run(command, {stop, signal: leave}));
		// A session that refused, got lost or was interrupted may be stuck; the next job gets a new one.
		const isClean = last.kind === 'end' ? last.end.name === 'done' || last.end.name === 'limited' : last.reason === 'enhance-race';
		const given = giveBack(isClean);
		if (last.kind === 'end') {
			await given;
			return last.end;
		}

		const {reason, agentWord} = last;
		const used = tries[reason] ?? 0;
		tries[reason] = used + 1;
		const wait = retries[reason][used];
		if (wait === undefined || (reason === 'unanswered' && !command.isLook)) {
			return giveUp(reason, agentWord, used + 1);
		}

		writer.dropResults();
		writer.append({kind: 'notice', text: `${agentWord} — trying again`});
		await pause(wait, stop);
	}
}

async function follow(writer: JobWriter, events: AsyncIterable<WireEvent>): Promise<Extract<WireEvent, {kind: 'end' | 'retry'}>> {
	let last: Extract<WireEvent, {kind: 'end' | 'retry'}> | undefined;
	for await (const event of events) {
		switch (event.kind) {
			case 'end':
			case 'retry': {
				last ??= event;
				break;
			}

			case 'state': {
				if (writer.job.getSnapshot().state.name !== 'stopping') {
					writer.setState(event.state);
				}

				break;
			}

			default: {
				writer.append(event);
			}
		}
	}

	return last ?? {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}};
}

function giveUp(reason: RetryReason, agentWord: string, tries: number): JobEnd {
	switch (reason) {
		case 'enhance-race': {
			return {name: 'done', statusCode: -1, message: `another enhancement was in progress in ${tries} tries: ${agentWord}`};
		}

		case 'unanswered': {
			return {name: 'timed-out', ended: 'unknown', message: `${agentWord}; the command may have run and was not sent again`};
		}

		case 'not-connected': {
			return {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_CONNECT_DOWN', agentWord, {retryable: true})};
		}

		default: {
			return {name: 'refused', by: 'agent-busy', message: agentWord};
		}
	}
}

function endByStop({by}: StopRequest): JobEnd {
	return by === 'us' ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'timed-out', ended: 'yes'};
}

function endOfFailure(error: unknown): JobEnd {
	if (isArthasError(error)) {
		return error.code === 'ERR_AGENT_GONE'
			? {name: 'refused', by: 'agent-gone', message: error.message}
			: {name: 'failed', error, mayHaveRun: error.ran === 'maybe'};
	}

	if (typeof error === 'object' && error !== null && 'by' in error) {
		return endByStop(error as StopRequest);
	}

	const isTimeout = (error as Error).name === 'TimeoutError';
	const message = isTimeout ? 'the agent opened no session in 15 s; nothing was sent' : (error as Error).message;
	return {name: 'failed', mayHaveRun: false, error: new ArthasError(isTimeout ? 'ERR_TIMEOUT' : 'ERR_PROTOCOL', message, {cause: error, retryable: isTimeout})};
}
