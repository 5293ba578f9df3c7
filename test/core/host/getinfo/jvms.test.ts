import {Buffer} from 'node:buffer';
import process from 'node:process';
import {expect, test} from 'vitest';
import {readHsperfdata} from '../../../../source/core/host/getinfo/hsperfdata.js';
import {readJvmLine} from '../../../../source/core/host/getinfo/jvm-line.js';
import {rows} from './support/ask.js';
import {hostTree, processFiles} from './support/host-tree.js';

/** A file of counters as HotSpot writes it on a little-endian machine. */
function hsperfdata(values: Record<string, string | number>): Buffer {
	const entries = Object.entries(values).map(([name, value]) => {
		const nameBytes = Math.ceil((name.length + 1) / 8) * 8;
		const dataBytes = typeof value === 'string' ? Math.ceil((value.length + 1) / 8) * 8 : 8;
		const entry = Buffer.alloc(24 + nameBytes + dataBytes);
		entry.writeInt32LE(entry.length, 0);
		entry.writeInt32LE(24, 4);
		entry.writeInt32LE(typeof value === 'string' ? value.length + 1 : 0, 8);
		entry[12] = typeof value === 'string' ? 0x42 : 0x4A;
		entry.writeInt32LE(24 + nameBytes, 16);
		entry.write(name, 24);
		if (typeof value === 'string') {
			entry.write(value, 24 + nameBytes);
		} else {
			entry.writeBigInt64LE(BigInt(value), 24 + nameBytes);
		}

		return entry;
	});
	const head = Buffer.alloc(32);
	head.writeUInt32BE(0xCA_FE_C0_C0, 0);
	head.set([1, 2, 0, 1], 4);
	head.writeInt32LE(32, 24);
	head.writeInt32LE(entries.length, 28);
	return Buffer.concat([head, ...entries]);
}

const counters = hsperfdata({
	'sun.rt.javaCommand': 'demo.Shop --port 80', 'java.property.java.version': '17.0.15', 'java.property.java.vm.name': 'OpenJDK 64-Bit Server VM',
	'sun.gc.policy.name': 'Copy:MSC',
	'sun.gc.generation.0.space.0.used': 1000, 'sun.gc.generation.1.space.0.used': 500, 'sun.gc.generation.0.maxCapacity': 4000, 'sun.gc.generation.1.maxCapacity': 6000,
	'sun.gc.collector.0.invocations': 7, 'sun.gc.collector.0.time': 5_000_000, 'sun.os.hrt.frequency': 1_000_000_000, 'java.cls.loadedClasses': 321,
});

const header = '  sl  local_address\n';
const listening = (port: string, inode: number) => `   0: 0100007F:${port} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0        0 ${inode} 1 0 100 0 0 10 0\n`;

const shop = {
	...processFiles(70, {name: 'java', threads: 33, command: ['/opt/jdk/bin/java', '-Xmx1g', '-Dkeystore.password=hunter2', '-cp', '/a:/b', 'demo.Shop', '--token', 's3cret', '--port', '80']}),
	'proc/70/exe': '-> /opt/jdk/bin/java', 'tmp/hsperfdata_0/70': counters, 'proc/net/tcp': header + listening('0050', 1) + listening('2173', 2) + listening('0E4A', 3) + listening('AAAA', 4),
	'proc/70/fd/5': '-> socket:[1]', 'proc/70/fd/20': '-> /tmp/arthas/arthas-core.jar', 'proc/70/fd/21': '-> socket:[2]', 'proc/70/fd/4': '-> socket:[3]', 'proc/70/fd/30': '-> socket:[4]',
	'proc/70/task/70/comm': 'java\n',
};

test('a JVM tells what it is, without its secrets, and whether Arthas is in it', async () => {
	const [jvm] = await rows('jvms', 'jvms', {root: hostTree({...shop, 'proc/70/task/91/comm': 'arthas-NettyHtt\n', ...named()})});
	expect(jvm).toMatchObject({
		pid: 70, ownPid: 70, mainClass: 'demo.Shop', jdkVersion: '17.0.15', vm: 'OpenJDK 64-Bit Server VM', threads: 33,
		heapUsedBytes: 1500, heapMaxBytes: 10_000, gcCount: 7, gcMs: 5, classes: 321, executable: '/opt/jdk/bin/java',
		jvmOptions: ['-Xmx1g', '-Dkeystore.password=<secret>', '-cp', '/a:/b'], arguments: ['--token', '<secret>', '--port', '80'],
		arthas: 'attached', arthasPorts: [3658, 8563, 43_690], listening: [80, 3658, 8563, 43_690],
	});
});

/** The account of the folder that holds the counters, whoever runs the test. */
function named(): Record<string, string> {
	return {'etc/passwd': `0:x:${process.getuid?.() ?? 0}:0::/:/bin/sh\n`};
}

test('after its stop Arthas is still loaded and has no ports; before it there is none', async () => {
	expect(await rows('jvms', 'jvms', {root: hostTree({...shop, ...named()})})).toMatchObject([{arthas: 'loaded', arthasPorts: []}]);
	const {'proc/70/fd/20': _, ...clean} = shop;
	expect(await rows('jvms', 'jvms', {root: hostTree({...clean, ...named()})})).toMatchObject([{arthas: 'no', arthasPorts: []}]);
});

test('what may not be looked into is unknown', async () => {
	const files = {...processFiles(71, {name: 'java', command: ['java', '-jar', '/srv/app.jar', 'x']})};
	expect(await rows('jvms', 'jvms', {root: hostTree(files)})).toMatchObject([{
		arthas: 'unknown', mainClass: '/srv/app.jar', jdkVersion: null, heapUsedBytes: null, gcMs: null, arguments: ['x'],
	}]);
});

test('one in a container has counters under its own number', async () => {
	const files = {
		...processFiles(72, {name: 'java'}), 'proc/72/status': 'Name:\tjava\nNSpid:\t72\t1\n', 'proc/72/root/tmp/hsperfdata_app/1': counters,
	};
	expect(await rows('jvms', 'jvms', {root: hostTree(files)})).toMatchObject([{
		pid: 72, ownPid: 1, mainClass: 'demo.Shop', jdkVersion: '17.0.15',
	}]);
});

/** What JDK 17 and 25 wrote with -Xmx64m; the odd bytes are G1's. */
test.each([
	['serial', 'Copy:MSC', [22_347_776, 44_761_088], 67_108_864],
	['parallel', 'ParScav:MSC', [22_020_096, 45_088_768], 67_108_864],
	['G1', 'GarbageFirst', [67_108_888, 67_108_872], 67_108_888],
	['ZGC of JDK 17', undefined, [undefined, 67_108_864], 67_108_864],
	['ZGC of JDK 25', undefined, [67_108_864, 67_108_864], 67_108_864],
	['Shenandoah', undefined, [0, 67_108_864], 67_108_864],
])('the largest heap is told as it was set, also by %s', async (_, policy, capacities, expected) => {
	const told = hsperfdata({
		'sun.rt.javaCommand': 'demo.Shop', ...policy && {'sun.gc.policy.name': policy},
		...Object.fromEntries(capacities.flatMap((capacity, index) => capacity === undefined ? [] : [[`sun.gc.generation.${index}.maxCapacity`, capacity]])),
	});
	const [jvm] = await rows('jvms', 'jvms', {root: hostTree({...processFiles(70, {name: 'java'}), 'tmp/hsperfdata_0/70': told, ...named()})});
	expect(jvm?.['heapMaxBytes']).toBe(expected);
});

test('-p tells one, and no other program is a JVM', async () => {
	const root = hostTree({...shop, ...processFiles(80, {name: 'javac-like'}), ...processFiles(81, {name: 'java', state: 'Z'})});
	expect((await rows('jvms', 'jvms', {root})).map(({pid}) => pid)).toEqual([70]);
	expect(await rows('jvms -p 80', 'jvms', {root})).toEqual([]);
});

test('counters that are cut anywhere are read as far as they go, and never wrongly', () => {
	for (let length = 0; length < counters.length; length++) {
		const read = readHsperfdata(counters.subarray(0, length));
		expect(read?.get('sun.rt.javaCommand') ?? 'demo.Shop --port 80').toBe('demo.Shop --port 80');
	}

	expect(readHsperfdata(Buffer.from('no such file at all, but long enough'))).toBeUndefined();
});

test.each([
	['java -version', {options: ['-version'], main: null, arguments: []}],
	['java -Xmx1g -jar app.jar -x y', {options: ['-Xmx1g'], main: 'app.jar', arguments: ['-x', 'y']}],
	['java -p mods -m app/demo.Main z', {options: ['-p', 'mods'], main: 'app/demo.Main', arguments: ['z']}],
	['java @args demo.Main', {options: ['@args'], main: 'demo.Main', arguments: []}],
	['java', {options: [], main: null, arguments: []}],
	['java -cp', {options: ['-cp', ''], main: null, arguments: []}],
])('%s', (line, expected) => {
	expect(readJvmLine(line.split(' '))).toEqual(expected);
});
