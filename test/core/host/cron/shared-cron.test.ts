import {
	mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import {spawnSync} from 'node:child_process';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {lockFolder} from '../../../../source/core/host/cron/folder-lock.js';
import {startSharedCron} from '../../../../source/core/host/cron/index.js';
import {answer} from '../../../../source/core/host/method.js';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'shared-cron-'));
});
afterEach(() => {
	rmSync(folder, {recursive: true, force: true});
});

const start = async () => startSharedCron({folder, run: async () => answer({resp: 'success'}), listOthers: async () => []}, {againMs: 5});
const job = {name: 'tidy', cron: '0 0 6 * * *', cmd: 'true'};

test('the jobs of a folder are run by one of its users, and by the next one when that has ended', async () => {
	const first = await start();
	const second = await start();
	expect((await first.add(job)).statusCode).toBe(0);
	const refused = await second.list({});
	expect(refused.statusCode).not.toBe(0);
	expect(refused.message).toContain(String(process.pid));
	await first.close();
	let list = await second.list({});
	while (list.statusCode !== 0) {
		await new Promise(resolve => {
			setTimeout(resolve, 1);
		});
		list = await second.list({});
	}

	expect(list.body['data']).toMatchObject([{name: 'tidy', cmd: 'true'}]);
	await second.close();
});

test('a folder whose owner was killed is free, also when another process has its number now', () => {
	const {pid} = spawnSync('true');
	const file = path.join(folder, 'owner.json');
	writeFileSync(file, JSON.stringify({pid, began: '1'}));
	const lock = lockFolder(folder);
	expect(lock).toHaveProperty('release');
	expect(lockFolder(folder)).toEqual({pid: process.pid});
	const {began} = JSON.parse(readFileSync(file, 'utf8')) as {began: string | null};
	if (began !== null) {
		writeFileSync(file, JSON.stringify({pid: process.pid, began: `${began}0`}));
		expect(lockFolder(folder)).toHaveProperty('release');
	}
});

test('what is no owner keeps nobody out', () => {
	writeFileSync(path.join(folder, 'owner.json'), '{"pid": -1');
	expect(lockFolder(folder)).toHaveProperty('release');
});
