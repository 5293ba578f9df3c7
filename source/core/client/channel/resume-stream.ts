import type {Gap, JobEnd} from '../job-state.js';
import {backoffMs, pause} from '../pause.js';
import type {WireEvent} from '../wire.js';
import {endOfHopeless} from './after-failure.js';

/** An agent that lost its server is back in 6 s, and a restarted server knows nothing of it before. */
const forgottenMs = 15_000;

export type ResumeOptions = {
	/** How long it may be away in one piece, ms. */
	limitMs: number;
	/** Whether a server that doesn't know the job may yet: our own one waits for its agents itself where the reader has proof of the job. */
	mayRemember: () => boolean;
	/** Whether the connection broke, or the response only ended. */
	isBroken: boolean;
	/** The job is over, or nobody waits for it. */
	signal: AbortSignal;
	emit: (event: WireEvent) => void;
	/** Reads one attachment to its end; tells when it stands and whether its server says itself what was missed. */
	attach: (onAttached: (tellsGaps: boolean) => void) => Promise<void>;
};

/** Takes a stream up again, and again whenever it ends or breaks. Gives the end of a job that can't be had any more. */
export async function resumeStream({limitMs, mayRemember, isBroken, signal, emit, attach}: ResumeOptions): Promise<JobEnd | undefined> {
	let awayAt = performance.now();
	let isAway = isBroken;
	for (let attempt = 0; !signal.aborted; attempt++) {
		if (performance.now() - awayAt > limitMs) {
			return {name: 'lost', reason: 'link', mayStillRun: true};
		}

		emit({kind: 'state', state: {name: 'detached', since: Date.now()}});
		if (!await pause(backoffMs(attempt), signal)) {
			return undefined;
		}

		let stood = false;
		const leave = (wasBroken: boolean) => {
			isAway = wasBroken;
			if (stood) {
				attempt = -1;
				awayAt = performance.now();
			}
		};

		try {
			await attach(tellsGaps => {
				stood = true;
				emit({kind: 'state', state: {name: 'running'}});
				if (!tellsGaps) {
					emit({kind: 'gap', gap: gapOf(isAway, performance.now() - awayAt)});
				}
			});
			leave(false);
		} catch (error) {
			leave(true);
			const end = signal.aborted ? undefined : endOfHopeless(error);
			const isEarly = end?.name === 'lost' && end.reason === 'evicted' && performance.now() - awayAt < forgottenMs && mayRemember();
			if (end && !isEarly) {
				return end;
			}
		}
	}

	return undefined;
}

/** Nobody knows what came while no reader was there: one message at least may have gone to the one that left. */
function gapOf(isAway: boolean, ms: number): Gap {
	return {
		reason: isAway ? 'link-down' : 'reattach', count: null, atLeast: 0, ...(isAway && {detail: `away for ${Math.round(ms / 100) / 10} s`}),
	};
}
