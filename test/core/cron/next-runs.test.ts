import {expect, test} from 'vitest';
import {nextRuns, normalForm, parseSchedule} from '../../../source/core/cron/index.js';
import {fiveFields, sixFields} from './examples.js';
import {readSchedule} from './read-schedule.js';

const from = Date.parse('2026-02-14T10:17:23Z');

test.each([...sixFields, ...fiveFields])('%s runs as the document says', (line, runs) => {
	const expected = runs.split(' ').map(run => `${run.length > 14 ? '' : '2026-'}${run}.000Z`);
	expect(run(line, {count: expected.length})).toEqual(expected);
});

test('the three ways to write the same are the same', () => {
	const [first, second, third] = fiveFields.slice(-3).map(([line]) => normalForm(readSchedule(line)));
	expect(second).toBe(first);
	expect(third).toBe(first);
});

test('day of month or day of week is enough', () => {
	expect(run('0 0 11 4 * 1-3', {from: '2026-04-01T12:00:00Z', count: 3})).toEqual(['2026-04-04T11:00:00.000Z', '2026-04-06T11:00:00.000Z', '2026-04-07T11:00:00.000Z']);
});

test.each([
	['0 0 0 L 2 ?', '2026-02-28 2027-02-28 2028-02-29'],
	['0 0 0 LW * ?', '2026-02-27 2026-03-31 2026-04-30 2026-05-29'],
	['0 0 0 15W * ?', '2026-02-16 2026-03-16 2026-04-15 2026-05-15 2026-06-15 2026-07-15 2026-08-14'],
	// The 1st is a Saturday, and Friday would be another month.
	['0 0 0 1W 8 ?', '2026-08-03'],
	// The 31st is a Sunday, and Monday would be another month.
	['0 0 0 31W 5 ?', '2026-05-29'],
	['0 0 0 ? * FRIL', '2026-02-27 2026-03-27 2026-04-24'],
	['0 0 0 ? * 5l', '2026-02-27 2026-03-27 2026-04-24'],
	['0 0 0 ? * L', '2026-02-21 2026-02-28'],
	['0 0 0 ? * MON#2,5#5', '2026-03-09 2026-04-13 2026-05-11 2026-05-29'],
	['0 0 0 29 2 ?', '2028-02-29 2032-02-29'],
	// The rarest that there is: 2072 and then 2112, because 2100 has no such day.
	['0 0 0 ? 2 MON#5', '2044-02-29 2072-02-29 2112-02-29'],
	['0 0 0 28-3 3 *', '2026-03-01 2026-03-02 2026-03-03 2026-03-28'],
	['0 0 0 1 nov-Feb *', '2026-11-01 2026-12-01 2027-01-01 2027-02-01'],
	['0 0 0 ? * FRI-MON', '2026-02-15 2026-02-16 2026-02-20'],
	['0 0 0 ? * 5-7', '2026-02-15 2026-02-20 2026-02-21 2026-02-22'],
	['0 0 0 ? * 7', '2026-02-15 2026-02-22'],
	['0 0 0 28-3/2 * *', '2026-02-28 2026-03-01 2026-03-03 2026-03-28 2026-03-30'],
	['0 0 0 1-31 * MON', '2026-02-15 2026-02-16 2026-02-17'],
])('%s falls on %s', (line, days) => {
	const expected = days.split(' ').map(day => `${day}T00:00:00.000Z`);
	expect(run(line, {count: expected.length})).toEqual(expected);
});

test('a run at the very instant is over, and parts of a second count up', () => {
	expect(run('0 0 * * * *', {from: '2026-01-01T00:00:00Z', count: 1})).toEqual(['2026-01-01T01:00:00.000Z']);
	expect(run('0 0 * * * *', {from: '2025-12-31T23:59:59.999Z', count: 1})).toEqual(['2026-01-01T00:00:00.000Z']);
	expect(run('* * * * * *', {from: '2026-01-01T00:00:00.001Z', count: 2})).toEqual(['2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z']);
});

test('before 1970 and at the end of the calendar', () => {
	expect(run('0 0 0 1 1 *', {from: '1931-06-01T00:00:00Z', count: 1})).toEqual(['1932-01-01T00:00:00.000Z']);
	expect(run('0 0 0 1 1 *', {from: '9998-06-01T00:00:00Z', count: 3})).toEqual(['9999-01-01T00:00:00.000Z']);
	expect(run('0 0 0 1 1 *', {count: 0})).toEqual([]);
});

test('an unknown zone is told', () => {
	expect(() => run('0 0 * * * *', {zone: 'Mars/Olympus', count: 1})).toThrow(expect.objectContaining({code: 'ERR_USAGE', message: 'there is no time zone “Mars/Olympus”'}));
});

const newYork = 'America/New_York';

test.each([
	// 2026-03-08: 02:00 to 03:00 is left out, from -05:00 to -04:00.
	['a time in the lost hour happens when it ends', '0 30 2 * * *', newYork, '2026-03-07T12:00:00Z', '03-08T07:00:00 03-09T06:30:00'],
	['of several in the lost hour there is one', '0 */20 2-3 * * *', newYork, '2026-03-08T06:00:00Z', '03-08T07:00:00 03-08T07:20:00 03-08T07:40:00 03-09T06:00:00'],
	['every hour goes on after the lost one', '0 30 * * * *', newYork, '2026-03-08T05:40:00Z', '03-08T06:30:00 03-08T07:30:00'],
	['a step over all hours is still every hour', '0 30 */1 * * *', newYork, '2026-03-08T05:40:00Z', '03-08T06:30:00 03-08T07:30:00'],
	// 2026-11-01: 01:00 to 02:00 comes twice, from -04:00 to -05:00.
	['a time in the double hour happens at its first coming', '0 30 1 * * *', newYork, '2026-10-31T12:00:00Z', '11-01T05:30:00 11-02T06:30:00'],
	['asked between its two comings', '0 30 1 * * *', newYork, '2026-11-01T05:40:00Z', '11-02T06:30:00'],
	['asked in the second coming', '0 40 1 * * *', newYork, '2026-11-01T06:35:00Z', '11-02T06:40:00'],
	['every half hour runs in both', '0 */30 * * * *', newYork, '2026-11-01T04:45:00Z', '11-01T05:00:00 11-01T05:30:00 11-01T06:00:00 11-01T06:30:00 11-01T07:00:00'],
	// Lord Howe changes by half an hour: 02:00 to 02:30 is left out on 2026-10-04, 01:30 to 02:00 comes twice on 2026-04-05.
	['half an hour is lost', '0 15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', '10-03T15:30:00 10-04T15:15:00'],
	['half an hour comes twice', '0 45 * * * *', 'Australia/Lord_Howe', '2026-04-04T14:40:00Z', '04-04T14:45:00 04-04T15:15:00 04-04T16:15:00'],
	// Cairo goes from 00:00 to 01:00 on 2026-04-24.
	['midnight itself is lost', '0 0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00:00Z', '04-23T22:00:00 04-24T21:00:00'],
])('%s', (_, line, zone, start, runs) => {
	const expected = runs.split(' ').map(time => `2026-${time}.000Z`);
	expect(run(line, {zone, from: start, count: expected.length})).toEqual(expected);
});

test('a day that a country leaves out has no runs', () => {
	// Samoa had no 30 December 2011.
	expect(run('0 0 12 * * *', {zone: 'Pacific/Apia', from: '2011-12-29T12:00:00Z', count: 2})).toEqual(['2011-12-29T22:00:00.000Z', '2011-12-30T22:00:00.000Z']);
});

test('what can never come is told and not searched', () => {
	expect(parseSchedule('0 0 0 30 2 *')).toEqual({
		field: 'day', reason: 'never', text: '30 2 *', values: {},
	});
	// With a weekday beside it, that weekday is enough.
	expect(run('0 0 0 30 2 MON', {count: 1})).toEqual(['2026-02-16T00:00:00.000Z']);
});

function run(line: string, {from: start, zone = 'UTC', count}: {from?: string; zone?: string; count: number}): string[] {
	return nextRuns(readSchedule(line), {from: start === undefined ? from : Date.parse(start), zone, count}).map(instant => new Date(instant).toISOString());
}
