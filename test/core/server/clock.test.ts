import {
	afterEach, expect, test, vi,
} from 'vitest';
import {steadyNow, wallTime} from '../../../source/core/server/clock.js';

afterEach(() => {
	vi.restoreAllMocks();
});

test('ages are measured by a clock that no jump moves, and told by the one that did', () => {
	const before = steadyNow();
	expect(Math.abs(before - Date.now())).toBeLessThan(5000);
	expect(Math.abs(wallTime(before) - Date.now())).toBeLessThan(5000);
	const real = Date.now;
	const spy = vi.spyOn(Date, 'now').mockImplementation(() => real() + 86_400_000);
	expect(steadyNow() - before).toBeLessThan(5000);
	expect(Math.abs(wallTime(before) - Date.now())).toBeLessThan(5000);
	spy.mockRestore();
	expect(Math.abs(wallTime(before) - Date.now())).toBeLessThan(5000);
});

test('a time is told the same each time', () => {
	const time = steadyNow();
	expect(new Set(Array.from({length: 100}, () => wallTime(time))).size).toBe(1);
	expect(Number.isInteger(wallTime(time))).toBe(true);
});
