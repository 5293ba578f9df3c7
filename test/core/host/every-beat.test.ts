import {
	afterEach, expect, test, vi,
} from 'vitest';
import {everyBeat} from '../../../source/core/host/define/every-beat.js';

afterEach(() => {
	vi.restoreAllMocks();
});

test('a beat whose timer ended a little early does not come twice', async () => {
	const began = Date.now();
	// The start, and how long after it each beat was answered by a clock that runs behind the timers.
	const times = [0, 0, 29.6, 59.6];
	vi.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? 90);
	let beats = 0;
	for await (const _ of everyBeat(30, 3, new AbortController().signal)) {
		beats++;
	}

	expect(beats).toBe(3);
	expect(Date.now() - began).toBeGreaterThan(50);
});

/** What is begun at a time of a clock that stands still, once it waits for its second beat. */
async function begin(at: number, ms: number, signal = new AbortController().signal): Promise<{beats: number; ended: Promise<void>}> {
	vi.spyOn(performance, 'now').mockImplementation(() => at);
	const run = {beats: 0, ended: Promise.resolve()};
	run.ended = (async () => {
		for await (const _ of everyBeat(ms, 2, signal)) {
			run.beats++;
		}
	})();
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	return run;
}

test('beats of several watches fall together, and the first pause is not much shorter than the others', async () => {
	const timers = vi.spyOn(globalThis, 'setTimeout');
	const [early, late, other] = [await begin(10, 100), await begin(40, 100), await begin(40, 200)];
	expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([90, 160]);
	expect([early.beats, late.beats, other.beats]).toEqual([1, 1, 1]);
	const latest = await begin(60, 100);
	// At 100 it would come too soon after the first, and at 200 the second one is waited for already.
	expect(timers.mock.calls).toHaveLength(2);
	await Promise.all([early.ended, late.ended, other.ended, latest.ended]);
	expect([early.beats, late.beats, other.beats, latest.beats]).toEqual([2, 2, 2, 2]);
});

test('who goes does not take the beat of others along, and the last one the timer', async () => {
	const clear = vi.spyOn(globalThis, 'clearTimeout');
	const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
	const [first, second] = [await begin(1000, 60_000, stopFirst.signal), await begin(1000, 60_000, stopSecond.signal)];
	stopFirst.abort();
	await first.ended;
	expect(clear).not.toHaveBeenCalled();
	stopSecond.abort();
	await second.ended;
	expect(clear).toHaveBeenCalledTimes(1);
	expect([first.beats, second.beats]).toEqual([1, 1]);
});
