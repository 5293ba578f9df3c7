import {expect, test} from 'vitest';
import {fromOnCalendar} from '../../../../../source/core/host/cron/others/on-calendar.js';
import {parseTimer} from '../../../../../source/core/host/cron/others/timer.js';

test.each([
	['daily', '0 0 0 * * *'],
	['weekly', '0 0 0 * * Mon'],
	['quarterly', '0 0 0 1 1,4,7,10 *'],
	['minutely', '0 * * * * *'],
	['*-*-* 6:00', '0 0 6 * * *'],
	['*-*-* 6,18:00', '0 0 6,18 * * *'],
	['Sun *-*-* 03:10:00', '0 10 3 * * Sun'],
	['Mon..Fri 09:30', '0 30 9 * * Mon-Fri'],
	['Monday,Thursday 12:00', '0 0 12 * * Mon,Thu'],
	['*:0/15', '0 0/15 * * * *'],
	['*-*-01 00:00:00', '0 0 0 1 * *'],
	['12-24 08:05:40', '40 5 8 24 12 *'],
	['*-*-01..07 01:00', '0 0 1 1-7 * *'],
	['*-*-*', '0 0 0 * * *'],
	['*-*-1/2 04:00', '0 0 4 1/2 * *'],
])('%s is %s', (text, cron) => {
	expect(fromOnCalendar(text)).toEqual({cron, tz: null});
});

test.each(['2026-01-01 00:00', '*-*~1 00:00', 'Mon *-*-01 00:00', '*:*:0.5', 'now and then'])('six fields can\'t say %s', text => {
	expect(fromOnCalendar(text)).toBeUndefined();
});

test('its zone is kept', () => {
	expect(fromOnCalendar('*-*-* 06:00:00 Europe/Berlin')).toEqual({cron: '0 0 6 * * *', tz: 'Europe/Berlin'});
	expect(fromOnCalendar('Mon 06:00 UTC')).toEqual({cron: '0 0 6 * * Mon', tz: 'UTC'});
});

const place = {source: '/lib/systemd/system/x.timer', unit: 'x.timer', enabled: true};

test('a timer has a job for each calendar and one for its events', () => {
	const jobs = parseTimer(`[Unit]
OnCalendar=hourly
[Timer]
# OnCalendar=daily
OnCalendar=*-*-* 6:00
OnCalendar=2030-01-01
OnBootSec=15min
OnUnitActiveSec=1d
RandomizedDelaySec=1h 30min
[Install]
WantedBy=timers.target
`, place);
	const base = {
		...place, name: 'x.timer', kind: 'timer', cmd: 'x.service', user: null, tz: null, jitter: 5400,
	};
	expect(jobs.map(job => ({...job, unit: 'x.timer'}))).toEqual([
		{
			...base, written: '*-*-* 6:00', cron: '0 0 6 * * *', problem: null,
		},
		{
			...base, written: '2030-01-01', cron: null, problem: 'six fields can\'t say this',
		},
		{
			...base, written: 'OnBootSec=15min OnUnitActiveSec=1d', cron: null, problem: null,
		},
	]);
});

test('an empty calendar throws away those before it, and a unit may be named', () => {
	expect(parseTimer('[Timer]\nOnCalendar=daily\nOnCalendar=\nOnCalendar=hourly\nUnit=other.service\n', place)).toMatchObject([{written: 'hourly', cmd: 'other.service'}]);
	expect(parseTimer('', place)).toEqual([]);
});
