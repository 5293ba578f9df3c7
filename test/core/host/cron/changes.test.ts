import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {disk} from '../../../../source/core/host/cron/atomic-file.js';
import {
	dataOf, HandClock, listOf, openStage, temporaryFolder,
} from './stage.js';

const backup = {name: 'backup', cron: '0 0 23-7/2,8 * * *', cmd: '/opt/backup'};

test('a task gets its usual values, and is there after a restart', async () => {
	const folder = temporaryFolder();
	const {service} = await openStage({folder});
	expect(await dataOf(service.add(backup))).toEqual({name: 'backup', rev: 1});
	const row = {
		...backup, user: null, group: null, timeout: 120, enabled: true, tz: null, overlap: 'skip', jitter: 0, rev: 1, changed: Date.parse('2026-02-14T10:00:00Z') / 1000,
		source: 'agent', readonly: false, running: false, last: null, missed: 0, skipped: 0,
	};
	expect(await listOf(service)).toEqual([{...row, next: expect.any(Number) as number}]);
	await service.close();
	const later = await openStage({folder});
	expect(await listOf(later.service)).toEqual([{...row, next: expect.any(Number) as number}]);
	await later.service.close();
});

test('the next run is told in the zone of the task', async () => {
	const {service} = await openStage();
	await service.add({...backup, cron: '0 0 6 * * *', tz: 'Asia/Shanghai'});
	expect(await listOf(service)).toMatchObject([{next: Date.parse('2026-02-14T22:00:00Z') / 1000}]);
	await service.close();
});

test.each([
	[{}, 'Invalid params: name: 1 to 64 of A-Z a-z 0-9 _ -'],
	[{...backup, name: '../x'}, 'Invalid params: name: 1 to 64 of A-Z a-z 0-9 _ -'],
	[{...backup, cron: '0 0 24 * * *'}, 'Invalid cron expression: hour: 24 is out of range, 0 to 23'],
	[{...backup, cron: '0 0 0 30 2 *'}, 'Invalid cron expression: day of month: “30 2 *” never comes: none of these months has such a day'],
	[{...backup, cron: 7}, 'Invalid params: cron: a schedule of six fields, a text'],
	[{...backup, cmd: ' '}, 'Invalid params: cmd: a command line of up to 32768 characters'],
	[{...backup, timeout: 0}, 'Invalid params: timeout: whole seconds from 1 to 86400'],
	[{...backup, timeout: '10'}, 'Invalid params: timeout: whole seconds from 1 to 86400'],
	[{...backup, timeout: 1e12}, 'Invalid params: timeout: whole seconds from 1 to 86400'],
	[{...backup, tz: 'Mars/Olympus'}, 'Invalid params: tz: a time zone such as Asia/Shanghai, or null for that of the agent'],
	[{...backup, overlap: 'both'}, 'Invalid params: overlap: skip, queue or kill'],
	[{...backup, jitter: -1}, 'Invalid params: jitter: whole seconds from 0 to 3600'],
	[{...backup, enabled: 1}, 'Invalid params: enabled: true or false'],
	[{...backup, user: 'a b'}, 'Invalid params: user: a name, or null for that of the agent'],
	[{...backup, comand: 'x'}, 'Invalid params: there is no member comand'],
	[JSON.parse('{"__proto__": 1, "name": "a"}') as Record<string, number>, 'Invalid params: there is no member __proto__'],
])('%j is refused', async (members, message) => {
	const {service} = await openStage();
	expect(await service.add(members)).toMatchObject({message, body: {resp: 'failed', message}});
	expect(await listOf(service)).toEqual([]);
	await service.close();
});

test('an account is looked at before a task is kept with it', async () => {
	const {service} = await openStage({checkAccount: undefined});
	expect(await service.add({...backup, user: 'no-such-user'})).toMatchObject({message: 'Unknown user or group: no-such-user'});
	expect(await listOf(service)).toEqual([]);
	await service.close();
});

test('changes need the revision that was seen', async () => {
	const {service} = await openStage();
	await service.add(backup);
	expect(await service.add(backup)).toMatchObject({body: {retcode: 3042}, message: 'Task exists or its revision is another: there is a task backup'});
	expect(await service.update({name: 'backup', cmd: 'x'})).toMatchObject({body: {retcode: 3042}});
	expect(await dataOf(service.update({name: 'backup', rev: 1, cmd: 'x'}))).toEqual({name: 'backup', rev: 2});
	expect(await service.update({name: 'backup', rev: 1, cmd: 'y'})).toMatchObject({body: {retcode: 3042, message: 'Task exists or its revision is another: backup has revision 2'}});
	expect(await listOf(service)).toMatchObject([{cmd: 'x', cron: backup.cron, rev: 2}]);
	expect(await service.delete({name: 'backup', rev: 1})).toMatchObject({body: {retcode: 3042}});
	expect(await service.delete({name: 'other'})).toMatchObject({body: {retcode: 3041}});
	expect(await dataOf(service.delete({name: 'backup'}))).toEqual({name: 'backup', rev: 3});
	expect(await listOf(service)).toEqual([]);
	await service.close();
});

test('of two that change the same at once, one is told', async () => {
	const {service} = await openStage();
	await service.add(backup);
	const answers = await Promise.all(['a', 'b'].map(async cmd => service.update({name: 'backup', rev: 1, cmd})));
	expect(answers.map(({body}) => body['retcode'] ?? 2)).toEqual([2, 3042]);
	expect(await listOf(service)).toMatchObject([{cmd: 'a', rev: 2}]);
	await service.close();
});

test('a task that is off has no next run, and what is so already changes nothing', async () => {
	const {service, clock} = await openStage();
	await service.add(backup);
	expect(await dataOf(service.disable({name: 'backup'}))).toEqual({name: 'backup', rev: 2});
	expect(await dataOf(service.disable({name: 'backup'}))).toEqual({name: 'backup', rev: 2});
	expect(await listOf(service)).toMatchObject([{enabled: false, next: null}]);
	expect(clock.hasTimers).toBe(false);
	expect(await dataOf(service.enable({name: 'backup'}))).toEqual({name: 'backup', rev: 3});
	expect(await listOf(service)).toMatchObject([{enabled: true, next: Date.parse('2026-02-14T23:00:00Z') / 1000}]);
	await service.close();
});

test('sync makes the list what is given, all of it or nothing', async () => {
	const {service} = await openStage();
	await service.sync({tasks: [backup, {...backup, name: 'report'}, {...backup, name: 'old'}]});
	const changed = {...backup, name: 'report', cron: '0 0 9 * * MON-FRI'};
	expect(await service.sync({tasks: [changed, {...backup, name: 'bad', cron: 'x'}]})).toMatchObject({body: {retcode: 3051}});
	expect(await service.sync({tasks: [backup, backup]})).toMatchObject({message: 'Invalid params: backup stands there twice'});
	expect(await service.sync({tasks: [backup], rev: 7})).toMatchObject({body: {retcode: 3042}});
	expect(await service.sync({tasks: 'all'})).toMatchObject({body: {retcode: 3021}});
	expect(await listOf(service)).toHaveLength(3);
	expect(await dataOf(service.sync({tasks: [backup, changed, {...backup, name: 'new'}], rev: 1}))).toEqual({
		rev: 2, added: ['new'], updated: ['report'], deleted: ['old'],
	});
	expect((await listOf(service)).map(({name, rev}) => [name, rev])).toEqual([['backup', 1], ['report', 2], ['new', 2]]);
	expect(await dataOf(service.sync({tasks: [backup, changed, {...backup, name: 'new'}]}))).toEqual({
		rev: 2, added: [], updated: [], deleted: [],
	});
	await service.close();
});

test('a list that can\'t be read is kept aside and told', async () => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'tasks.json'), '{"version":1,"rev":3,"tasks":[{"na');
	const clock = new HandClock('2026-02-14T10:00:00Z');
	const {service, troubles} = await openStage({folder, clock});
	expect(await listOf(service)).toEqual([]);
	const aside = path.join(folder, `tasks.json.unreadable-${clock.now()}`);
	expect(troubles).toEqual([expect.stringContaining(`the old one is kept as ${aside}`)]);
	expect(readFileSync(aside, 'utf8')).toBe('{"version":1,"rev":3,"tasks":[{"na');
	await service.add(backup);
	expect(await listOf(service)).toHaveLength(1);
	await service.close();
});

test('so is one that is JSON and no list of tasks', async () => {
	const folder = temporaryFolder();
	writeFileSync(path.join(folder, 'tasks.json'), JSON.stringify({version: 1, rev: 1, tasks: [{...backup, cron: '* * 25 * * *'}]}));
	const {service, troubles} = await openStage({folder});
	expect(troubles).toEqual([expect.stringContaining('hour: 25 is out of range')]);
	await service.close();
});

test('a disk that is full is told, and the old list stands', async () => {
	const folder = temporaryFolder();
	let isFull = false;
	const {service, troubles} = await openStage({
		folder, disk: {
			...disk,
			async write(file, text) {
				if (isFull) {
					throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
				}

				await disk.write(file, text);
			},
		},
	});
	await service.add(backup);
	isFull = true;
	expect(await service.update({name: 'backup', rev: 1, cmd: 'x'})).toMatchObject({message: 'Internal error: nothing was changed: the disk is full'});
	expect(await service.delete({name: 'backup'})).toMatchObject({body: {resp: 'failed'}});
	expect(troubles).toEqual(Array.from({length: 2}, () => 'cron: nothing was changed: the disk is full'));
	expect(await listOf(service)).toMatchObject([{cmd: backup.cmd, rev: 1}]);
	isFull = false;
	expect(await dataOf(service.update({name: 'backup', rev: 1, cmd: 'x'}))).toEqual({name: 'backup', rev: 2});
	await service.close();
	expect(readdirSync(folder)).toEqual(['tasks.json']);
});

test('a real write that fails leaves the old text and nothing beside it', async () => {
	const folder = temporaryFolder();
	const file = path.join(folder, 'tasks.json');
	await disk.write(file, 'old');
	// A folder can't be replaced by a file.
	await expect(disk.write(folder, 'new')).rejects.toThrow();
	expect(readFileSync(file, 'utf8')).toBe('old');
	expect(readdirSync(folder)).toEqual(['tasks.json']);
});
