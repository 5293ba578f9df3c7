import {setTimeout as delay} from 'node:timers/promises';
import {onAbort} from '../../on-abort.js';

/**
Beats at once and then every `ms`, `count` times or until the abort. A beat that came while the last one was still
being answered is left out and not made up for; the ones after it keep the rhythm. Beats of several watches fall together
where they can, so that a host wakes up once for all of them: the first pause is from half as long to half as long again.
*/
export async function * everyBeat(ms: number, count: number, signal: AbortSignal): AsyncGenerator<number, void> {
	const start = performance.now();
	for (let beat = 0; beat < count && !signal.aborted; beat++) {
		yield beat;
		const now = performance.now();
		// A timer of Node may end up to a millisecond early, and the beat that it was for must not come twice.
		const next = (Math.floor((now + Math.min(2, ms / 2)) / Math.max(1, ms)) + 1) * ms;
		const due = beat === 0 && next - start < ms / 2 ? next + ms : next;
		if (beat + 1 < count && !await reached(due, due - now, signal)) {
			return;
		}
	}
}

/** Who waits for an instant, and the timer that they share. */
type Sleepers = {timer: NodeJS.Timeout; wake: Set<() => void>};

const sleeping = new Map<number, Sleepers>();

/** Whether the instant came before the abort. */
async function reached(due: number, ms: number, signal: AbortSignal): Promise<boolean> {
	const {timer, wake} = sleeping.get(due) ?? sleepersUntil(due, ms);
	return new Promise(resolve => {
		const rise = () => {
			forget();
			resolve(true);
		};

		const forget = onAbort(signal, () => {
			wake.delete(rise);
			if (wake.size === 0) {
				clearTimeout(timer);
				sleeping.delete(due);
			}

			resolve(false);
		});
		wake.add(rise);
	});
}

function sleepersUntil(due: number, ms: number): Sleepers {
	const wake = new Set<() => void>();
	const timer = setTimeout(() => {
		sleeping.delete(due);
		for (const rise of wake) {
			rise();
		}
	}, ms);
	const sleepers = {timer, wake};
	sleeping.set(due, sleepers);
	return sleepers;
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
