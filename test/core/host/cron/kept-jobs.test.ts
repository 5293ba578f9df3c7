import {
	mkdtempSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {keptJobs, startSharedCron} from '../../../../source/core/host/cron/index.js';
import {answer} from '../../../../source/core/host/method.js';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'kept-jobs-'));
});
afterEach(() => {
	rmSync(folder, {recursive: true, force: true});
});

const other = {name: '/etc/crontab:5', source: '/etc/crontab', readonly: true};
const listOthers = async () => [other];
const kept = () => keptJobs({folder, listOthers, now: () => Date.parse('2026-02-14T10:00:00Z')});
const start = async () => startSharedCron({folder, run: async () => answer({resp: 'success'}), listOthers});
const job = {
	name: 'tidy', cron: '0 0 6 * * *', cmd: 'true', tz: 'UTC',
};

test('jobs that a program runs are shown with their next runs, and without it as run by nothing', async () => {
	const runner = await start();
	await runner.add(job);
	const {body} = await kept().list({});
	expect(body['data']).toMatchObject([{name: 'tidy', next: Date.parse('2026-02-15T06:00:00Z') / 1000}, other]);
	expect(body['data']).not.toHaveProperty([0, 'problem']);
	await runner.close();
	expect((await kept().list({name: 'tidy'})).body['data']).toMatchObject([{
		name: 'tidy', next: null, running: false, problem: 'nothing runs it until arthas-tui host, serve or the screen does',
	}]);
});

test('a host that never kept a job has those of others alone, and looking leaves nothing behind', async () => {
	expect((await kept().list({})).body['data']).toEqual([other]);
	expect((await kept().history({name: 'tidy'})).message).toBe('No such task: tidy');
	expect(readdirSync(folder)).toEqual([]);
});

test('runs are told as they were kept; one that had no end is lost when nothing is there to end it', async () => {
	const runner = await start();
	await runner.add(job);
	await runner.run({name: 'tidy'});
	await runner.close();
	expect((await kept().history({name: 'tidy'})).body['data']).toMatchObject([{state: 'ended', trigger: 'hand'}]);
	writeFileSync(path.join(folder, 'runs', 'tidy.json'), JSON.stringify([{
		state: 'running', trigger: 'hand', due: 1, start: 1, end: null, outcome: null,
	}]));
	expect((await kept().history({name: 'tidy'})).body['data']).toMatchObject([{state: 'lost'}]);
});

test('every change is refused, and says who could make it', async () => {
	const jobs = kept();
	for (const change of ['add', 'update', 'delete', 'enable', 'disable', 'run', 'sync'] as const) {
		expect((await jobs[change](job)).body).toMatchObject({resp: 'failed', message: 'Busy: nothing runs the jobs of this host', hint: expect.stringContaining('start arthas-tui host') as string});
	}

	const runner = await start();
	expect((await jobs.add(job)).message).toBe(`Busy: process ${process.pid} runs the jobs of this host`);
	await runner.close();
});

test('a list that nobody can read is told and left as it is', async () => {
	writeFileSync(path.join(folder, 'tasks.json'), '{"version": 2}');
	expect((await kept().list({})).message).toContain('tasks.json can\'t be read: it is no list of this version');
	expect(readdirSync(folder)).toEqual(['tasks.json']);
});
