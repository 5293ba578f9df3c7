import {rmSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {ask, askAny, rows} from './support/ask.js';
import {hostTree, processFiles} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['ps'], 'it says what ps says of this very process and its parent', async () => {
	for (const pid of [process.pid, process.ppid]) {
		const [ppid, nice, threads, user, rss, name] = output('ps', '-o', 'ppid=,ni=,nlwp=,user:64=,rss=,comm=', '-p', String(pid)).trim().split(/\s+/);
		const [row] = await rows(`processes -p ${pid}`, 'processes');
		expect(row).toMatchObject({
			pid, ppid: Number(ppid), nice: Number(nice), user,
		});
		expect(String(row?.['name']).startsWith(name?.slice(0, 10) ?? '?')).toBe(true);
		expect(Math.abs(Number(row?.['threads']) - Number(threads))).toBeLessThan(8);
		expect(Math.abs(Number(row?.['rssBytes']) - (Number(rss) * 1024))).toBeLessThan(200e6);
		const started = Date.parse(output('ps', '-o', 'lstart=', '-p', String(pid)).trim());
		expect(Math.abs(Number(row?.['startedAtMs']) - started)).toBeLessThan(3000);
	}
});

testBeside(['ps'], 'the list is that of ps', async () => {
	const told = output('ps', '-e', '-o', 'pid=').trim().split('\n').map(Number);
	const found = new Set((await rows('processes -n 0', 'processes')).map(({pid}) => pid));
	// Tests that run beside this one start and end programs all the time.
	expect(told.filter(pid => found.has(pid)).length).toBeGreaterThan(told.length * 0.7);
});

test('the command line of this process is there, without its secrets', async () => {
	const root = hostTree(processFiles(7, {command: ['java', '-Ddb.password=hunter2', '--token', 'abc', 'Main', '']}));
	expect(await rows('processes', 'processes', {root})).toMatchObject([{command: 'java -Ddb.password=<secret> --token <secret> Main'}]);
});

const family = {
	...processFiles(1, {
		name: 'init', ppid: 0, start: 1, ticks: 10, rssPages: 10,
	}),
	...processFiles(20, {
		name: 'shop', ppid: 1, ticks: 5000, rssPages: 500, threads: 40, state: 'R',
	}),
	...processFiles(21, {
		name: 'shop-child', ppid: 20, ticks: 50, rssPages: 900,
	}),
	...processFiles(30, {
		name: 'a) b (c', ppid: 1, state: 'Z', command: [],
	}),
	...processFiles(31, {
		name: 'kworker/0:1', ppid: 2, flags: 0x20_00_00, state: 'I', command: [],
	}),
	'proc/meminfo': 'MemTotal: 40000 kB\n', 'proc/uptime': '1000.00 1.0\n', 'proc/999/cmdline': 'halfway gone', 'proc/1000/stat': '', 'proc/sys/x': '1',
};

test('they are counted, ordered and cut', async () => {
	const root = hostTree(family);
	const names = async (args: string) => (await rows(`processes ${args}`, 'processes', {root})).map(({name}) => name);
	expect(await ask('processes', {root})).toMatchObject({
		total: 5, running: 1, sleeping: 3, waiting: 0, zombies: 1, threads: 44,
	});
	expect((await names(''))[0]).toBe('shop');
	expect(await names('-s memory -n 2')).toEqual(['shop-child', 'shop']);
	expect(await names('-s name -n 2')).toEqual(['a) b (c', 'init']);
	expect(await names('-s threads -n 1')).toEqual(['shop']);
	expect(await names('-s pid -n 0')).toEqual(['init', 'shop', 'shop-child', 'a) b (c', 'kworker/0:1']);
	expect(await names('-g child')).toEqual(['shop-child']);
	expect(await names('-U nobody-here')).toEqual([]);
});

test('a row has its measures', async () => {
	const [row] = await rows('processes -p 20', 'processes', {root: hostTree(family)});
	expect(row).toMatchObject({
		ppid: 1, state: 'running', cpuMs: 50_000, cpuPercent: 5.03, rssBytes: 2_048_000, memoryPercent: 5, vszBytes: 4_096_000, threads: 40,
		startedAtMs: 1_700_000_005_000, command: 'shop', depth: 0, readBytes: null,
	});
	const [zombie] = await rows('processes -p 30', 'processes', {root: hostTree(family)});
	expect(zombie).toMatchObject({state: 'zombie', command: null});
});

test('in a tree children stand below their parents', async () => {
	const found = await rows('processes -T', 'processes', {root: hostTree(family)});
	expect(found.map(({pid, depth}) => [pid, depth])).toEqual([[1, 0], [20, 1], [21, 2], [30, 1], [31, 0]]);
});

test('processor time and bytes are rated between two samples; who is new, or new under an old number, has no rates', async () => {
	const root = hostTree({...family, 'proc/20/io': 'rchar: 9\nread_bytes: 1000\nwrite_bytes: 0\n'});
	const samples = new Map<string, {atMs: number}>();
	await ask('processes', {root, samples});
	for (const sample of samples.values()) {
		sample.atMs -= 2000;
	}

	const later = hostTree({
		...family, ...processFiles(20, {name: 'shop', ticks: 5100}), 'proc/20/io': 'rchar: 9\nread_bytes: 5000\nwrite_bytes: 0\n',
		...processFiles(21, {name: 'other', ticks: 5, start: 90_000}), 'proc/21/io': 'read_bytes: 7\nwrite_bytes: 7\n',
	});
	const found = await rows('processes -s pid', 'processes', {root: later, samples});
	const shop = found.find(({pid}) => pid === 20);
	expect(shop?.['cpuPercent']).toBeGreaterThan(40);
	expect(shop?.['cpuPercent']).toBeLessThanOrEqual(50);
	expect(shop?.['readBytesPerSecond']).toBeGreaterThan(1600);
	expect(shop?.['readBytesPerSecond']).toBeLessThanOrEqual(2000);
	expect(found.find(({pid}) => pid === 21)).toMatchObject({readBytes: 7, readBytesPerSecond: null});
});

test('a process that vanishes between the list and its files is left out', async () => {
	const root = hostTree(family);
	rmSync(path.join(root, 'proc/20/stat'));
	expect(await ask('processes', {root})).toMatchObject({total: 4});
});

test('a process that waits for a disk is not asked for its command line', async () => {
	const root = hostTree(processFiles(50, {state: 'D', command: ['hanging']}));
	expect(await rows('processes', 'processes', {root})).toMatchObject([{state: 'waiting', command: null}]);
});

test('a number that no process has is said so', async () => {
	expect(await askAny('processes -p 4194303', {root: hostTree(family)})).toMatchObject({body: {retcode: 3021, message: 'Invalid params: there is no process 4194303'}});
	expect(await askAny('processes -s size')).toMatchObject({body: {message: 'Invalid params: -s takes cpu, memory, io, time, threads, start, pid, name'}});
});
