import {expect, test} from 'vitest';
import {ask} from './support/ask.js';
import {hostTree} from './support/host-tree.js';
import {output, testBeside} from './support/tool.js';

testBeside(['free'], 'it says what free says', async () => {
	const data = await ask('memory');
	const [, memory = [], swap = []] = output('free', '-b').split('\n').map(line => line.split(/\s+/).slice(1).map(Number));
	expect(data['totalBytes']).toBe(memory[0]);
	expect(data['swapTotalBytes']).toBe(swap[0]);
	// Other programs run meanwhile.
	for (const [name, bytes = 0] of [['usedBytes', memory[1]], ['freeBytes', memory[2]], ['availableBytes', memory[5]]] as const) {
		expect(Math.abs(Number(data[name]) - bytes)).toBeLessThan(Number(memory[0]) / 5);
	}
});

test('used is what programs can not get, and sizes are bytes', async () => {
	const root = hostTree({
		'proc/meminfo': 'MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nBuffers: 10 kB\nCached: 200 kB\nSReclaimable: 50 kB\n'
			+ 'SwapTotal: 200 kB\nSwapFree: 150 kB\nHugePages_Total: 3\nHugePages_Free: 1\nHugepagesize: 2048 kB\n',
	});
	expect(await ask('memory', {root})).toMatchObject({
		totalBytes: 1_024_000, usedBytes: 614_400, usedPercent: 60, availableBytes: 409_600, cachedBytes: 256_000,
		swapUsedBytes: 51_200, swapUsedPercent: 25, hugePages: 3, hugePagesFree: 1, hugePageBytes: 2_097_152, sharedBytes: null,
	});
});

test('a kernel that does not tell what is available is guessed for', async () => {
	const root = hostTree({'proc/meminfo': 'MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 10 kB\nCached: 200 kB\n'});
	expect(await ask('memory', {root})).toMatchObject({availableBytes: 317_440, swapTotalBytes: null, swapUsedPercent: null});
});

test('without a swap nothing of it is used', async () => {
	const root = hostTree({'proc/meminfo': 'MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n'});
	expect(await ask('memory', {root})).toMatchObject({swapTotalBytes: 0, swapUsedBytes: 0, swapUsedPercent: 0});
});
