import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {stopStream} from '../../../../source/core/client/arthas/stop-stream.js';
import type {ApiAnswer} from '../../../../source/core/client/arthas/read-answer.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
});

afterEach(() => {
	vi.useRealTimers();
});

const succeeded = (jobStatus: string): ApiAnswer => ({response: {state: 'SUCCEEDED', body: {jobId: 7, jobStatus}}, results: []});
const failed = (message: string): ApiAnswer => ({response: {state: 'FAILED', message}, results: []});
const never = new AbortController().signal;

it.each([
	[succeeded('TERMINATED'), 'terminated'],
	[succeeded('RUNNING'), 'not-interruptible'],
	[failed('no foreground job is running'), 'not-running'],
])('takes the agent\'s word %#', async (answer, expected) => {
	const close = vi.fn();
	expect(await stopStream({interrupt: async () => answer, close, signal: never})).toBe(expected);
	expect(close).not.toHaveBeenCalled();
});

it('asks again in 100 ms while the command has not begun', async () => {
	const interrupt = vi.fn<() => Promise<ApiAnswer>>()
		.mockResolvedValueOnce(failed('process http api request failed: Cannot interrupt process in READY state'))
		.mockResolvedValue(succeeded('TERMINATED'));
	const word = stopStream({interrupt, close: vi.fn(), signal: never});
	await vi.advanceTimersByTimeAsync(100);
	expect(await word).toBe('terminated');
	expect(interrupt).toHaveBeenCalledTimes(2);
});

it('asks again at 5 s, closes the session at 10 s, gives up at 15 s', async () => {
	const at: Array<[what: string, ms: number]> = [];
	const startedAt = performance.now();
	const note = (what: string) => {
		at.push([what, Math.round(performance.now() - startedAt)]);
	};

	const word = stopStream({
		async interrupt(timeoutMs) {
			note('interrupt');
			return new Promise((_resolve, reject) => {
				setTimeout(reject, timeoutMs, new Error('no answer'));
			});
		},
		async close() {
			note('close');
		},
		signal: never,
	});
	await vi.advanceTimersByTimeAsync(15_000);
	expect(await word).toBe('unknown');
	note('unknown');
	expect(at).toEqual([['interrupt', 0], ['interrupt', 5000], ['close', 10_000], ['unknown', 15_000]]);
});

it('ends when the command does', async () => {
	const controller = new AbortController();
	const interrupt = vi.fn(async () => {
		throw new Error('no answer');
	});
	const word = stopStream({interrupt, close: vi.fn(), signal: controller.signal});
	await vi.advanceTimersByTimeAsync(1000);
	controller.abort();
	expect(await word).toBeUndefined();
	expect(interrupt).toHaveBeenCalledTimes(1);
});
