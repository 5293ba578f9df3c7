import {expect, it, vi} from 'vitest';
import {createPollBudget, pollLimit} from '../../../../source/core/client/arthas/poll-budget.js';

it.each([[1, 1], [2, 3], [3, 4], [64, 4]])('with %i processors a JVM bears %i polls', (processors, expected) => {
	expect(pollLimit(processors)).toBe(expected);
});

it('asks for the processors only before a second poll', async () => {
	const learn = vi.fn(async () => 2);
	const budget = createPollBudget(learn);
	expect(await budget.claim()).toMatchObject({ahead: 0});
	expect(learn).not.toHaveBeenCalled();
	expect(await budget.claim()).toMatchObject({ahead: 0});
	expect(await budget.claim()).toMatchObject({ahead: 0});
	expect(await budget.claim()).toMatchObject({ahead: 3});
	expect(learn).toHaveBeenCalledTimes(1);
});

it('lets the next one in when one ends, in the order in which they came', async () => {
	const budget = createPollBudget(async () => 1);
	const order: string[] = [];
	const first = await budget.claim();
	const claims = await Promise.all(['b', 'c', 'd'].map(async name => {
		const claim = await budget.claim();
		const enter = async () => {
			await claim.granted;
			order.push(name);
		};

		return {...claim, entered: enter()};
	}));
	claims[0]?.release();
	expect(order).toEqual([]);
	first.release();
	await claims[1]?.entered;
	expect(order).toEqual(['c']);
	claims[1]?.release();
	await claims[2]?.entered;
	expect(order).toEqual(['c', 'd']);
});

it('gives a place back once, however often it is told', async () => {
	const budget = createPollBudget(async () => 1);
	const first = await budget.claim();
	first.release();
	first.release();
	expect(await budget.claim()).toMatchObject({ahead: 0});
	expect(await budget.claim()).toMatchObject({ahead: 1});
});

it('allows one poll while the processors can not be learnt, and asks the next time', async () => {
	const learn = vi.fn<() => Promise<number | undefined>>().mockRejectedValueOnce(new Error('no')).mockResolvedValueOnce(undefined).mockResolvedValueOnce(2);
	const budget = createPollBudget(learn);
	await budget.claim();
	expect(await budget.claim()).toMatchObject({ahead: 1});
	expect(await budget.claim()).toMatchObject({ahead: 1});
	// Now it is known, and the two that waited are in.
	expect(await budget.claim()).toMatchObject({ahead: 3});
});
