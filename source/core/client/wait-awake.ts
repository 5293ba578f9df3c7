import {pause} from './pause.js';

/** The wall clock running ahead of the monotonic one by so much means that the machine slept. */
const sleptMs = 5000;
const lookEveryMs = 5000;

/** Waits for `ms`, less when the signal says so or the machine wakes from sleep. */
export async function waitAwake(ms: number, signal: AbortSignal): Promise<void> {
	const wall = Date.now();
	const monotonic = performance.now();
	const passed = () => performance.now() - monotonic;
	while (ms - passed() >= 1 && await pause(Math.min(Math.ceil(ms - passed()), lookEveryMs), signal)) {
		if (Date.now() - wall - passed() > sleptMs) {
			return;
		}
	}
}
