import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {watchQuiet} from '../../../../source/core/client/channel/watch-quiet.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

async function play(isStream: boolean, heardAt: number[], untilMs: number): Promise<number[]> {
	const startedAt = performance.now();
	const over = new AbortController();
	const quiet: number[] = [];
	const {heard} = watchQuiet({
		commandLine: 'x', isStream, isLook: true, deadlineMs: 0,
	}, {
		signal: over.signal, onQuiet() {
			quiet.push(Math.round((performance.now() - startedAt) / 1000));
		},
	});
	let now = 0;
	for (const at of [...heardAt, untilMs]) {
		await vi.advanceTimersByTimeAsync(at - now);
		now = at;
		heard();
	}

	over.abort();
	await vi.advanceTimersByTimeAsync(600_000);
	return quiet;
}

it('looks again for a short command after 3, 10 and 30 s of silence, then no more', async () => {
	expect(await play(false, [0, 10], 120_000)).toEqual([3, 13, 43]);
});

it('counts the silence from the last message', async () => {
	expect(await play(false, [0, 2000, 4000, 6000], 10_000)).toEqual([9]);
});

it('lets a stream be quiet that was never busy', async () => {
	expect(await play(true, [10, 20, 30, 40], 400_000)).toEqual([]);
});

it('looks again for a stream that was busy, three times at most', async () => {
	const busy = Array.from({length: 100}, (_, index) => index * 1000);
	expect(await play(true, busy, 159_500)).toEqual([159]);
	expect(await play(true, busy, 900_000)).toEqual([159, 219, 279]);
});

it('looks again for a stream that became busy after a quiet hour', async () => {
	const late = Array.from({length: 2000}, (_, index) => 3_600_000 + (index * 200));
	expect(await play(true, late, 4_061_000)).toEqual([4060]);
});
