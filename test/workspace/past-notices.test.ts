import {describe, expect, it} from 'vitest';
import {keepNotice, type PastNotice, type Telling} from '../../source/workspace/past-notices.js';

function told(...all: Telling[]): readonly PastNotice[] {
	let past: readonly PastNotice[] = [];
	for (const telling of all) {
		past = keepNotice(past, telling);
	}

	return past;
}

describe('past notices', () => {
	it('are kept in the order in which they were told', () => {
		expect(told({level: 'info', text: 'a', now: 1}, {level: 'bad', text: 'b', now: 2})).toEqual([
			{
				seq: 1, at: 1, level: 'info', text: 'a', count: 1,
			}, {
				seq: 2, at: 2, level: 'bad', text: 'b', count: 1,
			},
		]);
	});

	it('count up where the same is told again at once', () => {
		expect(told({level: 'warn', text: 'a', now: 1}, {level: 'warn', text: 'a', now: 2}, {level: 'bad', text: 'a', now: 3})).toMatchObject([
			{level: 'warn', at: 2, count: 2}, {level: 'bad', count: 1},
		]);
	});

	it('have of one thing what was told last', () => {
		expect(told(
			{
				level: 'info', text: '1 %', now: 1, about: 'x',
			},
			{level: 'info', text: 'b', now: 2},
			{
				level: 'info', text: 'fetched', now: 3, about: 'x',
			},
		)).toMatchObject([{text: 'b'}, {text: 'fetched', at: 3}]);
	});

	it('have all of what a notice names only the first of, which is read first where the newest is on top', () => {
		expect(told({
			level: 'warn', text: '2 settings are wrong', now: 1, whole: ['keys', 'theme'],
		})).toMatchObject([{text: 'theme'}, {text: 'keys'}]);
	});

	it('are no more than 500, and never endless', () => {
		const past = told(...Array.from({length: 600}, (_, at): Telling => ({level: 'info', text: `${at} ${'x'.repeat(10_000)}`, now: at})));
		expect(past).toHaveLength(500);
		expect(past[0]?.text).toMatch(/^100 x/u);
		expect(past[0]?.text).toHaveLength(8192);
	});
});
