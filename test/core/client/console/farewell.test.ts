import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {createFarewell} from '../../../../source/core/client/console/farewell.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

it.each([
	['quit\r', true],
	['  exit \n', true],
	['logout\r', true],
	['\u0004', true],
	['watch x\rq\r', true],
	['thread\r', false],
	['quit', false],
	['echo exit\r', false],
])('takes %j for a good-bye: %s', (keys, expected) => {
	const onEnded = vi.fn();
	const farewell = createFarewell(onEnded);
	for (const key of keys) {
		farewell.typed(key);
	}

	vi.advanceTimersByTime(2999);
	expect(onEnded).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(onEnded).toHaveBeenCalledTimes(expected ? 1 : 0);
});

it('is taken back by a prompt: q only ended a stream', () => {
	const onEnded = vi.fn();
	const farewell = createFarewell(onEnded);
	farewell.typed('q\r');
	farewell.prompted();
	vi.advanceTimersByTime(10_000);
	expect(onEnded).not.toHaveBeenCalled();
});
