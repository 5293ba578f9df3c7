import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {ask, askAny, rows} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['lscpu'], 'it says what lscpu says', async () => {
	const told = new Map(output('lscpu').split('\n').map(line => line.split(/:\s+/) as [string, string]));
	expect(await ask('cpu')).toMatchObject({
		threads: Number(told.get('CPU(s)')), model: told.get('Model name'), vendor: told.get('Vendor ID'), sockets: Number(told.get('Socket(s)')),
		cores: Number(told.get('Core(s) per socket')) * Number(told.get('Socket(s)')), arch: told.get('Architecture'),
	});
});

const stat = (user: number, idle: number, iowait: number) => `cpu  ${user} 0 0 ${idle} ${iowait} 0 0 0 0 0\ncpu0 ${user} 0 0 ${idle} ${iowait} 0 0 0 0 0\nintr 500 1 2\nctxt 1000\nbtime 1700000000\n`;

test('shares are those of the time since somebody asked before; the first one to ask gets none', async () => {
	const root = hostTree({'proc/stat': stat(100, 1000, 0)});
	const samples = new Map<string, unknown>();
	expect(await ask('cpu', {root, samples})).toMatchObject({
		intervalMs: null, usedPercent: null, contextSwitchesPerSecond: null, perCpu: [{cpu: 0, idlePercent: null}],
	});
	age(samples, 1000);
	writeFileSync(path.join(root, 'proc/stat'), stat(130, 1060, 10).replace('ctxt 1000', 'ctxt 3000'));
	const data = await ask('cpu', {root, samples});
	expect(data).toMatchObject({
		usedPercent: 30, userPercent: 30, iowaitPercent: 10, idlePercent: 60, stealPercent: 0, perCpu: [{cpu: 0, usedPercent: 30}],
	});
	expect(data['intervalMs']).toBeGreaterThanOrEqual(1000);
	expect(Number(data['contextSwitchesPerSecond'])).toBeGreaterThan(1000);
	expect(Number(data['contextSwitchesPerSecond'])).toBeLessThanOrEqual(2000);
});

test('a sample of an hour ago is none', async () => {
	const root = hostTree({'proc/stat': stat(100, 1000, 0)});
	const samples = new Map<string, unknown>();
	await ask('cpu', {root, samples});
	age(samples, 3_600_000);
	expect(await ask('cpu', {root, samples})).toMatchObject({intervalMs: null});
});

/** Makes what is remembered older, as waiting would. */
function age(samples: Map<string, unknown>, ms: number): void {
	for (const sample of samples.values()) {
		(sample as {atMs: number}).atMs -= ms;
	}
}

test('-i measures over its own interval', async () => {
	const data = await ask('cpu -i 20');
	expect(data['intervalMs']).toBeGreaterThanOrEqual(15);
	expect(data['usedPercent']).not.toBeNull();
});

test('an ARM board tells its processors by numbers, and its cores in /sys', async () => {
	const block = (cpu: number) => `processor\t: ${cpu}\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd crc32\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU part\t: 0xd08\n\n`;
	const topology = Object.fromEntries([0, 1].flatMap(cpu => [
		[`sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`, '0\n'], [`sys/devices/system/cpu/cpu${cpu}/topology/core_id`, `${cpu}\n`],
	]));
	const root = hostTree({
		'proc/cpuinfo': `${block(0)}${block(1)}Hardware\t: BCM2835\nModel\t\t: Raspberry Pi 4 Model B Rev 1.2\n`, ...topology,
		'sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq': '1500000\n', 'sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq': '600000\n',
		'sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'ondemand\n',
	});
	expect(await ask('cpu -f', {root})).toMatchObject({
		vendor: 'ARM', model: 'Cortex-A72', sockets: 1, cores: 2, mhz: null, maxMhz: 1500, governor: 'ondemand', features: ['fp', 'asimd', 'crc32'], perCpu: [{cpu: 0, mhz: 600}],
	});
});

test('a container without /sys and cpuinfo still has its times', async () => {
	expect(await rows('cpu', 'perCpu', {root: hostTree({})})).toMatchObject([{cpu: 0}]);
});

test.each([['-i 5', 'from 10 to 60000'], ['-i x', 'whole number'], ['-z', 'Unknown option'], ['-w 1000', 'connection']])('%s is an invalid parameter', async (args, text) => {
	const {body} = await askAny(`cpu ${args}`);
	expect(body).toMatchObject({resp: 'failed', retcode: 3021});
	expect(body['message']).toContain(text);
});
