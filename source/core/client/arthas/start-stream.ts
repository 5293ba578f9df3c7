import {ArthasError, isArthasError} from '../../error.js';
import {plainMessage, refusalOf} from '../judge-end.js';
import type {CommandSpec, WireEvent} from '../wire.js';
import type {Consumer} from './consumer.js';
import {afterError} from './exec-once.js';
import {isStopCommand} from './is-stop-command.js';
import {bodyNumber} from './read-answer.js';

const answerMs = 10_000;

/** Sends a command by `async_exec`; gives its job id, or the last events of a command that has none. */
export async function startStream(consumer: Consumer, {spec, commandLine, signal}: {spec: CommandSpec; commandLine: string; signal: AbortSignal}): Promise<{jobId: number} | {last: WireEvent[]}> {
	try {
		const answer = await consumer.call({action: 'async_exec', command: commandLine}, {timeoutMs: answerMs, signal});
		const {state, message = ''} = answer.response;
		return state === 'SCHEDULED' ? {jobId: bodyNumber(answer, 'jobId') ?? 0} : {last: [refusalOf(message) ?? failure(message)]};
	} catch (error) {
		return {last: afterFailure(error, spec)};
	}
}

function failure(message: string): WireEvent {
	return {kind: 'end', end: {name: 'failed', mayHaveRun: !message.startsWith('Async exec command failed'), error: new ArthasError('ERR_COMMAND', plainMessage(message))}};
}

function afterFailure(error: unknown, {commandLine, isLook}: CommandSpec): WireEvent[] {
	const known = isArthasError(error) ? afterError(error) : undefined;
	if (known) {
		return [known];
	}

	if (isArthasError(error) && error.code !== 'ERR_CONNECT_DOWN') {
		return [{kind: 'end', end: {name: 'failed', error, mayHaveRun: error.ran === 'maybe'}}];
	}

	// The connection broke after the command was written.
	const {message} = error as Error;
	if (isStopCommand(commandLine)) {
		return [{kind: 'end', end: {name: 'done', statusCode: null}}];
	}

	return isLook
		? [{kind: 'retry', reason: 'unanswered', agentWord: message}]
		: [{kind: 'notice', text: message}, {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}}];
}
