import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {hedge} from '../../../../source/core/client/arthas/hedge.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

/** Attempts that are settled by hand. */
function attempts() {
	const made: Array<{signal: AbortSignal; resolve: (value: string) => void; reject: (error: Error) => void}> = [];
	return {
		made,
		attempt: async (signal: AbortSignal) => new Promise<string>((resolve, reject) => {
			made.push({signal, resolve, reject});
			signal.addEventListener('abort', () => {
				reject(signal.reason as Error);
			});
		}),
	};
}

const never = new AbortController().signal;

it('asks once when the answer comes in time', async () => {
	const {made, attempt} = attempts();
	const answer = hedge(attempt, never);
	await vi.advanceTimersByTimeAsync(79);
	made[0]?.resolve('first');
	expect(await answer).toBe('first');
	await vi.advanceTimersByTimeAsync(1000);
	expect(made).toHaveLength(1);
});

it('asks again every 80 ms, four times at most, and takes the first answer', async () => {
	const {made, attempt} = attempts();
	const answer = hedge(attempt, never);
	await vi.advanceTimersByTimeAsync(80);
	expect(made).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(made).toHaveLength(4);
	made[2]?.resolve('third');
	expect(await answer).toBe('third');
	expect(made.map(({signal}) => signal.aborted)).toEqual([true, true, true, true]);
});

it('fails when all tries that were made have failed', async () => {
	const {made, attempt} = attempts();
	const answer = hedge(attempt, never);
	const failed = expect(answer).rejects.toThrow('one');
	await vi.advanceTimersByTimeAsync(80);
	made[0]?.reject(new Error('one'));
	made[1]?.reject(new Error('two'));
	await failed;
	expect(made).toHaveLength(2);
});

it('does not fail while another try may succeed', async () => {
	const {made, attempt} = attempts();
	const answer = hedge(attempt, never);
	await vi.advanceTimersByTimeAsync(80);
	made[0]?.reject(new Error('one'));
	made[1]?.resolve('two');
	expect(await answer).toBe('two');
});

it('ends with its signal', async () => {
	const {made, attempt} = attempts();
	const controller = new AbortController();
	const answer = hedge(attempt, controller.signal);
	const failed = expect(answer).rejects.toThrow('left');
	controller.abort(new Error('left'));
	await failed;
	expect(made).toHaveLength(1);
});
