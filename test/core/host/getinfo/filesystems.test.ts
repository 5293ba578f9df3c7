import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {
	ask, askAny, rows, type Row,
} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

/** Rows of `df -B1` by the place where they are mounted. */
function df(...args: string[]): Map<string, string[]> {
	return new Map(output('df', '-B1', ...args).trim().split('\n').slice(1).map(line => line.split(/\s+/)).map(fields => [fields.slice(5).join(' '), fields]));
}

testBeside(['df'], 'it says what df says, of the same file systems', async () => {
	const found = await rows('filesystems', 'filesystems');
	const told = df();
	expect(new Set(found.map(({mount}) => mount))).toEqual(new Set(told.keys()));
	for (const {mount, device, sizeBytes, usedBytes, usedPercent} of found) {
		const [name, size, used, , use = ''] = told.get(String(mount)) ?? [];
		expect(device).toBe(name);
		expect(sizeBytes).toBe(Number(size));
		expect(Math.abs(Number(usedBytes) - Number(used))).toBeLessThan(1e9);
		expect(Math.abs(Math.ceil(Number(usedPercent)) - Number.parseInt(use, 10))).toBeLessThanOrEqual(1);
	}
});

testBeside(['df'], 'inodes are those of df -i', async () => {
	const [found] = await rows('filesystems -p /', 'filesystems');
	const [, inodes, , free] = output('df', '-i', '/').trim().split('\n').at(-1)?.split(/\s+/) ?? [];
	expect(found).toMatchObject({mount: '/', inodes: Number(inodes)});
	expect(Math.abs(Number(found?.['inodesFree']) - Number(free))).toBeLessThan(100_000);
});

const btrfs = [
	'22 1 0:25 /@ / rw,relatime shared:1 - btrfs /dev/sda2 rw,subvol=/@',
	'23 22 0:26 /@home /home rw,relatime shared:2 - btrfs /dev/sda2 rw,subvol=/@home',
	String.raw`24 22 8:1 / /mnt/my\040disk ro,relatime - ext4 /dev/sda1 rw`,
	'25 22 8:1 /part /srv rw - ext4 /dev/sda1 rw',
	'broken line',
	'',
].join('\n');

function tree(): string {
	const root = hostTree({'proc/self/mountinfo': btrfs});
	for (const folder of ['home', 'mnt/my disk', 'srv']) {
		mkdirSync(path.join(root, folder), {recursive: true});
	}

	return root;
}

const mounts = (found: Row[]) => found.map(({mount}) => mount);

test('subvolumes of one btrfs, and further places of one file system, are told once', async () => {
	expect(mounts(await rows('filesystems', 'filesystems', {root: tree()}))).toEqual(['/', '/srv']);
	expect(mounts(await rows('filesystems -a', 'filesystems', {root: tree()}))).toEqual(['/', '/home', '/mnt/my disk', '/srv']);
});

test('-p finds the one that holds a path; blanks in names are blanks', async () => {
	const root = tree();
	expect(mounts(await rows('filesystems -p /home/ann', 'filesystems', {root}))).toEqual(['/home']);
	expect(mounts(await rows('filesystems -p /homestead', 'filesystems', {root}))).toEqual(['/']);
	expect(await rows('filesystems -a', 'filesystems', {root})).toContainEqual(expect.objectContaining({
		mount: '/mnt/my disk', device: '/dev/sda1', type: 'ext4', isReadOnly: true, options: 'ro,relatime,rw',
	}));
	expect(await askAny('filesystems -p home', {root})).toMatchObject({body: {retcode: 3021}});
});

test('a place that is gone has no sizes and is no failure', async () => {
	const root = hostTree({'proc/self/mountinfo': '22 1 8:1 / /gone rw - ext4 /dev/sda1 rw\n'});
	expect(await ask('filesystems', {root})).toMatchObject({
		filesystems: [{
			mount: '/gone', sizeBytes: null, usedPercent: null, inodes: null,
		}],
	});
});
