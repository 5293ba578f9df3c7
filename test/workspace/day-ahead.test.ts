import {expect, test} from 'vitest';
import {
	isFault, parseSchedule, runsAfter, type Schedule,
} from '../../source/core/cron/index.js';
import type {JsonObject} from '../../source/core/protocol/result.js';
import {
	dayAhead, groupJobs, hourCounts, readCronJobs, type CronHost,
} from '../../source/workspace/cron.js';

const scheduleOf = (text: string): Schedule => {
	const schedule = parseSchedule(text);
	if (isFault(schedule)) {
		throw new Error(text);
	}

	return schedule;
};

/** One run after the other, as they are said to come. */
function counted(schedule: Schedule, {zone, from, now}: {zone: string; from: number; now: number}): number[] {
	const counts = Array.from({length: 24}, () => 0);
	for (const run of runsAfter(schedule, {from: now, zone})) {
		if (run >= from + 86_400_000) {
			break;
		}

		counts[Math.floor((run - from) / 3_600_000)]! += 1;
	}

	return counts;
}

test.each([
	'*/10 * * * * *', '0 0 * * * *', '0 0/30 8-10 * * *', '0 0 23-7/2,8 * * *', '5,25 1/7 * * * *', '0 30 * * * *', '0 0 0 25 12 ?', '* * * * * *', '59 59 23 * * *', '0 15,45 6 * * MON-FRI',
])('the hours of %s have as many runs as come one after the other', text => {
	const schedule = scheduleOf(text);
	for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kolkata']) {
		const from = Date.parse('2026-11-22T12:00:00Z');
		for (const now of [from - 1, from, from + 1_234_500, from + 3_599_999]) {
			const day = {zone, from, now};
			expect(hourCounts(schedule, day), `${zone} ${now}`).toEqual(counted(schedule, {...day, now: Math.max(now, from - 1)}));
		}
	}
});

const now = Date.parse('2026-11-22T12:31:00Z');
const host = (name: string, zone: string, ...jobs: JsonObject[]): CronHost => ({
	ref: name, name, isUp: true, jobs: readCronJobs(jobs), problem: undefined, at: now, zone,
});
const job = (name: string, cron: string, members: JsonObject = {}): JsonObject => ({
	name, cron, cmd: 'true', source: 'agent', enabled: true, next: now / 1000, ...members,
});

test('the day ahead counts the runs of all hosts, each in its own zone, and of those jobs alone that are on', () => {
	const hosts = [
		host('a', 'UTC', job('rotate', '0 0 * * * *'), job('backup', '0 0 20 * * *'), job('off', '* * * * * *', {enabled: false})),
		host('b', 'Asia/Shanghai', job('rotate', '0 0 * * * *'), job('backup', '0 0 20 * * *')),
		host('c', 'Europe/Nowhere', job('odd', 'no schedule'), job('there', '0 0 9 * * *', {tz: 'UTC'})),
	];
	const {from, counts, meeting} = dayAhead(groupJobs(hosts), hosts, now);
	expect(new Date(from).toISOString()).toBe('2026-11-22T12:00:00.000Z');
	// In Shanghai it is 20 o'clock at 12 in UTC, which is over today and comes at the end of these hours no more.
	expect(counts).toEqual(Array.from({length: 24}, (_, hour) => (hour === 0 ? 0 : 2) + Number(hour === 8) + Number(hour === 21)));
	expect(meeting).toEqual({at: Date.parse('2026-11-22T20:00:00Z'), names: ['backup', 'rotate'], hosts: 1});
});

test('jobs of different hosts do not meet', () => {
	const hosts = [host('a', 'UTC', job('one', '0 0 3 * * *')), host('b', 'UTC', job('two', '0 0 3 * * *'))];
	expect(dayAhead(groupJobs(hosts), hosts, now).meeting).toBeUndefined();
});
