import {expect, test} from 'vitest';
import {ask, askAny, rows} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

type Link = {ifname: string; mtu: number; operstate: string; address: string; addr_info: Array<{family: string; local: string; prefixlen: number; scope: string}>};

/** Whether this machine's `ip` can print JSON: that of busybox can't. */
const links = () => {
	try {
		return JSON.parse(output('ip', '-j', 'addr')) as Link[];
	} catch {
		return undefined;
	}
};

/** What any `ip` prints of the addresses, as `name address/prefix`. */
function addressesOfIp(): string[] {
	let name = '';
	return output('ip', 'addr').split('\n').flatMap(line => {
		name = /^\d+: (?<name>[^:@]+)/.exec(line)?.groups?.['name'] ?? name;
		const address = /^\s+inet6? (?<address>\S+)/.exec(line)?.groups?.['address'];
		return address === undefined ? [] : [`${name} ${address}`];
	});
}

testBeside(['ip'], 'interfaces are those of ip', async () => {
	const found = await rows('network', 'interfaces');
	const text = output('ip', 'addr');
	expect(new Set(found.map(({name}) => name))).toEqual(new Set([...text.matchAll(/^\d+: (?<name>[^:@]+)/gm)].map(({groups}) => groups?.['name'])));
	for (const {name, mtu} of found) {
		expect(Number(new RegExp(String.raw`^\d+: ${String(name)}[:@].* mtu (?<mtu>\d+)`, 'm').exec(text)?.groups?.['mtu'])).toBe(mtu);
	}

	for (const {ifname, operstate, address} of links() ?? []) {
		expect(found).toContainEqual(expect.objectContaining({name: ifname, state: operstate.toLowerCase(), mac: address}));
	}
});

testBeside(['ip'], 'addresses are those of ip, scopes included', async () => {
	const found = await rows('addresses', 'addresses');
	expect(found.map(row => `${String(row['interface'])} ${String(row['address'])}/${String(row['prefix'])}`).sort()).toEqual(addressesOfIp().sort());
	expect((await rows('addresses -6', 'addresses')).every(({family}) => family === 'ipv6')).toBe(true);
	expect((await rows('addresses -4', 'addresses')).map(({address}) => address)).toContain('127.0.0.1');
});

testBeside(['ip'], 'routes are those of ip', async () => {
	const found = await rows('routes', 'routes');
	const told = output('ip', 'route').trim().split('\n').filter(line => line !== '').map(line => ({
		to: line.split(' ')[0], via: / via (?<via>\S+)/.exec(line)?.groups?.['via'] ?? null, name: / dev (?<name>\S+)/.exec(line)?.groups?.['name'],
	}));
	const ipv4 = found.filter(({family}) => family === 'ipv4');
	expect(ipv4.map(({destination, prefix, gateway, interface: name}) => ({
		to: prefix === 0 ? 'default' : (prefix === 32 ? destination : `${String(destination)}/${String(prefix)}`), via: gateway, name,
	}))).toEqual(expect.arrayContaining(told));
	expect(ipv4).toHaveLength(told.length);
});

test('routes of both families are read, and those to the host itself left out', async () => {
	const root = hostTree({
		'proc/net/route': 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
			+ 'eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n'
			+ 'eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n',
		'proc/net/ipv6_route': [
			'20010db8000000000000000000000000 20 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0',
			'00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0',
			'20010db8000000000000000000000005 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000001 00000000 80200001       lo',
			'ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0',
			'',
		].join('\n'),
	});
	expect(await rows('routes', 'routes', {root})).toEqual([
		{
			family: 'ipv4', destination: '0.0.0.0', prefix: 0, gateway: '192.168.0.1', interface: 'eth0', metric: 100, flags: 'UG',
		},
		{
			family: 'ipv4', destination: '192.168.0.0', prefix: 24, gateway: null, interface: 'eth0', metric: 100, flags: 'U',
		},
		{
			family: 'ipv6', destination: '2001:db8::', prefix: 32, gateway: null, interface: 'eth0', metric: 256, flags: 'U',
		},
		{
			family: 'ipv6', destination: '::', prefix: 0, gateway: 'fe80::1', interface: 'eth0', metric: 1024, flags: 'UG',
		},
	]);
	expect(await ask('network', {root})).toMatchObject({gateway: '192.168.0.1', gateway6: 'fe80::1', dns: []});
});

test('without /sys the counters are still there', async () => {
	const root = hostTree({
		'proc/net/dev': 'Inter-|   Receive\n face |bytes\n  eth0: 100 1 2 3 0 0 0 0 200 4 5 6 0 0 0 0\nveth@x:1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n',
		'etc/resolv.conf': '# dns\nnameserver 10.0.0.2\n nameserver fd00::53\n',
	});
	expect(await ask('network', {root})).toMatchObject({
		interfaces: [
			{
				name: 'eth0', rxBytes: 100, rxPackets: 1, rxErrors: 2, rxDropped: 3, txBytes: 200, txPackets: 4, txErrors: 5, txDropped: 6,
				state: null, mtu: null, speedMbps: null, rxBytesPerSecond: null,
			},
			{name: 'veth@x', rxBytes: 1},
		],
		gateway: null, dns: ['10.0.0.2', 'fd00::53'],
	});
	expect(await askAny('network -I eth9', {root})).toMatchObject({body: {retcode: 3021, message: 'Invalid params: there is no interface eth9'}});
});

test('a link without a speed has none', async () => {
	const root = hostTree({'proc/net/dev': '  eth0: 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n', 'sys/class/net/eth0/speed': '-1\n', 'sys/class/net/eth0/type': '772\n'});
	expect(await rows('network', 'interfaces', {root})).toMatchObject([{speedMbps: null, kind: 'loopback'}]);
});
