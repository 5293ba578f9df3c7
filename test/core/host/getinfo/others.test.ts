import {Buffer} from 'node:buffer';
import process from 'node:process';
import {expect, test} from 'vitest';
import {readServices} from '../../../../source/core/host/getinfo/services.js';
import {readTracking} from '../../../../source/core/host/getinfo/time.js';
import {methods} from '../../../../source/core/host/methods.js';
import {mistakes} from './support/mistakes.js';
import {
	ask, askAny, methodOf, rows,
} from './support/ask.js';
import {hostTree, processFiles} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['dpkg-query'], 'packages are as many as dpkg has installed', async () => {
	const format = ['db:Status-Abbrev', 'Package', 'Version'].map(field => `$\{${field}}`).join(' ');
	const told = output('dpkg-query', '-W', '-f', `${format}\n`).trim().split('\n').filter(line => line.startsWith('ii '));
	expect(await ask('packages')).toMatchObject({manager: 'dpkg', count: told.length, packages: []});
	expect(await rows('packages', 'packages')).toEqual([]);
	expect(await rows('packages -a', 'packages')).toHaveLength(Number((await ask('packages'))['count']));
	expect((await rows('packages -q bash', 'packages')).map(({name, version}) => `ii  ${String(name)} ${String(version)}`).every(line => told.includes(line))).toBe(true);
});

test.each([
	['apk', {'lib/apk/db/installed': 'P:musl\nV:1.2.5-r0\nA:x86_64\n\nP:busybox\nV:1.36\nA:x86_64\n\n'}, ['busybox 1.36 x86_64', 'musl 1.2.5-r0 x86_64']],
	['pacman', {'var/lib/pacman/local/lib32-zlib-1.3-1/desc': '', 'var/lib/pacman/local/bash-5.2.037-1/desc': '', 'var/lib/pacman/local/ALPM_DB_VERSION': '9'}, ['bash 5.2.037-1 null', 'lib32-zlib 1.3-1 null']],
	['dpkg', {
		'var/lib/dpkg/status': 'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: arm64\nDescription: x\n Version: 9\n\n'
			+ 'Package: gone\nStatus: deinstall ok config-files\nVersion: 2\n',
	}, ['a 1 arm64']],
])('the packages of %s', async (manager, files, expected) => {
	const root = hostTree(files);
	const data = await ask('packages', {root});
	expect(data).toMatchObject({manager, count: expected.length});
	const found = await Promise.all(['a', 'i', 'u', 's'].map(async text => rows(`packages -q ${text}`, 'packages', {root})));
	const lines = new Set(found.flat().map(({name, version, arch}) => `${String(name)} ${String(version)} ${String(arch)}`));
	expect([...lines].sort((a, b) => a < b ? -1 : 1)).toEqual(expected);
});

test('a host without packages says so', async () => {
	expect(await ask('packages', {root: hostTree({})})).toMatchObject({manager: null, count: 0, partial: ['packages: none of dpkg, rpm, apk, pacman keeps them here']});
});

testBeside(['dmesg'], 'messages of the kernel are those of dmesg', async () => {
	let told: string[];
	try {
		told = output('dmesg').trim().split('\n');
	} catch {
		expect(await askAny('dmesg')).toMatchObject({statusCode: -1});
		return;
	}

	const {total, messages} = await ask('dmesg -n 20') as {total: number; messages: Array<{text: string}>};
	expect(messages).toHaveLength(Math.min(20, total));
	expect(told.some(line => line.includes(messages[0]?.text.trim() ?? '?'))).toBe(true);
	expect((await rows('dmesg -l error -n 10000', 'messages')).every(({level}) => ['emergency', 'alert', 'critical', 'error'].includes(String(level)))).toBe(true);
});

test('a host that shows no kernel log says so, and why', async () => {
	expect(await askAny('dmesg', {root: hostTree({})})).toMatchObject({body: {retcode: 3024}, statusCode: -1});
	expect(await ask('dmesg', {root: hostTree({'dev/kmsg': '6,1,2000000,-;first\\x20one\n SUBSYSTEM=x\n4,2,3000000,-;second\n'})})).toMatchObject({
		messages: [{
			sequence: 1, level: 'info', bootMs: 2000, atMs: 1_700_000_002_000, text: 'first one', facility: 0,
		}, {level: 'warning', text: 'second'}],
	});
});

test('sessions are read from utmp, without those that have ended', async () => {
	const entry = (type: number, pid: number, user: string) => {
		const bytes = Buffer.alloc(384);
		bytes.writeInt16LE(type, 0);
		bytes.writeInt32LE(pid, 4);
		bytes.write('pts/1', 8);
		bytes.write(user, 44);
		bytes.write('10.0.0.9', 76);
		bytes.writeInt32LE(1_700_000_500, 340);
		return bytes;
	};

	const root = hostTree({
		'run/utmp': Buffer.concat([entry(2, 0, 'reboot'), entry(7, 90, 'ann'), entry(7, 91, 'gone'), entry(8, 90, 'dead'), Buffer.alloc(100)]),
		...processFiles(90), 'dev/pts/1': '',
	});
	const sessions = await rows('sessions', 'sessions', {root});
	expect(sessions).toMatchObject([{
		user: 'ann', terminal: 'pts/1', from: '10.0.0.9', pid: 90, startedAtMs: 1_700_000_500_000, source: 'utmp',
	}]);
	expect(Number(sessions[0]?.['idleMs'])).toBeLessThan(60_000);
});

test('sessions of a host without utmp are those of logind', async () => {
	const root = hostTree({
		'run/systemd/sessions/3': 'UID=1000\nUSER=ann\nSTATE=active\nTTY=pts/0\nREMOTE_HOST=10.0.0.9\nCLASS=user\nLEADER=55\nREALTIME=1700000000000000\n', 'run/systemd/sessions/3.ref': '',
		'run/systemd/sessions/4': 'USER=gdm\nSTATE=closing\nCLASS=user\n', 'run/systemd/sessions/c1': 'USER=root\nCLASS=manager\n',
	});
	expect(await rows('sessions', 'sessions', {root})).toMatchObject([{
		user: 'ann', terminal: 'pts/0', from: '10.0.0.9', pid: 55, startedAtMs: 1_700_000_000_000, idleMs: null, source: 'logind',
	}]);
	expect(await ask('sessions', {root: hostTree({})})).toMatchObject({sessions: [], partial: [expect.stringContaining('no list of sessions')]});
});

test('services are blocks of properties', async () => {
	const text = 'Id=ssh.service\nDescription=OpenBSD Secure Shell server\nLoadState=loaded\nActiveState=active\nSubState=running\n'
		+ 'UnitFileState=enabled\nMainPID=702\nNRestarts=1\nMemoryCurrent=9000000\nCPUUsageNSec=1500000000\nTasksCurrent=3\n'
		+ 'Result=success\n\n'
		+ 'Id=app.service\nDescription=a = b\nLoadState=loaded\nActiveState=failed\nSubState=failed\nUnitFileState=\nMainPID=0\n'
		+ 'NRestarts=5\nMemoryCurrent=[not set]\nCPUUsageNSec=18446744073709551615\nTasksCurrent=[not set]\nResult=exit-code\n';
	const services = readServices(text);
	expect(services).toMatchObject([
		{
			name: 'app', active: 'failed', result: 'exit-code', pid: null, restarts: 5, memoryBytes: null, cpuMs: null, tasks: null, enabled: null, description: 'a = b',
		},
		{
			name: 'ssh', active: 'active', sub: 'running', pid: 702, memoryBytes: 9_000_000, cpuMs: 1500, tasks: 3, enabled: 'enabled',
		},
	]);
	expect(mistakes({services: methodOf('services').schema!['services']!}, {services})).toEqual([]);
	expect(await ask('services', {root: hostTree({'proc/1/comm': 'tini\n'})})).toMatchObject({manager: null, services: [], partial: ['services: tini runs this host, not systemd']});
});

test('hardware is told by DMI, or by a device tree', async () => {
	const dmi = (files: Record<string, string>) => Object.fromEntries(Object.entries(files).map(([name, text]) => [`sys/class/dmi/id/${name}`, text]));
	expect(await ask('hardware', {
		root: hostTree({
			...dmi({
				sys_vendor: 'Dell Inc.\n', product_name: 'PowerEdge R740\n', chassis_type: '23\n', bios_version: '2.1\n', product_serial: 'ABC\n',
			}),
			'sys/class/hwmon/hwmon0/name': 'coretemp\n', 'sys/class/hwmon/hwmon0/temp1_input': '45500\n',
			'sys/class/hwmon/hwmon0/temp1_label': 'Package\n', 'sys/class/hwmon/hwmon0/temp1_crit': '100000\n',
			'sys/class/hwmon/hwmon0/temp2_input': '',
		}),
	})).toMatchObject({
		source: 'dmi', vendor: 'Dell Inc.', product: 'PowerEdge R740', chassis: 'rack mount', firmwareVersion: '2.1', serial: 'ABC', uuid: null, isUefi: false,
		temperatures: [{
			sensor: 'coretemp', label: 'Package', celsius: 45.5, criticalCelsius: 100,
		}],
	});
	expect(await ask('hardware', {
		root: hostTree({
			'proc/device-tree/model': 'Raspberry Pi 4 Model B\0', 'proc/device-tree/compatible': 'raspberrypi,4-model-b\0brcm,bcm2711\0',
			'proc/device-tree/serial-number': '1000\0',
		}),
	})).toMatchObject({
		source: 'device-tree', vendor: 'raspberrypi', product: 'Raspberry Pi 4 Model B', serial: '1000',
	});
	expect(await ask('hardware', {root: hostTree({})})).toMatchObject({source: null, temperatures: [], partial: [expect.stringContaining('neither DMI nor')]});
});

test('the clock has a keeper, and says what it is off', async () => {
	const root = hostTree({
		...processFiles(9, {name: 'systemd-timesyn'}), 'run/systemd/timesync/synchronized': '', 'etc/timezone': 'Asia/Kolkata\n',
		'etc/systemd/timesyncd.conf': '[Time]\n#NTP=\nNTP=a.example b.example\n', 'sys/class/rtc/rtc0/since_epoch': '1700000000\n',
		'sys/devices/system/clocksource/clocksource0/current_clocksource': 'tsc\n',
	});
	expect(await ask('time', {root})).toMatchObject({
		timezone: 'Asia/Kolkata', utcOffsetMs: 19_800_000, keeper: 'systemd-timesyncd', isSynchronized: true, servers: ['a.example', 'b.example'],
		hardwareClockAtMs: 1_700_000_000_000, clockSource: 'tsc',
	});
	expect(await ask('time', {root: hostTree({'etc/timezone': 'America/St_Johns\n'})})).toMatchObject({keeper: null, isSynchronized: null, servers: []});
	expect(readTracking('C0A80001,192.168.0.1,3,1700000000.5,0.000123,0,0,1,0,0,0.01,0.001,64.2,Normal'.split(','))).toEqual({
		isSynchronized: true, synchronizedAtMs: 1_700_000_000_500, offsetMs: -0.123, stratum: 3, server: '192.168.0.1',
	});
	expect(readTracking('7F7F0101,,0,0,0,0,0,0,0,0,1,1,0,Not synchronised'.split(','))).toMatchObject({isSynchronized: false, synchronizedAtMs: null, server: null});
});

test('every method tells itself, and no two of its options share a letter', async () => {
	const told = await rows('methods', 'methods');
	expect(told.map(({name}) => name)).toEqual(methods.map(({name}) => name));
	expect(told.find(({name}) => name === 'getinfo.processes')).toMatchObject({hasRates: true, canWatch: true, tier: 'look'});
	for (const {options = {}, name} of methods) {
		const letters = Object.values(options).map(({short}) => short);
		expect(new Set(letters).size, name).toBe(letters.length);
	}
});

test.each(methods.filter(({name}) => name.startsWith('getinfo.')).map(({name}) => [name.slice('getinfo.'.length)]))('%s answers here what its schema says', async name => {
	const {body} = await askAny(name, {samples: new Map()});
	const isRefused = body['retcode'] === 3023 || body['retcode'] === 3024;
	expect(isRefused ? [] : mistakes(methodOf(name).schema ?? {}, body['data'])).toEqual([]);
});

test.each(methods.filter(({name}) => /^getinfo\.(?!kernel|users|methods)/.test(name)).map(({name}) => [name.slice('getinfo.'.length)]))('%s answers, or says why not, where there is next to nothing', async name => {
	const {body} = await askAny(name, {root: hostTree({})});
	expect(body['retcode'] ?? 3024).toBe(3024);
	expect(body['data'] === undefined ? [] : mistakes(methodOf(name).schema ?? {}, body['data'])).toEqual([]);
});

test('where there is no /proc the portable ones answer from Node, the others say that they can not', async () => {
	const root = '/nowhere-at-all';
	expect(await ask('memory', {root})).toMatchObject({swapTotalBytes: null});
	expect(await ask('load', {root})).toMatchObject({tasks: null});
	expect(await askAny('processes', {root})).toMatchObject({body: {retcode: 3024, message: 'Not available on this host: getinfo.processes needs Linux\'s /proc'}});
	expect(process.platform === 'linux' ? await ask('addresses') : {}).not.toHaveProperty('partial');
});
