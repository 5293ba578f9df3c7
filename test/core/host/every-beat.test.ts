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
