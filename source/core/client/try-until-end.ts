import {ArthasError} from '../error.js';
import type {JobWriter} from './job.js';
import {isEnd, type JobEnd} from './job-state.js';
import {endByStop, isRaceResult} from './judge-end.js';
import {pause} from './pause.js';
import type {
	CommandSpec, RetryReason, StopRequest, WireEvent, WireSession,
} from './wire.js';

/** Pauses before further tries, ms; a place that is missing ends them. */
const pauses: Record<RetryReason, readonly number[]> = {
	'enhance-race': [100, 250, 500],
	'session-stuck': [0, 300],
	'session-unknown': [0],
	'agent-busy': [300, 300, 300],
	'not-connected': [500, 1000],
	unanswered: [0, 0],
};

type LastEvent = Extract<WireEvent, {kind: 'end' | 'retry'}>;

/**
Runs a command in a session of the server, and again where it is proven that nothing ran; after silence
only what looks. Further tries have a session of their own, except after a lock that was only held for a moment.
*/
export async function tryUntilEnd(writer: JobWriter, {command, openSession, stop, leave}: {
	command: CommandSpec;
	openSession: () => Promise<WireSession>;
	/** Aborted with a StopRequest as its reason. */
	stop: AbortSignal;
	/** Nobody waits any more. */
	leave: AbortSignal;
}): Promise<JobEnd> {
	const tries = new Map<RetryReason, number>();
	let session: WireSession | undefined;
	try {
		for (;;) {
			stop.throwIfAborted();
			writer.setState({name: 'starting'});
			session ??= await openSession();
			const last = await follow(writer, session.run(command, {stop, signal: leave}));
			if (last.kind === 'end') {
				return last.end;
			}

			const {reason, agentWord} = last;
			const used = tries.get(reason) ?? 0;
			tries.set(reason, used + 1);
			const ms = reason === 'unanswered' && !command.isLook ? undefined : pauses[reason][used];
			if (ms === undefined || stop.aborted) {
				return stop.aborted ? endByStop(stop.reason as StopRequest, reason === 'unanswered' ? 'unknown' : 'yes') : giveUp(last, used + 1);
			}

			writer.append({kind: 'notice', text: `${agentWord} — trying again`});
			if (reason !== 'enhance-race' && reason !== 'agent-busy') {
				void session.close();
				session = undefined;
			}

			await pause(ms, stop);
		}
	} finally {
		void session?.close();
	}
}

/** Writes what comes into the job; what comes after the end is late. */
async function follow(writer: JobWriter, events: AsyncIterable<WireEvent>): Promise<LastEvent> {
	let last: LastEvent | undefined;
	// A try that lost the race will be forgotten, so its results wait until it is clear that it was the last one.
	const held: Array<Extract<WireEvent, {kind: 'result'}>> = [];
	for await (const event of events) {
		if (event.kind === 'end' || event.kind === 'retry') {
			last ??= event;
			if (event.kind === 'end') {
				for (const entry of held.splice(0)) {
					writer.append(entry);
				}

				writer.setState(event.end);
			}
		} else if (event.kind === 'state') {
			const {state} = writer.job.getSnapshot();
			if (state.name !== 'stopping' && !isEnd(state)) {
				writer.setState(event.state);
			}
		} else if (event.kind === 'result' && (held.length > 0 || isRaceResult(event.result)) && !last) {
			held.push(event);
		} else {
			writer.append(event);
		}
	}

	return last ?? {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}};
}

function giveUp({reason, agentWord}: Extract<WireEvent, {kind: 'retry'}>, tries: number): JobEnd {
	switch (reason) {
		case 'enhance-race': {
			return {name: 'done', statusCode: -1, message: `another enhancement was in progress in ${tries} tries: ${agentWord}`};
		}

		case 'unanswered': {
			return {name: 'timed-out', ended: 'unknown', message: `${agentWord}; the command may have run${tries === 1 ? ' and was not sent again' : ''}`};
		}

		case 'not-connected': {
			return {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_CONNECT_DOWN', agentWord, {retryable: true, hint: 'is the server still running? try: arthas-tui doctor'})};
		}

		default: {
			return {name: 'refused', by: 'agent-busy', message: agentWord};
		}
	}
}
