import {ArthasError, isArthasError} from '../../error.js';
import {
	count, endByStatus, lostEnhanceRace, newTally, plainMessage, refusalOf,
} from '../judge-end.js';
import type {
	CommandSpec, RunOptions, StopRequest, WireEvent,
} from '../wire.js';
import {damageEvent} from './gaps.js';
import type {Jvm} from './jvm.js';
import {bodyText, type ApiAnswer} from './read-answer.js';

/** The agent shall end the command itself a little before the caller's deadline, and has so long to say it. */
const earlierMs = 500;
const graceMs = 5000;
/** `exec` collects so many results and drops the rest, the final status among them. */
const cap = 500;

/** One command by `exec` without a session: nothing to close, no poll, its results all at the end. */
export async function * execOnce(jvm: Jvm, spec: CommandSpec, {stop, signal}: RunOptions): AsyncGenerator<WireEvent, void, undefined> {
	const abandon = new AbortController();
	const onStop = () => {
		// At the deadline the agent is about to answer; for a person there is no way to interrupt it.
		if ((stop.reason as StopRequest).by === 'us') {
			abandon.abort();
		}
	};

	stop.addEventListener('abort', onStop, {once: true});
	if (stop.aborted) {
		onStop();
	}

	try {
		const answer = await send(jvm, spec, AbortSignal.any([signal, abandon.signal]));
		yield * judge(answer, spec);
	} catch (error) {
		if (abandon.signal.aborted) {
			yield {kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'unknown'}};
		} else {
			yield * afterFailure(error, signal);
		}
	} finally {
		stop.removeEventListener('abort', onStop);
	}
}

/** A look is sent once more when its connection broke: it may have run, which does no harm. */
async function send({api, onSent}: Jvm, {commandLine, deadlineMs, isLook}: CommandSpec, signal: AbortSignal): Promise<ApiAnswer> {
	const startedAt = performance.now();
	const once = async () => {
		// 0 would mean the agent's own default of 30 s.
		const execTimeout = Math.max(1, Math.round(deadlineMs - earlierMs - (performance.now() - startedAt)));
		onSent(commandLine);
		return api.call({action: 'exec', command: commandLine, execTimeout}, {timeoutMs: execTimeout + graceMs, signal});
	};

	try {
		return await once();
	} catch (error) {
		if (isLook && isArthasError(error) && error.code === 'ERR_CONNECT_DOWN' && performance.now() - startedAt < deadlineMs - earlierMs) {
			return once();
		}

		throw error;
	}
}

function * judge(answer: ApiAnswer, spec: CommandSpec): Generator<WireEvent, void, undefined> {
	const {response, results, damage} = answer;
	const {state, message = ''} = response;
	if (state === 'REFUSED' || state === 'FAILED') {
		yield refusalOf(message) ?? {kind: 'end', end: {name: 'failed', mayHaveRun: !message.startsWith('Exec command failed'), error: new ArthasError('ERR_COMMAND', plainMessage(message))}};
		return;
	}

	const tally = newTally();
	for (const result of results) {
		count(tally, result, spec);
	}

	if (lostEnhanceRace(tally)) {
		yield {kind: 'retry', reason: 'enhance-race', agentWord: tally.enhancer?.message ?? ''};
		return;
	}

	for (const result of results) {
		yield {kind: 'result', result};
	}

	if (damage) {
		yield damageEvent(damage);
	}

	if (state === 'INTERRUPTED') {
		const ended = bodyText(answer, 'jobStatus') === 'RUNNING' ? 'no' : 'yes';
		yield {kind: 'end', end: {name: 'timed-out', ended, message: ended === 'no' ? 'it can\'t be interrupted and still runs on the agent' : undefined}};
	} else if (tally.status) {
		yield {kind: 'end', end: endByStatus(tally, spec, undefined)};
	} else {
		yield * endWithoutStatus(answer);
	}
}

function * endWithoutStatus({results, damage}: ApiAnswer): Generator<WireEvent, void, undefined> {
	if (damage) {
		yield {
			kind: 'end', end: {
				name: 'failed', mayHaveRun: true, error: new ArthasError('ERR_PROTOCOL_JSON', 'the command ran, and the answer is no valid JSON', {
					ran: 'maybe', cause: damage.text, hint: results.length > 0 ? 'what could be read is above' : undefined,
				}),
			},
		};
	} else if (results.length >= cap) {
		yield {
			kind: 'gap', gap: {
				reason: 'exec-cap', count: null, atLeast: 1, detail: `cut at ${cap} results by the agent; narrow the command`,
			},
		};
		yield {kind: 'end', end: {name: 'limited', by: 'cap-500', statusCode: null}};
	} else {
		yield {kind: 'notice', text: 'the agent gave no status'};
		yield {kind: 'end', end: {name: 'done', statusCode: null}};
	}
}

function * afterFailure(error: unknown, signal: AbortSignal): Generator<WireEvent, void, undefined> {
	const known = isArthasError(error) && !signal.aborted ? afterError(error) : undefined;
	if (known) {
		yield known;
	} else if (isArthasError(error) && error.code !== 'ERR_CONNECT_DOWN') {
		yield {kind: 'end', end: {name: 'failed', error, mayHaveRun: error.ran === 'maybe'}};
	} else {
		yield {kind: 'notice', text: (error as Error).message};
		yield {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}};
	}
}

/** What an error means for a command whatever way it was sent; undefined when that depends on the way. */
export function afterError(error: ArthasError): WireEvent | undefined {
	switch (error.code) {
		case 'ERR_CONNECT_REFUSED':
		case 'ERR_CONNECT_TIMEOUT': {
			return {kind: 'retry', reason: 'not-connected', agentWord: error.message};
		}

		case 'ERR_AUTH_LOGIN': {
			return {kind: 'end', end: {name: 'refused', by: 'login', message: error.message}};
		}

		case 'ERR_TIMEOUT': {
			return {kind: 'end', end: {name: 'timed-out', ended: 'unknown', message: error.message}};
		}

		default: {
			return undefined;
		}
	}
}
