import {
	mkdirSync, symlinkSync, writeFileSync,
} from 'node:fs';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {expect, test} from 'vitest';
import {listOtherJobs} from '../../../../../source/core/host/cron/others/list-other-jobs.js';
import {dataOf, openStage, temporaryFolder} from '../stage.js';

const now = Date.parse('2026-02-14T10:00:00Z');

test('crontabs, spools and timers of a host, each with where it stands', async () => {
	const root = temporaryFolder();
	put(root, '/etc/crontab', '17 * * * * root hourly\n');
	put(root, '/etc/cron.d/backup', 'CRON_TZ=UTC\n0 3 * * * shop backup\n');
	put(root, '/etc/cron.d/.placeholder', '0 0 * * * root hidden\n');
	put(root, '/etc/cron.d/backup.dpkg-old', '0 0 * * * root old\n');
	put(root, '/var/spool/cron/crontabs/alice', '0 6 * * * mine\n');
	put(root, '/usr/lib/systemd/system/trim.timer', '[Timer]\nOnCalendar=weekly UTC\n');
	put(root, '/usr/lib/systemd/system/off.timer', '[Timer]\nOnCalendar=daily\n');
	put(root, '/usr/lib/systemd/system/masked.timer', '[Timer]\nOnCalendar=daily\n');
	put(root, '/usr/lib/systemd/system/pg@.timer', '[Timer]\nOnCalendar=daily\n');
	put(root, '/etc/systemd/system/timers.target.wants/.keep', '');
	symlinkSync('/usr/lib/systemd/system/trim.timer', path.join(root, '/etc/systemd/system/timers.target.wants/trim.timer'));
	symlinkSync('/dev/null', path.join(root, '/etc/systemd/system/masked.timer'));
	const jobs = await listOtherJobs({root, now});
	expect(jobs.map(({name, source, user, kind, enabled}) => [name, source, user, kind, enabled])).toEqual([
		['/etc/crontab:1', '/etc/crontab', 'root', 'crontab', true],
		['/etc/cron.d/backup:2', '/etc/cron.d/backup', 'shop', 'crontab', true],
		['/var/spool/cron/crontabs/alice:1', '/var/spool/cron/crontabs/alice', 'alice', 'crontab', true],
		['off.timer', '/usr/lib/systemd/system/off.timer', null, 'timer', false],
		['trim.timer', '/usr/lib/systemd/system/trim.timer', null, 'timer', true],
	]);
	expect(jobs.map(({readonly}) => readonly)).toEqual([true, true, true, true, true]);
	expect(jobs[1]).toMatchObject({
		cron: '0 0 3 * * *', tz: 'UTC', next: Date.parse('2026-02-15T03:00:00Z') / 1000, rev: null, last: null,
	});
	expect(jobs[3]).toMatchObject({cron: '0 0 0 * * *', next: null});
	expect(jobs[4]).toMatchObject({next: Date.parse('2026-02-16T00:00:00Z') / 1000});
});

test.each([
	['a container without either', {1: 'node'}, false, [null, null], ['no cron runs on this host, so nothing starts it', 'systemd does not run this host, so nothing starts it']],
	['cron alone', {1: 'sh', 20: 'crond'}, false, ['runs', null], [null, 'systemd does not run this host, so nothing starts it']],
	['cron of BusyBox', {1: 'busybox'}, false, ['runs', null], [null, 'systemd does not run this host, so nothing starts it']],
	['systemd with cron', {1: 'systemd', 20: 'cron'}, true, ['runs', 'runs'], [null, null]],
	['systemd without cron', {1: 'systemd'}, true, [null, 'runs'], ['no cron runs on this host, so nothing starts it', null]],
	['one that hides its processes', {20: 'node'}, false, ['runs', 'runs'], [null, null]],
])('next runs are told of what something starts: %s', async (_, processes, hasSystemd, runs, problems) => {
	const root = temporaryFolder();
	put(root, '/etc/crontab', '17 * * * * root hourly\n');
	put(root, '/usr/lib/systemd/system/trim.timer', '[Timer]\nOnCalendar=weekly UTC\n');
	put(root, '/etc/systemd/system/timers.target.wants/trim.timer', '');
	for (const [pid, name] of Object.entries(processes)) {
		put(root, `/proc/${pid}/comm`, `${name}\n`);
		put(root, `/proc/${pid}/cmdline`, `${name}\0crond\0-f\0`);
	}

	if (hasSystemd) {
		mkdirSync(path.join(root, 'run/systemd/system'), {recursive: true});
	}

	const jobs = await listOtherJobs({root, now});
	expect(jobs.map(({next}) => next === null ? null : 'runs')).toEqual(runs);
	expect(jobs.map(({problem}) => problem)).toEqual(problems);
});

test('what is no file is not read, and a host without any has none', async () => {
	const root = temporaryFolder();
	mkdirSync(path.join(root, 'etc/cron.d'), {recursive: true});
	mkdirSync(path.join(root, 'etc/crontab'));
	symlinkSync('/dev/zero', path.join(root, 'etc/cron.d/endless'));
	symlinkSync('nowhere', path.join(root, 'etc/cron.d/dangling'));
	expect(await listOtherJobs({root, now})).toEqual([]);
});

test('a pipe in the folder holds nobody up', async () => {
	const root = temporaryFolder();
	mkdirSync(path.join(root, 'etc/cron.d'), {recursive: true});
	execFileSync('mkfifo', [path.join(root, 'etc/cron.d/pipe')]);
	put(root, '/etc/cron.d/real', '0 3 * * * shop backup\n');
	expect(await listOtherJobs({root, now})).toMatchObject([{name: '/etc/cron.d/real:1'}]);
});

test('they stand in the list beside the tasks of the agent, and can\'t be changed', async () => {
	const root = temporaryFolder();
	put(root, '/etc/crontab', '17 * * * * root hourly\n');
	const {service} = await openStage({listOthers: async () => listOtherJobs({root, now})});
	await service.add({name: 'mine', cron: '0 0 6 * * *', cmd: 'x'});
	expect(await dataOf(service.list({}))).toMatchObject([{name: 'mine', source: 'agent', readonly: false}, {name: '/etc/crontab:1', source: '/etc/crontab', readonly: true}]);
	expect(await service.delete({name: '/etc/crontab:1'})).toMatchObject({body: {retcode: 3021}});
	await service.close();
});

function put(root: string, file: string, text: string): void {
	mkdirSync(path.dirname(root + file), {recursive: true});
	writeFileSync(root + file, text);
}
