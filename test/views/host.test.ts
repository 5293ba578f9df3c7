import {expect, test} from 'vitest';
import type {Json} from '../../source/core/protocol/result.js';
import {viewOf} from '../../source/views/index.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';
import {quantityText, wordsOf} from '../../source/views/host/quantity.js';

const draw = (type: string, data: Json, width = Infinity) => printRows(layout(viewOf({type, data}), width), {color: false});

test.each<[string, Json, string]>([
	['totalBytes', 25_276_502_016, '23.5 GiB'],
	['freeBytes', 512, '512 B'],
	['rxBytesPerSecond', 1536, '1.5 KiB/s'],
	['usedPercent', 71.25, '71.3 %'],
	['uptimeMs', 16_355_330, '4 h 32 min'],
	['idleMs', 86_400_000, '1 d'],
	['offsetMs', -0.123, '-0.123 ms'],
	['gcMs', 1500, '1.5 s'],
	['bootedAtMs', 1_700_000_000_000, '2023-11-14 22:13:20 Z'],
	['last_login', 1_700_000_000, '2023-11-14 22:13:20 Z'],
	['startedAtMs', 1e20, '100000000000000000000'],
	['readsPerSecond', 2.5, '2.5 /s'],
	['isReadOnly', true, 'yes'],
	['name', 'eth0', 'eth0'],
	['serial', null, '–'],
])('%s of %s is %s', (name, value, text) => {
	expect(quantityText(name, value)).toBe(text);
});

test.each([
	['rxBytesPerSecond', 'rx'],
	['isReadOnly', 'read only'],
	['startedAtMs', 'started'],
	['last_login', 'last login'],
	['ts', 'as of'],
	['load15', 'load15'],
	['island', 'island'],
	['Ms', 'Ms'],
])('%s is called %s', (name, words) => {
	expect(wordsOf(name).toLowerCase()).toBe(words.toLowerCase());
});

test('a column has one unit, and says it; what nobody knows has none', () => {
	expect(draw('getinfo.filesystems', {
		filesystems: [
			{
				mount: '/', device: '/dev/sda1', type: 'ext4', sizeBytes: 270_553_174_016, usedBytes: 15_021_912_064, usedPercent: 15.36, inodes: null, isReadOnly: false,
			},
			{
				mount: '/mnt', device: 'srv:/x', type: 'nfs', sizeBytes: null, usedBytes: null, usedPercent: null, inodes: null, isReadOnly: true,
			},
		],
		partial: ['/mnt does not answer'],
	})).toBe([
		'not told  /mnt does not answer',
		'filesystems',
		'MOUNT  SIZE GiB  USED MiB  USED %  TYPE  READ ONLY  DEVICE',
		'/         252.0   14326.0    15.4  ext4  no         /dev/sda1',
		'/mnt          –         –       –  nfs   yes        srv:/x',
		'',
	].join('\n'));
});

test('a tree of processes is set in, and what is less wanted goes first where there is no room', () => {
	const row = (pid: number, depth: number, name: string) => ({
		pid, ppid: 1, user: 'root', uid: 0, name, depth, state: 'sleeping', cpuPercent: 0.5, memoryPercent: 1, rssBytes: 4_194_304,
		vszBytes: 9_194_304, cpuMs: 300_000, threads: 1, nice: 0, command: `/usr/sbin/${name} -D`,
	});
	const text = draw('getinfo.processes', {total: 2, processes: [row(1, 0, 'init'), row(20, 1, 'sshd')]}, 90);
	expect(text).toContain('PID  USER  STATE     CPU %  MEMORY %  RSS KiB');
	expect(text).toContain('  sshd');
	expect(text).toContain('/usr/sbin/sshd -D');
	expect(text).toMatch(/no room for .*NICE/);
});

test('groups of facts have their name above them', () => {
	expect(draw('getinfo.containers', {
		cgroupVersion: 2, own: {path: '/x', memoryUsedBytes: 1024, cpuLimit: null}, containers: [],
	})).toBe('cgroup version  2\ncontainers      none\nown\npath         /x\nmemory used  1.0 KiB\n');
});

test('what has any other shape is a tree', () => {
	expect(draw('getinfo.new', {nested: {deep: {deeper: [1]}}, list: [[1]]})).toContain('deeper');
});
