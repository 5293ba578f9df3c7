import {expect, test} from 'vitest';
import {joinedPids} from '../../../../source/core/host/attach/joined-pids.js';
import {readHost} from '../../../../source/core/host/define/host-reader.js';
import {hostTree, processFiles} from '../getinfo/support/host-tree.js';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (peer: string, state: string, inode: number) => {
	const local = `${peer.length > 13 ? '0'.repeat(24) : ''}0100007F:D431`;
	return `   0: ${local} ${peer} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
};

test('a process has joined that holds a connection to the door on this host, by IPv4 or as Java writes it', () => {
	const root = hostTree({
		// 7777 on loopback, on a host that is another one, a closed one, another port; and on loopback mapped into IPv6.
		'proc/net/tcp': header + line('0100007F:1E61', '01', 11) + line('01020305:1E61', '01', 12) + line('0100007F:1E61', '08', 13) + line('0100007F:1E62', '01', 14),
		'proc/net/tcp6': header + line('0000000000000000FFFF00000100007F:1E61', '01', 15) + line('0000000000000000FFFF00000100007F:1E61', '01', 16),
		...Object.assign({}, ...[21, 22, 23, 24, 25, 26].map(pid => ({...processFiles(pid), [`proc/${pid}/fd/3`]: `-> socket:[${pid - 10}]`}))) as Record<string, string>,
	});
	expect(joinedPids([21, 22, 23, 24, 25], new Set([7777]), readHost(root))).toEqual(new Set([21, 25]));
});
