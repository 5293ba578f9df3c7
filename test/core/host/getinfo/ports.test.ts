import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import process from 'node:process';
import {expect, test} from 'vitest';
import {ask, rows} from './support/ask.js';
import {hostTree, processFiles} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['ss'], 'listening ports are those of ss', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		const {port} = server.address() as AddressInfo;
		const [own] = await rows(`ports -t -p ${port}`, 'ports');
		expect(own).toMatchObject({
			protocol: 'tcp', family: 'ipv4', address: '127.0.0.1', port, state: 'listening', pid: process.pid, peerAddress: null,
		});
		const told = output('ss', '-Hltn').trim().split('\n').map(line => line.split(/\s+/)[3]?.replace(/^\[(?<ip>.*)]/, '$<ip>').replace(/%\w+/, '').replace(/^\*/, '::'));
		const found = new Set((await rows('ports -t', 'ports')).map(row => `${String(row['address'])}:${String(row['port'])}`));
		expect(told).toContain(`127.0.0.1:${port}`);
		// Tests that run beside this one open and close theirs.
		expect(told.filter(place => found.has(place ?? '')).length).toBeGreaterThan(told.length * 0.6);
	} finally {
		server.close();
	}
});

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (local: string, peer: string, state: string, inode: number, queues = '00000000:00000000') => `   0: ${local} ${peer} ${state} ${queues} 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;

const files = {
	'etc/passwd': 'ann:x:1000:1000::/home/ann:/bin/sh\n',
	'proc/net/tcp': header + line('0100007F:1F90', '00000000:0000', '0A', 11, '00000000:00000003') + line('0100007F:1F90', '0200007F:D431', '01', 12) + line('0100007F:1F90', '0200007F:D432', '06', 0),
	'proc/net/tcp6': header + line('00000000000000000000000000000000:0016', '00000000000000000000000000000000:0000', '0A', 13) + line('B80D0120000000000000000001000000:01BB', '00000000000000000000000000000000:0000', '0A', 14),
	'proc/net/udp': header + line('00000000:0044', '00000000:0000', '07', 15) + line('0100007F:0045', '0100007F:0046', '01', 16),
	...processFiles(50, {name: 'server'}), ...processFiles(60, {name: 'child', ppid: 50}),
	'proc/50/fd/3': '-> socket:[11]', 'proc/50/fd/4': '-> /dev/null', 'proc/60/fd/3': '-> socket:[11]', 'proc/60/fd/9': '-> socket:[15]',
};

test('what is open is told with its process, of several that share it the first', async () => {
	const data = await ask('ports', {root: hostTree(files)});
	expect(data).toMatchObject({listening: 3, established: 1, timeWait: 1});
	expect((data['ports'] as object[])).toMatchObject([
		{
			port: 22, family: 'ipv6', address: '::', pid: null,
		},
		{
			protocol: 'udp', port: 68, address: '0.0.0.0', pid: 60, process: 'child',
		},
		{port: 443, address: '2001:db8::1', process: null},
		{
			port: 8080, address: '127.0.0.1', state: 'listening', user: 'ann', uid: 1000, pid: 50, process: 'server', receiveQueue: 3, peerPort: null,
		},
	]);
});

test('connections are told when asked for', async () => {
	const root = hostTree(files);
	expect(await rows('ports -a -p 8080', 'ports', {root})).toMatchObject([
		{state: 'listening'}, {state: 'established', peerAddress: '127.0.0.2', peerPort: 54_321}, {state: 'time-wait', pid: null},
	]);
	expect((await rows('ports -u', 'ports', {root})).map(({port}) => port)).toEqual([68]);
	expect(await rows('ports', 'ports', {root: hostTree({})})).toEqual([]);
});
