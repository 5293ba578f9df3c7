import {setTimeout as delay} from 'node:timers/promises';

/**
Beats at once and then every `ms`, `count` times or until the abort. A beat that came while the last one was still
being answered is left out and not made up for; the ones after it keep the rhythm.
*/
export async function * everyBeat(ms: number, count: number, signal: AbortSignal): AsyncGenerator<number, void> {
	const start = performance.now();
	for (let beat = 0; beat < count && !signal.aborted; beat++) {
		yield beat;
		const late = performance.now() - start;
		// A timer of Node may end up to a millisecond early, and the beat that it was for must not come twice.
		const next = (Math.floor((late + Math.min(2, ms / 2)) / Math.max(1, ms)) + 1) * ms;
		if (beat + 1 < count && !await rested(next - late, signal)) {
			return;
		}
	}
}

/** Whether the pause was not cut short. */
export async function rested(ms: number, signal: AbortSignal): Promise<boolean> {
	try {
		await delay(ms, undefined, {signal});
		return true;
	} catch {
		return false;
	}
}
