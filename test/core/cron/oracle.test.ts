import {Cron} from 'croner';
import * as fc from 'fast-check';
import {
	beforeAll, describe, expect, test,
} from 'vitest';
import {nextRuns, runsAfter, type Schedule} from '../../../source/core/cron/index.js';
import {bruteRuns, wallOf, type Wall} from './oracle.js';
import {readSchedule} from './read-schedule.js';

const start = Date.parse('2026-01-01T00:00:00Z');
const years = 10;
const minutes = Math.round(years * 365.25 * 1440);
const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Africa/Cairo'];
const walls = new Map<string, Wall>();

beforeAll(() => {
	for (const zone of zones) {
		walls.set(zone, wallOf(zone, start, minutes));
	}
}, 60_000);

describe.each(zones)('ten years in %s', zone => {
	test.each([
		'0 0 * * * *',
		'0 0/30 8-10 * * *',
		'0 0 23-7/2,8 * * *',
		'0 0 11 4 * 1-3',
		'0 30 2 * * *',
		'0 30 1 * * *',
		'0 0 0 * * *',
		'0 */20 0-3 * * *',
		'0,30 15 0/2 L,15W * ?',
		'0 30 2 ? * 0#1,5L',
		'0 15 * LW 1,3,10 *',
		'0 59 23 31 * 1#5',
	])('%s', line => {
		const expected = bruteRuns(line, walls.get(zone)!);
		const runs: number[] = [];
		for (const run of runsAfter(readSchedule(line), {from: start - 1, zone})) {
			if (run >= start + (minutes * 60_000)) {
				break;
			}

			runs.push(run);
		}

		expect(runs.length).toBe(expected.length);
		// One comparison of the whole would take longer than all the runs.
		expect(runs.findIndex((run, index) => run !== expected[index])).toBe(-1);
	});
});

const value = (min: number, max: number) => fc.integer({min, max}).map(String);
const element = (min: number, max: number) => fc.oneof(
	{weight: 3, arbitrary: value(min, max)},
	fc.tuple(value(min, max), value(min, max)).map(pair => pair.join('-')),
	fc.tuple(value(min, max), value(min, max), value(2, 7)).map(([from, to, step]) => `${from}-${to}/${step}`),
	value(2, Math.min(max, 7)).map(step => `*/${step}`),
	fc.tuple(value(min, max), value(2, 7)).map(([from, step]) => `${from}/${step}`),
);
const field = (min: number, max: number) => fc.oneof(fc.constant('*'), fc.uniqueArray(element(min, max), {minLength: 1, maxLength: 3}).map(parts => parts.join(',')));
const day = fc.oneof({weight: 3, arbitrary: fc.constantFrom('*', '?')}, field(1, 31), fc.constantFrom('L', 'LW', '1W', '15W', '31W', 'L,15W', '2,LW'));
const weekday = fc.oneof({weight: 3, arbitrary: fc.constantFrom('*', '?')}, field(0, 6), fc.constantFrom('7', '5-7', '5L', '0L,3', '1#1', '5#5,2#2', '7#3'));
const line = fc.tuple(fc.constantFrom('0', '0,30', '0/20'), field(0, 59), fc.oneof(field(0, 23), value(0, 4), fc.constant('1-3')), day, field(1, 12), weekday).map(fields => fields.join(' '));

test('any schedule, around any time of these years, runs as brute force says', () => {
	fc.assert(fc.property(line, fc.constantFrom(...zones), fc.integer({min: 0, max: minutes - (45 * 1440)}), (text, zone, from) => {
		const schedule = possible(text);
		const wall = walls.get(zone)!;
		// A day before the window lets the oracle know what the clock has shown.
		const begin = Math.max(0, from - 1440);
		const first = start + (from * 60_000);
		const expected = schedule ? bruteRuns(text, wall, begin, from + (40 * 1440)).filter(run => run >= first).slice(0, 3000) : [];
		expect(schedule ? nextRuns(schedule, {from: first - 1, zone, count: expected.length}) : []).toEqual(expected);
	}), {numRuns: 250});
}, 60_000);

test('another engine counts the same from explicit lists', () => {
	fc.assert(fc.property(line, fc.constantFrom(...zones), fc.integer({min: 0, max: minutes}), (text, zone, from) => {
		const schedule = possible(text);
		// That engine takes LW alone only.
		if (schedule && !/LW,|,LW/u.test(text)) {
			const other = new Cron(explicit(schedule), {
				paused: true, mode: '6-part', timezone: zone, fixedTimeRule: 'no-wildcard',
			});
			const expected = other.nextRuns(8, new Date(start + (from * 60_000))).map(run => run.getTime());
			expect(nextRuns(schedule, {from: start + (from * 60_000), zone, count: 8})).toEqual(expected);
		}
	}), {numRuns: 250});
}, 60_000);

/** Random days can be 31 April. */
function possible(text: string): Schedule | undefined {
	try {
		return readSchedule(text);
	} catch (error) {
		expect((error as Error).message).toMatch(/: never$/u);
		return undefined;
	}
}

/** No steps and no wrap-around; an hour that is open has its star, which is what that engine knows a rhythm by. */
function explicit({seconds, minutes: ofHour, hours, days, months, weekdays}: Schedule): string {
	const date = [days.values, days.nearest.map(nearest => `${nearest}W`), days.isLast ? ['L'] : [], days.isLastWorkday ? ['LW'] : []].flat().join(',');
	const week = [weekdays.values, weekdays.last.map(last => `${last}L`), weekdays.nth.map(({weekday: name, nth}) => `${name}#${nth}`)].flat().join(',');
	return [seconds, ofHour, hours.length === 24 ? '*' : hours, days.isOpen ? '*' : date, months, weekdays.isOpen ? '*' : week].join(' ');
}
