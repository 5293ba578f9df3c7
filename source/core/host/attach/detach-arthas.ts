import {setTimeout as pause} from 'node:timers/promises';
import {ArthasError} from '../../error.js';
import {timeoutSignal} from '../../timeout-signal.js';
import {askArthas} from './ask-arthas.js';
import type {Attachment, Attachments} from './attachments.js';
import {isLeaving, isServing} from './is-serving.js';

const stopMs = 15_000;
const leaveMs = 5000;
const pollMs = 50;

/** What is about to be done, to be shown before. */
export type PlannedDetach = {
	pid: number;
	/** Arthas was there before `attach` and stays; it only leaves the lists. */
	isLeft: boolean;
	run(): ReturnType<typeof detachArthas>;
};

/**
Ends the Arthas that was attached, by its own door, and forgets it; one that was there before is only forgotten. Resolves with what was
done: it was `ended`, was `gone` before, or was `left` where it is.

@throws ArthasError ERR_TIMEOUT where the JVM hangs; then it isn't forgotten.
*/
export async function detachArthas(attachment: Attachment, {attachments, signal}: {attachments: Attachments; signal: AbortSignal}): Promise<'ended' | 'gone' | 'left'> {
	const isThere = isServing(attachment);
	if (isThere && !attachment.wasThere) {
		await stop(attachment, AbortSignal.any([signal, timeoutSignal(stopMs)]), signal);
	}

	attachments.remove(attachment.pid);
	return isThere ? (attachment.wasThere ? 'left' : 'ended') : 'gone';
}

async function stop(attachment: Attachment, late: AbortSignal, interrupted: AbortSignal): Promise<void> {
	try {
		const asking = askArthas(attachment, 'stop', late);
		// It closes its connections while it ends, so that an answer may be lost: what counts is that it no longer listens.
		const [asked] = await Promise.allSettled([asking]);
		refuse(attachment, asked);
		while (isServing(attachment)) {
			await pause(pollMs, undefined, {signal: late});
		}

		await leave(attachment.pid, late);
	} catch (error) {
		interrupted.throwIfAborted();
		throw late.aborted
			? new ArthasError('ERR_TIMEOUT', `Arthas in ${attachment.pid} was told to stop and is still there after ${stopMs / 1000} s`, {hint: 'the JVM may hang: try again, or end it', cause: error})
			: error;
	}
}

/** For who attaches again at once; threads of somebody else who is called so, too, are not waited for longer. */
async function leave(pid: number, signal: AbortSignal): Promise<void> {
	for (const until = performance.now() + leaveMs; isLeaving(pid) && performance.now() < until;) {
		await pause(pollMs, undefined, {signal});
	}
}

function refuse({pid}: Attachment, asked: PromiseSettledResult<number>): void {
	if (asked.status === 'fulfilled' && asked.value !== 200) {
		throw new ArthasError('ERR_COMMAND', `Arthas in ${pid} answers to stop with status ${asked.value}`, {
			hint: 'somebody may have attached another one with other logins; stop, typed there, ends it',
		});
	}
}
