import {expect, it} from 'vitest';
import {createRunRule, type PullFacts} from '../../../../source/core/client/arthas/run-rule.js';

/** A pull that ends at `endedAt` on our clock, of results of which the newest is so many ms older than that. */
const pull = (endedAt: number, size: number, age: number | undefined, rest: Partial<PullFacts> = {}): PullFacts => ({
	startedAt: endedAt - 7, endedAt, size, items: 0, newest: age === undefined ? undefined : endedAt - age, ...rest,
});

/** A clock that is right, to the ms. */
const exact = (epochMs: number) => epochMs;

/** The places at which gaps were found. */
function gapsOf(pulls: PullFacts[], agentTimeAt: (epochMs: number) => number | undefined = exact, slackMs = 5): number[] {
	const rule = createRunRule(agentTimeAt, slackMs);
	return pulls.flatMap((facts, index) => rule(facts) ? [index] : []);
}

it.each<[name: string, pulls: PullFacts[], expected: number[]]>([
	['nothing', [pull(0, 0, undefined), pull(2000, 0, undefined)], []],
	['a slow stream', [pull(0, 1, 100), pull(1000, 1, 100), pull(2000, 1, 100)], []],
	['a fast stream that is kept up with: each batch ends with an event of just now', [pull(0, 20, 1), pull(7, 20, 1), pull(14, 20, 1), pull(21, 20, 1), pull(28, 20, 1)], []],
	// Events of the time before the first of two full pulls ended fill the whole second one: at least 30 lay behind it.
	['an old pair in a long run', [pull(0, 20, 20), pull(7, 20, 30), pull(14, 20, 1), pull(21, 3, 1)], [2]],
	['an old pair in a run that ends before 50: the queue held them all', [pull(0, 20, 20), pull(7, 20, 30), pull(14, 9, 1)], []],
	['an old pair in a run that reaches 50 only with the pull that ends it', [pull(0, 20, 20), pull(7, 20, 30), pull(14, 10, 1)], [2]],
	['a pair that is parted by a pull that was not full', [pull(0, 20, 20), pull(7, 19, 30), pull(14, 20, 30), pull(21, 20, 1), pull(28, 20, 1)], []],
	['several old pairs of one run, told once', [pull(0, 20, 30), pull(7, 20, 30), pull(14, 20, 30), pull(21, 20, 30), pull(28, 20, 30)], [2]],
	['two runs with an old pair each', [
		pull(0, 20, 30), pull(7, 20, 30), pull(14, 12, 1), pull(120, 1, 100), pull(130, 20, 30), pull(137, 20, 30), pull(144, 20, 1),
	], [2, 6]],
	['within the slack it counts as old', [pull(0, 20, 1), pull(7, 20, 3), pull(14, 20, 1)], [2]],
	['beyond the slack it does not', [pull(0, 20, 1), pull(7, 20, 1), pull(14, 20, 1)], []],
])('%s', (_name, pulls, expected) => {
	expect(gapsOf(pulls)).toEqual(expected);
});

it('counts every run of 50 when the clock of the agent is not known', () => {
	const pulls = [pull(0, 20, 1), pull(7, 20, 1), pull(14, 10, 1), pull(200, 20, 1), pull(207, 20, 1), pull(214, 9, 1)];
	expect(gapsOf(pulls, () => undefined)).toEqual([2]);
});

it('counts every run of 50 when the results have no time', () => {
	const pulls = [pull(0, 20, undefined), pull(7, 20, undefined), pull(14, 20, undefined)];
	expect(gapsOf(pulls)).toEqual([2]);
});

it('takes a batch that was sent early for its 100 items for a full one', () => {
	const early = {items: 120};
	const pulls = Array.from({length: 10}, (_, index) => pull(index * 7, 6, 30, early));
	// 6 results each: the run reaches 50 with the ninth.
	expect(gapsOf(pulls)).toEqual([8]);
});

it('allows for another zone and a clock that is wrong', () => {
	const agentTimeAt = (epochMs: number) => epochMs + 3_600_000 - 250;
	const fresh = [0, 7, 14, 21].map(at => pull(at, 20, undefined, {newest: agentTimeAt(at) - 1}));
	const old = [0, 7, 14, 21].map(at => pull(at, 20, undefined, {newest: agentTimeAt(at) - 30}));
	expect(gapsOf(fresh, agentTimeAt)).toEqual([]);
	expect(gapsOf(old, agentTimeAt)).toEqual([2]);
});

it('says what kind of gap it is, and when we ourselves were late', () => {
	const rule = createRunRule(exact, 5);
	rule(pull(0, 20, 30));
	rule(pull(4000, 20, 3900, {startedAt: 3993}));
	expect(rule(pull(4007, 20, 30))).toMatchObject({gap: {reason: 'consumer-overflow', count: null, atLeast: 0}, lateMs: 3993});
});

it('is not late without a pause', () => {
	const rule = createRunRule(exact, 5);
	rule(pull(0, 20, 30));
	rule(pull(7, 20, 30));
	expect(rule(pull(14, 20, 30))).toMatchObject({lateMs: 0});
});
