import os from 'node:os';
import {expect, test} from 'vitest';
import {ask, askAny} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['uname'], 'it says what uname says', async () => {
	const uname = (flag: string) => output('uname', flag).trim();
	expect(await ask('kernel')).toMatchObject({
		sysname: uname('-s'), release: uname('-r'), version: uname('-v'), machine: uname('-m'), nodename: uname('-n'), os: uname('-o'),
	});
});

test('the time stamp is now, in seconds', async () => {
	const {ts} = await ask('kernel');
	expect(Math.abs(Number(ts) - (Date.now() / 1000))).toBeLessThan(5);
	expect(Number.isInteger(ts)).toBe(true);
});

test('a command line that cannot be read is null and named', async () => {
	const data = await ask('kernel', {root: hostTree({})});
	expect(data).toMatchObject({cmdline: null, partial: ['cmdline'], nodename: os.hostname()});
});

test('it takes no arguments', async () => {
	expect(await askAny('kernel -x')).toMatchObject({body: {resp: 'failed', retcode: 3021}, statusCode: -1});
	expect(await askAny('kernel')).toMatchObject({body: {data: {sysname: os.type()}}, statusCode: 0});
});
