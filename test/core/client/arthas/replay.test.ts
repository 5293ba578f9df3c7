import {describe, expect, it} from 'vitest';
import {createReplayReader, freshOf} from '../../../../source/core/client/arthas/replay.js';
import type {Result} from '../../../../source/core/protocol/result.js';

const event = (number: number): Result => ({type: 'watch', jobId: 7, value: `@Integer[${number}]`});
const events = (first: number, last: number) => Array.from({length: last - first + 1}, (_, index) => event(first + index));
const status = (inputStatus: string): Result => ({type: 'input_status', jobId: 0, inputStatus});

describe('what is new in a replay', () => {
	it.each<[name: string, replay: Result[], ours: Result[], expected: Result[]]>([
		['nothing, when it holds what we have', events(1, 50), events(1, 50), []],
		['what came after the last that we have', events(11, 60), events(1, 30), events(31, 60)],
		['all, when they do not overlap', events(100, 149), events(1, 30), events(100, 149)],
		['all, when we have nothing', events(1, 5), [], events(1, 5)],
		['all that differs, not what only looks like it', [event(3), event(9)], events(1, 3), [event(9)]],
		['all after an equal end, the longest one', [event(1), event(1), event(2)], [event(1), event(1)], [event(2)]],
		['a duplicate rather than nothing, when the overlap is broken', [event(2), event(9), event(4)], events(1, 4), [event(2), event(9), event(4)]],
	])('is %s', (_name, replay, ours, expected) => {
		expect(freshOf(replay, ours)).toEqual(expected);
	});
});

it('waits for the end of the replay, which comes in batches', () => {
	const read = createReplayReader(events(1, 30));
	expect(read([status('DISABLED'), ...events(11, 29)])).toBeUndefined();
	expect(read(events(30, 49))).toBeUndefined();
	expect(read([...events(50, 60), status('ALLOW_INTERRUPT'), event(61)])).toEqual([...events(31, 60), status('ALLOW_INTERRUPT'), event(61)]);
});

it('ends without the frame too, when that was dropped from a full queue', () => {
	const read = createReplayReader([]);
	expect(read(events(1, 40))).toBeUndefined();
	expect(read(events(41, 60))).toEqual(events(1, 60));
});
