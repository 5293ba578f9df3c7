import {expect, test} from 'vitest';
import {ask} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['uptime', 'nproc'], 'it says what uptime and nproc say', async () => {
	const data = await ask('load');
	expect(data['cpus']).toBe(Number(output('nproc', '--all')));
	expect(Math.abs(Number(data['bootedAtMs']) - Date.parse(`${output('uptime', '-s').trim()}`))).toBeLessThan(3000);
	const loads = (/load average: (?<loads>[\d., ]+)/.exec(output('uptime'))?.groups?.['loads'] ?? '').split(', ').map(Number);
	expect(Math.abs(Number(data['load15']) - (loads[2] ?? 0))).toBeLessThan(0.5);
});

test('loads, tasks and pressure are read from their files', async () => {
	const root = hostTree({
		'proc/loadavg': '0.50 1.25 2.00 3/456 789\n', 'proc/uptime': '1234.56 2000.00\n',
		'proc/pressure/cpu': 'some avg10=1.50 avg60=2.00 avg300=0.00 total=5000\n',
		'proc/pressure/io': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=0\nfull avg10=3.00 avg60=0.00 avg300=0.00 total=2000000\n',
	});
	expect(await ask('load', {root})).toMatchObject({
		load1: 0.5, load5: 1.25, load15: 2, cpus: 1, runnable: 3, tasks: 456, uptimeMs: 1_234_560, bootedAtMs: 1_700_000_000_000,
		pressure: [
			{
				resource: 'cpu', kind: 'some', avg10Percent: 1.5, avg60Percent: 2, avg300Percent: 0, totalMs: 5,
			},
			{resource: 'io', kind: 'some', totalMs: 0},
			{
				resource: 'io', kind: 'full', avg10Percent: 3, totalMs: 2000,
			},
		],
	});
});

test('a kernel without pressure has none', async () => {
	expect(await ask('load', {root: hostTree({'proc/loadavg': '0 0 0 1/2 3\n'})})).toMatchObject({pressure: [], load1: 0});
});
