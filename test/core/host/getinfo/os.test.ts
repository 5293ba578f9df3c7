import {expect, test} from 'vitest';
import {ask} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['uname', 'sh'], 'it says what uname and os-release say', async () => {
	const variable = (name: string) => output('sh', '-c', `. /etc/os-release; printf %s "$${name}"`);
	expect(await ask('os')).toMatchObject({
		id: variable('ID'), name: variable('NAME'), prettyName: variable('PRETTY_NAME'), version: variable('VERSION_ID') || null,
		arch: output('uname', '-m').trim(), hostname: output('uname', '-n').trim(), kernel: output('uname', '-r').trim(),
	});
});

test('quotes are taken off, names of the host are found in its own files', async () => {
	const root = hostTree({
		'etc/os-release': '# comment\nNAME="Rocky \\"Linux\\""\nID=\'rocky\'\nID_LIKE="rhel centos fedora"\nVERSION_ID=9.3\nPRETTY_NAME="Rocky Linux 9.3"\n',
		'etc/hosts': '127.0.0.1 localhost\n10.0.0.7 web-1.example.com web-1 # us\n', 'proc/sys/kernel/hostname': 'web-1\n',
		'etc/localtime': '-> ../usr/share/zoneinfo/Asia/Shanghai', 'etc/machine-id': 'abc\n', 'proc/1/comm': 'systemd\n',
		'sys/class/dmi/id/sys_vendor': 'QEMU\n', 'sys/class/dmi/id/product_name': 'Standard PC\n',
	});
	expect(await ask('os', {root})).toMatchObject({
		name: 'Rocky "Linux"', id: 'rocky', like: ['rhel', 'centos', 'fedora'], version: '9.3', codename: null, hostname: 'web-1', fqdn: 'web-1.example.com',
		timezone: 'Asia/Shanghai', machineId: 'abc', init: 'systemd', virtualization: 'qemu', container: null, bootedAtMs: 1_700_000_000_000,
	});
});

test.each([
	['podman', {'run/.containerenv': ''}],
	['docker', {'.dockerenv': ''}],
	['kubernetes', {'proc/1/cgroup': '0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-1.scope\n', '.dockerenv': ''}],
	['lxc', {'proc/1/environ': 'PATH=/bin\0container=lxc\0'}],
	['docker', {'proc/1/cgroup': '4:memory:/docker/0123\n'}],
])('it knows a container of %s', async (container, files) => {
	expect(await ask('os', {root: hostTree(files)})).toMatchObject({container});
});

test('a hypervisor without a name is a machine that is none', async () => {
	expect(await ask('os', {root: hostTree({'proc/cpuinfo': 'processor: 0\nflags\t\t: fpu hypervisor lm\n'})})).toMatchObject({virtualization: 'vm'});
	expect(await ask('os', {root: hostTree({})})).toMatchObject({virtualization: null, machineId: null, fqdn: null});
});
