import type {JobEnd} from '../job-state.js';
import {backoffMs, pause} from '../pause.js';
import type {WireEvent} from '../wire.js';
import {afterResumeFailure} from './after-failure.js';

/**
Takes a stream up again, and again whenever it breaks, until the signal says that the job is over or
it has been away for `limitMs` in one piece. Gives the end when it can't come back.
*/
export async function resumeStream({limitMs, signal, emit, attach}: {
	limitMs: number;
	signal: AbortSignal;
	emit: (event: WireEvent) => void;
	/** Reads one attachment to its end; tells when it stands and whether its server says itself what was missed. */
	attach: (onAttached: (tellsGaps: boolean) => void) => Promise<void>;
}): Promise<JobEnd | undefined> {
	let awayAt = performance.now();
	for (let attempt = 0; !signal.aborted; attempt++) {
		if (performance.now() - awayAt > limitMs) {
			return {name: 'lost', reason: 'link', mayStillRun: true};
		}

		emit({kind: 'state', state: {name: 'detached', since: Date.now()}});
		if (!await pause(backoffMs(attempt), signal)) {
			return undefined;
		}

		try {
			await attach(tellsGaps => {
				attempt = -1;
				emit({kind: 'state', state: {name: 'running'}});
				if (!tellsGaps) {
					emit({kind: 'gap', gap: {reason: 'reattach', count: null, atLeast: 0}});
				}
			});
			awayAt = performance.now();
		} catch (error) {
			const end = signal.aborted ? undefined : afterResumeFailure(error);
			if (end) {
				return end;
			}
		}
	}

	return undefined;
}
