import {expect, it} from 'vitest';
import {createRunRule, type PullFacts} from '../../../../source/core/client/arthas/run-rule.js';

/** A clock that is right, to the ms. */
const exact = (epochMs: number) => epochMs;

type PullShape = {age?: number; took?: number; pace?: number; clock?: typeof exact; items?: number};

/**
A pull that ends at `endedAt` on our clock and took so long, of results of which the newest is so many ms
older than its end, one every `pace` ms.
*/
function pull(endedAt: number, size: number, {age, took = 7, pace = 0.33, clock = exact, items = 0}: PullShape = {}): PullFacts {
	const newest = clock(endedAt) - (age ?? 0);
	return {
		startedAt: endedAt - took, endedAt, size, items, times: age === undefined ? undefined : {oldest: newest - (pace * (size - 1)), newest, count: size},
	};
}

/** The pulls after which gaps were found. */
function gapsOf(pulls: PullFacts[], agentTimeAt: (epochMs: number) => number | undefined = exact, slackMs = 2): number[] {
	const rule = createRunRule(agentTimeAt, slackMs);
	return pulls.flatMap((facts, index) => rule(facts) ? [index] : []);
}

/** Its results came while it was open, the last one just before its end. */
const fresh = {age: 1};
/** Its results had been waiting before it was sent, since the queue was full. */
const waiting = {age: 12};

it.each<[name: string, pulls: PullFacts[], expected: number[]]>([
	['nothing', [pull(0, 0), pull(2000, 0)], []],
	['a slow stream', [pull(0, 1, {age: 100}), pull(1000, 1, {age: 100}), pull(2000, 1, {age: 100})], []],
	['a fast stream that is kept up with', [pull(0, 20, fresh), pull(7, 20, fresh), pull(14, 20, fresh), pull(21, 20, fresh)], []],
	['results that waited, in a long run', [pull(0, 20, waiting), pull(7, 20, waiting), pull(14, 20, fresh), pull(21, 3, fresh)], [2]],
	['results that waited, in a run that ends before 50: the queue held them all', [pull(0, 20, waiting), pull(7, 20, waiting), pull(14, 9, fresh)], []],
	['results that waited, in a run that reaches 50 only with the pull that ends it', [pull(0, 20, waiting), pull(7, 20, waiting), pull(14, 10, fresh)], [2]],
	['full pulls that are parted by one that was not', [pull(0, 20, waiting), pull(7, 19, waiting), pull(14, 20, waiting), pull(21, 20, fresh), pull(28, 20, fresh)], []],
	['a long run, told once', [pull(0, 20, waiting), pull(7, 20, waiting), pull(14, 20, waiting), pull(21, 20, waiting), pull(28, 20, waiting)], [2]],
	['two runs', [
		pull(0, 20, waiting), pull(7, 20, waiting), pull(14, 12, fresh), pull(120, 1, fresh), pull(130, 20, waiting), pull(137, 20, waiting), pull(144, 20, fresh),
	], [2, 6]],
	['a pause before every pull: the queue has moved on when the next one comes', [
		pull(0, 20, {age: 11, took: 1}), pull(100, 20, {age: 11, took: 1}), pull(200, 20, {age: 11, took: 1}),
	], [2]],
	['a long way, on which nothing can be said to have waited, but thirty more came about since', [
		pull(0, 20, {age: 41, took: 80, pace: 1}), pull(80, 20, {age: 41, took: 80, pace: 1}), pull(160, 20, {age: 41, took: 80, pace: 1}),
	], [2]],
	['a long way and a slower stream', [
		pull(0, 20, {age: 41, took: 80, pace: 2}), pull(80, 20, {age: 41, took: 80, pace: 2}), pull(160, 20, {age: 41, took: 80, pace: 2}),
	], []],
	['a burst', [pull(0, 20, {age: 3, pace: 0}), pull(7, 20, {age: 3, pace: 0}), pull(14, 20, {age: 3, pace: 0})], [2]],
])('%s', (_name, pulls, expected) => {
	expect(gapsOf(pulls)).toEqual(expected);
});

it('allows for what is not known of the clock', () => {
	const pulls = [0, 7, 14].map(endedAt => pull(endedAt, 20, {age: 5, pace: 1}));
	expect(gapsOf(pulls, exact, 1)).toEqual([]);
	expect(gapsOf(pulls, exact, 2)).toEqual([2]);
});

it('counts every run of 50 when the clock of the agent is not known', () => {
	const pulls = [pull(0, 20, fresh), pull(7, 20, fresh), pull(14, 10, fresh), pull(200, 20, fresh), pull(207, 20, fresh), pull(214, 9, fresh)];
	expect(gapsOf(pulls, () => undefined)).toEqual([2]);
});

it('counts every run of 50 when the results have no time', () => {
	expect(gapsOf([pull(0, 20), pull(7, 20), pull(14, 20)])).toEqual([2]);
});

it('takes a batch that was sent early for its 100 items for a full one', () => {
	const pulls = Array.from({length: 10}, (_, index) => pull(index * 7, 6, {...waiting, items: 120}));
	// 6 results each: the run reaches 50 with the ninth.
	expect(gapsOf(pulls)).toEqual([8]);
});

it('allows for another zone and a clock that is wrong', () => {
	const clock = (epochMs: number) => epochMs + 3_600_000 - 250;
	expect(gapsOf([0, 7, 14, 21].map(at => pull(at, 20, {...fresh, clock})), clock)).toEqual([]);
	expect(gapsOf([0, 7, 14, 21].map(at => pull(at, 20, {...waiting, clock})), clock)).toEqual([2]);
});

it('says what kind of gap it is, and when we ourselves were late', () => {
	const rule = createRunRule(exact, 2);
	rule(pull(0, 20, waiting));
	rule(pull(4000, 20, waiting));
	expect(rule(pull(4007, 20, waiting))).toMatchObject({gap: {reason: 'consumer-overflow', count: null, atLeast: 0}, lateMs: 3993});
});

it('is not late without a pause', () => {
	const rule = createRunRule(exact, 2);
	rule(pull(0, 20, waiting));
	rule(pull(7, 20, waiting));
	expect(rule(pull(14, 20, waiting))).toMatchObject({lateMs: 0});
});
