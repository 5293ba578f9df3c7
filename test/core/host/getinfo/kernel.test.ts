import {execFileSync} from 'node:child_process';
import os from 'node:os';
import process from 'node:process';
import {expect, test} from 'vitest';
import {getinfoKernel, kernel} from '../../../../source/core/host/getinfo/kernel.js';

const {signal} = new AbortController();

test.runIf(process.platform === 'linux')('it says what uname says', async () => {
	const uname = (flag: string) => execFileSync('uname', [flag], {encoding: 'utf8'}).trim();
	expect(await kernel()).toMatchObject({
		sysname: uname('-s'), release: uname('-r'), version: uname('-v'), machine: uname('-m'), nodename: uname('-n'), os: uname('-o'),
	});
});

test('the time stamp is now, in seconds', async () => {
	const {ts} = await kernel();
	expect(Math.abs(Number(ts) - (Date.now() / 1000))).toBeLessThan(5);
	expect(Number.isInteger(ts)).toBe(true);
});

test('a command line that cannot be read is null and named', async () => {
	const data = await kernel('/nowhere/cmdline');
	expect(data).toMatchObject({cmdline: null, partial: ['cmdline'], nodename: os.hostname()});
});

test('it takes no arguments', async () => {
	expect(await getinfoKernel.run('-x', {signal})).toMatchObject({body: {resp: 'failed', retcode: 3021}, statusCode: -1});
	expect(await getinfoKernel.run('', {signal})).toMatchObject({body: {data: {sysname: os.type()}}, statusCode: 0});
});
