import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {ask, rows} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['lsblk'], 'it says what lsblk says', async () => {
	type Listed = {blockdevices: Array<{name: string; size: number; ro: boolean; rm: boolean; type: string}>};
	const told = (JSON.parse(output('lsblk', '--json', '-b', '-o', 'NAME,SIZE,TYPE,RO,RM')) as Listed).blockdevices;
	const found = await rows('disks', 'disks');
	// It leaves out empty ones of some kinds itself.
	for (const {name, size, ro, rm} of told.filter(({size, type}) => size > 0 && type !== 'part')) {
		expect(found).toContainEqual(expect.objectContaining({
			name, sizeBytes: size, isReadOnly: ro, isRemovable: rm,
		}));
	}
});

const line = (number: string, name: string, counts: number[]) => ` ${number} ${name} ${counts.join(' ')}\n`;

test('rates are those between two samples, and a disk that came meanwhile has none', async () => {
	const root = hostTree({
		'proc/diskstats': line('259 0', 'nvme0n1', [10, 0, 80, 20, 5, 0, 40, 10, 0, 100, 0]) + line('259 1', 'nvme0n1p1', [1, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0]) + line('7 0', 'loop0', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
		'proc/self/mountinfo': '22 1 259:1 / / rw - ext4 /dev/nvme0n1p1 rw\n',
		'sys/class/block/nvme0n1/size': '2000\n', 'sys/class/block/nvme0n1/queue/rotational': '0\n',
		'sys/class/block/nvme0n1/device/model': 'Fast One  \n', 'sys/class/block/nvme0n1/queue/scheduler': '[none] mq-deadline\n',
		'sys/class/block/nvme0n1p1/size': '1000\n', 'sys/class/block/nvme0n1p1/partition': '1\n',
		'sys/class/block/loop0/size': '0\n',
	});
	const samples = new Map<string, {atMs: number}>();
	expect(await rows('disks', 'disks', {root, samples})).toMatchObject([{
		name: 'nvme0n1', kind: 'disk', sizeBytes: 1_024_000, isRotational: false, model: 'Fast One', scheduler: 'none', readBytes: 40_960,
		writtenBytes: 20_480, readsPerSecond: null, busyPercent: null,
	}]);
	for (const sample of samples.values()) {
		sample.atMs -= 1000;
	}

	writeFileSync(path.join(root, 'proc/diskstats'), line('259 0', 'nvme0n1', [20, 0, 280, 70, 5, 0, 40, 10, 2, 600, 0]) + line('8 0', 'sdb', [1, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0]));
	const {disks, intervalMs} = await ask('disks', {root, samples}) as {disks: Array<Record<string, number>>; intervalMs: number};
	expect(disks[0]).toMatchObject({
		readLatencyMs: 5, writeLatencyMs: null, inFlight: 2, writesPerSecond: 0,
	});
	expect(disks[0]?.['readsPerSecond']).toBeCloseTo(10_000 / intervalMs, 0);
	expect(disks[0]?.['busyPercent']).toBeCloseTo(50_000 / intervalMs, 0);
	expect(disks[1]).toMatchObject({
		name: 'sdb', sizeBytes: null, readsPerSecond: null, model: null,
	});
});

test('partitions and empty devices are told when asked for', async () => {
	const files = {
		'proc/diskstats': line('8 0', 'sda', Array.from({length: 11}, () => 0)) + line('8 1', 'sda1', Array.from({length: 11}, () => 0)) + line('7 0', 'loop0', Array.from({length: 11}, () => 0)),
		'sys/class/block/sda1/partition': '1\n', 'sys/class/block/loop0/size': '0\n',
	};
	const names = async (args: string) => (await rows(`disks ${args}`, 'disks', {root: hostTree(files)})).map(({name}) => name);
	expect(await names('')).toEqual(['sda']);
	expect(await names('-p')).toEqual(['sda', 'sda1']);
	expect(await names('-p -a')).toEqual(['sda', 'sda1', 'loop0']);
});
