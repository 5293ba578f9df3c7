import {describe, expect, it} from 'vitest';
import {createChunkedList} from '../../../source/ui/stream/chunked-list.js';
import {createCostDigest} from '../../../source/ui/stream/cost-digest.js';
import {createRateMeter} from '../../../source/ui/stream/rate-meter.js';

describe('a digest of costs', () => {
	it('knows any share of them to a percent', () => {
		const digest = createCostDigest();
		for (let ms = 1; ms <= 10_000; ms++) {
			digest.add(ms / 100);
		}

		const [p50, p95, p99] = digest.quantiles(0.5, 0.95, 0.99);
		expect(p50! / 50).toBeCloseTo(1, 1);
		expect(p95! / 95).toBeCloseTo(1, 1);
		expect(p99! / 99).toBeCloseTo(1, 1);
		expect(digest.count).toBe(10_000);
	});

	it('has nothing to say of nothing, and takes what can\'t be for nothing', () => {
		const digest = createCostDigest();
		for (const ms of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
			digest.add(ms);
		}

		expect(digest.quantiles(0.5)).toEqual([undefined]);
		digest.add(0);
		expect(digest.quantiles(0.01, 1)).toEqual([0, 0]);
		digest.add(1e300);
		expect(digest.quantiles(1)[0]).toBeGreaterThan(5e8);
	});

	it('is the digest of both when another is put into it', () => {
		const [one, other, both] = [createCostDigest(), createCostDigest(), createCostDigest()];
		for (const [digest, ms] of [[one, 0.1], [other, 7], [one, 0.2], [other, 9]] as const) {
			digest.add(ms);
			both.add(ms);
		}

		one.merge(other);
		expect(one.quantiles(0.1, 0.5, 0.9)).toEqual(both.quantiles(0.1, 0.5, 0.9));
		expect(one.count).toBe(4);
	});

	it('lets one stand for several', () => {
		const digest = createCostDigest();
		digest.add(1);
		digest.add(100, 9);
		expect(digest.quantiles(0.5)[0]).toBeGreaterThan(90);
	});
});

describe('a rate', () => {
	it('is that of the last ten seconds, or since the first', () => {
		const rate = createRateMeter();
		expect(rate.perSecond(0)).toBe(0);
		for (let at = 100_000; at < 130_000; at += 500) {
			rate.add(at);
			expect(rate.perSecond(at)).toBeGreaterThan(at === 100_000 ? 0.9 : 1.4);
			expect(rate.perSecond(at)).toBeLessThan(3.1);
		}

		expect(rate.perSecond(129_999)).toBeCloseTo(2, 1);
	});

	it('falls while nothing comes, and says when, until there is nothing left to fall', () => {
		const rate = createRateMeter();
		for (let at = 0; at < 10_000; at += 1000) {
			rate.add(at, 5);
		}

		expect(rate.nextChange(9500)).toBe(10_000);
		expect(rate.perSecond(15_000)).toBeLessThan(rate.perSecond(9500));
		expect(rate.perSecond(19_500)).toBe(0);
		expect(rate.nextChange(19_500)).toBeUndefined();
	});

	it('counts what comes after a pause, and what a clock that was put back gives', () => {
		const rate = createRateMeter();
		rate.add(1000, 7);
		rate.add(100_000, 20);
		rate.add(99_000, 10);
		expect(rate.perSecond(100_900)).toBeCloseTo(30 / 9.9, 1);
	});
});

describe('a list in chunks', () => {
	it('is what an array is, however it grows and is shortened', () => {
		const list = createChunkedList<number>();
		let model: number[] = [];
		for (let round = 0; round < 60; round++) {
			for (let item = 0; item < (round * 37) % 500; item++) {
				list.push((round * 1000) + item);
				model.push((round * 1000) + item);
			}

			list.dropFirst((round * 61) % 450);
			model = model.slice((round * 61) % 450);
			expect(list.length).toBe(model.length);
			expect([
				list.at(0), list.at(model.length - 1), list.at(model.length >> 1), list.at(-1), list.at(model.length),
			]).toEqual([model[0], model.at(-1), model[model.length >> 1], undefined, undefined]);
		}
	});
});
