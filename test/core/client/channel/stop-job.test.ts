import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {stopJob} from '../../../../source/core/client/channel/stop-job.js';
import {writable} from '../../../../source/core/readable.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

function begin(id = 's1') {
	const startedAt = performance.now();
	const over = new AbortController();
	const steps: Array<[step: string, atMs: number]> = [];
	const note = (step: string) => (sessionId: string) => {
		steps.push([`${step} ${sessionId}`, Math.round(performance.now() - startedAt)]);
	};

	const sessionId = writable(id);
	const gaveUp = stopJob({
		sessionId, interrupt: note('interrupt'), close: note('close'), signal: over.signal,
	});
	return {
		over, steps, sessionId, gaveUp,
	};
}

it('interrupts at once, again after 5 s, closes the session after 10, gives up after 15', async () => {
	const {steps, gaveUp} = begin();
	await vi.advanceTimersByTimeAsync(15_000);
	expect(await gaveUp).toBe(true);
	expect(steps).toEqual([['interrupt s1', 0], ['interrupt s1', 5000], ['close s1', 10_000]]);
});

it('is over with the job', async () => {
	const {over, steps, gaveUp} = begin();
	await vi.advanceTimersByTimeAsync(300);
	over.abort();
	expect(await gaveUp).toBe(false);
	await vi.advanceTimersByTimeAsync(20_000);
	expect(steps).toEqual([['interrupt s1', 0]]);
});

it('waits for the session of a command that wasn\'t answered yet', async () => {
	const {steps, sessionId, gaveUp} = begin('');
	await vi.advanceTimersByTimeAsync(2000);
	expect(steps).toEqual([]);
	sessionId.set('late');
	await vi.advanceTimersByTimeAsync(13_000);
	expect(await gaveUp).toBe(true);
	expect(steps).toEqual([['interrupt late', 2000], ['interrupt late', 7000], ['close late', 12_000]]);
});

it('gives up on a command that is never answered', async () => {
	const {steps, gaveUp} = begin('');
	await vi.advanceTimersByTimeAsync(15_000);
	expect(await gaveUp).toBe(true);
	expect(steps).toEqual([]);
});
