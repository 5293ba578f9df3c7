import {expect, test} from 'vitest';
import {cronJobsView, timeText, type CronJobRow} from '../../source/views/cron-jobs.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';

const now = Date.parse('2026-11-21T12:31:00Z');
const job: CronJobRow = {
	host: 'web-1', name: 'backup', when: 'every day at 06:00', schedule: '0 0 6 * * *', next: now + 1000, last: null, result: null, tookMs: null, user: null,
	command: 'backup --all', enabled: true, running: false, source: 'agent', note: null,
};

test.each([
	[0, '< 10 s'],
	[9.9, '< 10 s'],
	[10, 'in 10 s'],
	[119, 'in 110 s'],
	[120, 'in 2 min'],
	[3599, 'in 59 min'],
	[3600, 'in 1 h'],
	[86_399, 'in 23 h'],
	[86_400, 'in 1 d'],
	[158_400, 'in 1 d 20 h'],
	[86_400 * 18, 'in 18 d'],
	[-5, '< 10 s'],
])('what runs in %d s is shown as %s', (seconds, text) => {
	expect(print([{...job, next: now + (seconds * 1000)}])).toContain(` ${text}  backup --all\n`);
});

test('columns that say nothing are left out, those that say something are there', () => {
	expect(print([job])).toBe('JOB       WHEN                SCHEDULE       NEXT  COMMAND\nbackup    every day at 06:00  0 0 6 * * *  < 10 s  backup --all\n');
	const last = now - 60_000;
	const text = print([
		{
			...job, last, result: 'ok', tookMs: 48_200, user: 'shop',
		},
		{
			...job, host: 'web-2', last, result: 'exit 3', running: true, note: '2 missed',
		},
		{
			...job, name: '/etc/crontab:5', source: '/etc/crontab', enabled: false, next: null,
		},
		{...job, name: 'never', next: null},
	]);
	const rows = text.split('\n').map(row => row.split(/ {2,}/u));
	expect(rows).toEqual([
		['JOB', 'HOST', 'WHEN', 'SCHEDULE', 'NEXT', 'LAST RUN', 'RESULT', 'TOOK s', 'USER', 'COMMAND', 'FROM', 'NOTE'],
		['backup', 'web-1', 'every day at 06:00', '0 0 6 * * *', '< 10 s', timeText(last), '✓', '48.2', 'shop', 'backup --all', 'agent'],
		['backup', 'web-2', 'every day at 06:00', '0 0 6 * * *', 'runs', timeText(last), '✗ exit 3', '–', '–', 'backup --all', 'agent', '2 missed'],
		['/etc/crontab:5', 'web-1', 'every day at 06:00', '0 0 6 * * *', 'off', '–', '–', '–', '–', 'backup --all', '/etc/crontab, not changed from here'],
		['never', 'web-1', 'every day at 06:00', '0 0 6 * * *', '–', '–', '–', '–', '–', 'backup --all', 'agent'],
		[''],
	]);
});

test('no jobs are said', () => {
	expect(print([])).toBe('no jobs\n');
});

function print(jobs: readonly CronJobRow[]): string {
	return printRows(layout([cronJobsView(jobs, now)], Infinity), {color: false});
}
