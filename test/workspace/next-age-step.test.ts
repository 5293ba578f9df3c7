import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {ageText} from '../../source/views/age-text.js';
import {nextAgeChange, nextAgeStep} from '../../source/workspace/next-age-step.js';

describe('nextAgeStep', () => {
	it.each([
		[0, 15_000], [14_999, 15_000], [15_000, 20_000], [30_000, 60_000], [1_799_999, 1_800_000], [1_800_000, 3_600_000], [86_399_000, 86_400_000], [86_400_000, 172_800_000],
	])('after %i ms is at %i', (age, step) => {
		expect(nextAgeStep(age)).toBe(step);
	});

	it('is the first age whose text differs', () => {
		fc.assert(fc.property(fc.integer({min: 0, max: 400_000_000}), age => {
			const step = nextAgeStep(age);
			expect(step).toBeGreaterThan(age);
			expect(ageText(step - 1)).toBe(ageText(age));
			expect(ageText(step)).not.toBe(ageText(age));
		}));
	});
});

it('knows when the first of several ages changes its text', () => {
	expect(nextAgeChange([1000, 4000, 900], 16_500)).toBe(19_000);
	expect(nextAgeChange([], 16_500)).toBeUndefined();
});
