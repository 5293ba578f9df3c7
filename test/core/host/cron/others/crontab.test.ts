import {expect, test} from 'vitest';
import {parseCrontab} from '../../../../../source/core/host/cron/others/crontab.js';

test('a crontab of the system: comments, variables, users, zones, the line as its name', () => {
	const text = `# m h dom mon dow user command
SHELL=/bin/sh
PATH = "/usr/bin:/bin"

17 *	* * *	root	cd / && run-parts --report /etc/cron.hourly
CRON_TZ=Asia/Shanghai
  30 3 * * 0   shop  test -e /run  ||  FOO=1 /bin/x # not a comment
@daily root /bin/daily
@reboot root /bin/once
`;
	const base = {
		kind: 'crontab', source: '/etc/crontab', jitter: 0, enabled: true, problem: null,
	};
	expect(parseCrontab(text, {source: '/etc/crontab'})).toEqual([
		{
			...base, name: '/etc/crontab:5', cron: '0 17 * * * *', written: '17 * * * *', cmd: 'cd / && run-parts --report /etc/cron.hourly', user: 'root', tz: null,
		},
		{
			...base, name: '/etc/crontab:7', cron: '0 30 3 * * 0', written: '30 3 * * 0', cmd: 'test -e /run  ||  FOO=1 /bin/x # not a comment', user: 'shop', tz: 'Asia/Shanghai',
		},
		{
			...base, name: '/etc/crontab:8', cron: '0 0 0 * * *', written: '@daily', cmd: '/bin/daily', user: 'root', tz: 'Asia/Shanghai',
		},
		{
			...base, name: '/etc/crontab:9', cron: null, written: '@reboot', cmd: '/bin/once', user: 'root', tz: 'Asia/Shanghai',
		},
	]);
});

test('a crontab of a user names none', () => {
	expect(parseCrontab('*/5 * * * * echo  a b\n', {source: '/var/spool/cron/alice', owner: 'alice'})).toMatchObject([{
		cron: '0 */5 * * * *', cmd: 'echo  a b', user: 'alice',
	}]);
});

test.each([
	['61 * * * * root x', 'minute: 61 is out of range, 0 to 59'],
	['0 23-7/2 * * * root x', 'crontab(5) has no ranges that wrap around'],
	['0 0 L * * root x', 'crontab(5) has no ? L W #'],
	['0 0 */2 * 1 root x', 'day and weekday have to fit both, which six fields can\'t say'],
	['@sometimes root x', '“@sometimes” is no schedule'],
	['0 0', 'there are 2 fields; six are second, minute, hour, day of month, month, day of week'],
])('%s has a problem', (line, problem) => {
	expect(parseCrontab(line, {source: 'f'})).toMatchObject([{cron: null, problem}]);
});

test.each(['0 0 * * wed root x', '0 0 1 jul * root x', '0 0 */2 * * root x'])('%s is a plain one', line => {
	expect(parseCrontab(line, {source: 'f'})).toMatchObject([{problem: null, cron: expect.any(String) as string}]);
});
