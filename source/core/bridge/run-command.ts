import {isArthasError} from '../error.js';
import type {Agent} from '../client/agent.js';
import {prepareCommand} from '../client/prepare-command.js';
import type {CommandSpec, Link, WireEvent} from '../client/wire.js';
import type {Dispatch, HostCommand} from '../host/dispatch.js';
import {JobRefusal} from '../host/job-refusal.js';
import {onAbort} from '../on-abort.js';
import {gapWord, noticeWord} from '../protocol/bridge-words.js';
import {ResponseStatus} from '../protocol/generated/ArthasService.js';
import type {Result} from '../protocol/result.js';
import {lastResult} from './last-result.js';
import {readAhead} from './read-ahead.js';

/** The caller ends what takes too long; this is the JVM's own limit for any job. */
const deadlineMs = 86_400_000;

export type BridgedTarget = {
	readonly agent: Agent;
	readonly link: Link;
	/** Why nothing can be sent now. */
	trouble(): string | undefined;
	/** Aborted when the bridge ends. */
	readonly leaving: AbortSignal;
};

/** Runs whatever is asked in the JVM behind a bridge, which judges nothing: that was done where it was asked. */
export function bridgeDispatch(target: BridgedTarget): Dispatch {
	return commandLine => run(target, commandLine);
}

function run(target: BridgedTarget, commandLine: string): HostCommand {
	return async function * ({jobId, signal}) {
		const stop = new AbortController();
		const forget = onAbort(signal, () => {
			stop.abort({by: 'us'});
		});
		const tell = createTeller(jobId);
		try {
			for await (const event of readAhead(eventsOf(target, commandLine, stop.signal))) {
				yield * tell(event);
			}
		} finally {
			forget();
		}
	};
}

async function * eventsOf({agent, link, trouble, leaving}: BridgedTarget, commandLine: string, stop: AbortSignal): AsyncGenerator<WireEvent, void, undefined> {
	const away = trouble();
	if (away !== undefined) {
		throw refusal(away);
	}

	// One of its own: signals that are made of one that lives on for months stay in its memory (Node 20).
	const leave = new AbortController();
	const forget = onAbort(leaving, () => {
		leave.abort(leaving.reason);
	});
	try {
		const spec = specOf(commandLine);
		const session = await link.openSession(agent, spec.isStream ? 'stream' : 'one-shot', leave.signal);
		try {
			yield * session.run(spec, {stop, signal: leave.signal});
		} finally {
			void session.close();
		}
	} catch (error) {
		throw isArthasError(error) ? refusal(error.message) : error;
	} finally {
		forget();
	}
}

/** As it was written: limits are added by those who asked, who know what they want. */
function specOf(commandLine: string): CommandSpec {
	const {limit, ...spec} = prepareCommand(commandLine, {timeoutMs: deadlineMs, resultLimit: 1});
	return {...spec, commandLine, limit: spec.commandLine === commandLine ? limit : undefined};
}

/** Turns events into results, the status last of all. */
function createTeller(jobId: number): (event: WireEvent) => Generator<Result, void> {
	let status: Result | undefined;
	return function * (event) {
		switch (event.kind) {
			case 'result': {
				const result = {...event.result, jobId};
				if (result.type === 'status') {
					status = result;
				} else {
					yield result;
				}

				break;
			}

			case 'gap': {
				yield gapWord(jobId, {...event.gap, detail: event.gap.detail ?? null}, event.gap.detail ?? event.gap.reason);

				break;
			}

			case 'notice': {
				// What was added to the command line is the bridge's own affair.
				if (!event.text.startsWith('added: ')) {
					yield noticeWord(jobId, event.text);
				}

				break;
			}

			case 'state': {
				if (event.state.name === 'detached') {
					yield noticeWord(jobId, 'the JVM doesn\'t answer the bridge; what it has is fetched when it does');
				}

				break;
			}

			case 'retry': {
				if (!status) {
					throw refusalOf(event);
				}

				yield status;

				break;
			}

			case 'end': {
				const {end} = event;
				if (!status && (end.name === 'refused' || (end.name === 'failed' && !end.mayHaveRun))) {
					throw refusal(end.name === 'refused' ? end.message : end.error.message);
				}

				yield lastResult(end, status, jobId);

				break;
			}
		}
	};
}

function refusalOf({reason, agentWord}: Extract<WireEvent, {kind: 'retry'}>): JobRefusal {
	if (reason === 'unanswered') {
		// Clients know these words: it may have run.
		return refusal(`the JVM went away after it was given the command: ${agentWord}`);
	}

	return refusal(agentWord, reason === 'agent-busy' || reason === 'session-stuck' ? ResponseStatus.REFUSED : ResponseStatus.FAILED);
}

function refusal(message: string, status = ResponseStatus.FAILED): JobRefusal {
	return new JobRefusal({status, message});
}
