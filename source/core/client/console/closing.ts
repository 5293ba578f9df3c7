import {ArthasError} from '../../error.js';
import type {ConsoleCloseReason} from '../console-wire.js';

export type ConsoleClosing = {reason: ConsoleCloseReason; detail: string};

/** What was seen of a console before its socket ended. */
export type ConsoleTrace = {
	/** The last output, at least the length of a farewell. */
	tail: string;
	hasOutput: boolean;
	isRelayed?: boolean | undefined;
};

const ownCodes: Record<number, ConsoleCloseReason> = {
	1009: 'too-big', 1012: 'draining', 4401: 'not-allowed', 4403: 'not-allowed', 4404: 'unknown-agent', 4429: 'not-allowed', 4503: 'agent-gone', 4500: 'no-console', 4504: 'no-answer',
};

/** Why a console ended, from the close code, its reason text and the last output. */
export function closingOf(code: number, reason: string, {tail, hasOutput, isRelayed}: ConsoleTrace): ConsoleClosing {
	const meant = ownCodes[code];
	if (meant) {
		return {reason: meant, detail: reason};
	}

	const idle = /session [^\n]* is closed because[^\r\n]*/u.exec(tail)?.[0];
	if (idle) {
		return {reason: /inactive|timeout|idle/iu.test(idle) ? 'idle' : 'ended', detail: idle};
	}

	if (code !== 1000 && code !== 1005) {
		// The Java channel server closes with 2000, which no client may accept: it arrives here as 1006 too.
		return {reason: 'lost', detail: reason || `the connection broke (${code})`};
	}

	if (tail.includes('Session has been terminated') || (reason === 'Bye' && !isRelayed)) {
		return {reason: 'ended', detail: 'the shell ended'};
	}

	const own = reason === 'Bye' ? '' : reason;
	// A tunnel and a proxy close with 1000 for a killed JVM as well as for a shell that ended.
	return hasOutput ? {reason: 'agent-gone', detail: own || 'the agent is gone, or the shell ended'} : {reason: 'no-answer', detail: own || 'closed before the first output'};
}

/** A console that ended before it was ready, as the error that its opening rejects with. */
export function openingError({reason, detail}: ConsoleClosing, where: string): ArthasError {
	const says = detail ? `: ${detail}` : '';
	if (reason === 'unknown-agent') {
		return new ArthasError('ERR_AGENT_UNKNOWN', `no such agent at ${where}${says}`, {hint: 'arthas-tui agents lists what is there'});
	}

	if (reason === 'agent-gone') {
		return new ArthasError('ERR_AGENT_GONE', `the agent behind ${where} is gone${says}`, {retryable: true});
	}

	if (reason === 'not-allowed') {
		return new ArthasError('ERR_AUTH_POLICY', `${where} refuses the console${says}`);
	}

	if (reason === 'no-console') {
		return new ArthasError('ERR_COMMAND', `no console was opened at ${where}: ${detail.replace(/^open console error: /u, '')}`, {
			hint: 'single commands run without one: arthas-tui exec --on AGENT \'COMMAND\'',
		});
	}

	if (reason === 'no-answer') {
		return new ArthasError('ERR_TIMEOUT_CONSOLE', `no prompt came from ${where}${says}`, {retryable: true, hint: 'the agent may be frozen or busy'});
	}

	return new ArthasError('ERR_CONNECT_DOWN', `the console at ${where} ended before its prompt came${says}`, {retryable: true});
}
