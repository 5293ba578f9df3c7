import {expect, it} from 'vitest';
import {
	agentTimeAt, readAgentTime, resultTimes, unknownClock, zoneOf,
} from '../../../../source/core/client/arthas/agent-time.js';

it.each([
	['2026-11-21 14:11:36.135', Date.UTC(2026, 10, 21, 14, 11, 36, 135)],
	['2026-11-21 14:11:39.342679152', Date.UTC(2026, 10, 21, 14, 11, 39) + 342.679_152],
	['2026-11-21 14:11:39.342679', Date.UTC(2026, 10, 21, 14, 11, 39) + 342.679],
	['2026-11-21 14:11:39', undefined],
	['2026-13-21 14:11:39.100', undefined],
	['21.11.2026 14:11:39.100', undefined],
	['2026-11-21T14:11:39.100Z', undefined],
	['', undefined],
])('reads %j by position, in no zone', (text, expected) => {
	const time = readAgentTime(text);
	if (expected === undefined) {
		expect(time).toBeUndefined();
	} else {
		expect(time).toBeCloseTo(expected, 3);
	}
});

it.each([
	['2026-11-21 14:11:36.135', Date.UTC(2026, 10, 21, 14, 11, 36, 134), 0],
	['2026-11-21 22:11:36.135', Date.UTC(2026, 10, 21, 14, 11, 36, 900), 8 * 3_600_000],
	['2026-11-21 19:56:36.135', Date.UTC(2026, 10, 21, 14, 11, 36, 134), 5.75 * 3_600_000],
	['2026-11-21 05:11:36', Date.UTC(2026, 10, 21, 14, 11, 36, 900), -9 * 3_600_000],
	['yesterday', 0, null],
])('finds the zone of %j', (local, epochMs, expected) => {
	expect(zoneOf(local, epochMs)).toBe(expected);
});

it('knows the agent\'s time only where clock and zone are known well enough', () => {
	expect(agentTimeAt({offsetMs: 250, errorMs: 3, zoneMs: 3_600_000}, 1000)).toBe(3_601_250);
	expect(agentTimeAt({offsetMs: 250, errorMs: 101, zoneMs: 3_600_000}, 1000)).toBeUndefined();
	expect(agentTimeAt({offsetMs: 250, errorMs: 3, zoneMs: null}, 1000)).toBeUndefined();
	expect(agentTimeAt(unknownClock, 1000)).toBeUndefined();
});

it('finds the times of results of all shapes', () => {
	const noon = Date.UTC(2026, 10, 21, 12);
	const watch = {type: 'watch', ts: '2026-11-21 12:00:01.000'};
	const stack = {type: 'stack', ts: '2026-11-21 12:00:03.000'};
	const monitor = {type: 'monitor', timestamp: '2026-11-21 12:00:02.000'};
	const tt = {type: 'tt', timeFragmentList: [{timestamp: '2026-11-21 12:00:04.000'}, {timestamp: '2026-11-21 12:00:05.500'}]};
	expect(resultTimes([{type: 'command'}, watch, stack, monitor], 0)).toEqual({oldest: noon + 1000, newest: noon + 3000, count: 3});
	expect(resultTimes([tt, watch], 0)).toEqual({oldest: noon + 1000, newest: noon + 5500, count: 2});
	expect(resultTimes([{type: 'trace', root: {}}, {type: 'status', statusCode: 0}], 0)).toBeUndefined();
});

it('puts the numbers of old versions into the agent\'s local time', () => {
	expect(resultTimes([{type: 'watch', ts: 1000}], 3_600_000)).toMatchObject({newest: 3_601_000});
	expect(resultTimes([{type: 'watch', ts: 1000}], null)).toBeUndefined();
});
