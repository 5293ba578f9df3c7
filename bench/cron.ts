// The next run of 50,000 different lines, read and followed in this process: what a list of many hosts' jobs asks at once.
import {performance} from 'node:perf_hooks';
import {isFault, nextRuns, parseSchedule} from '../source/core/cron/index.js';
import {printFigure} from './support/print-figure.js';
import {median} from './support/statistics.js';

const count = 50_000;
const runs = 7;
const from = Date.parse('2026-03-07T10:17:23Z');
const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin'];
const shapes = [
	(n: number) => `${n % 60} ${Math.floor(n / 60) % 60} ${n % 24} * * *`,
	(n: number) => `${n % 60} */${(n % 7) + 2} ${n % 12}-${(n % 12) + (n % 10) + 1} * * MON-FRI`,
	(n: number) => `0 ${n % 60} 23-7/2,8 ${(n % 28) + 1} * ?`,
	(n: number) => `${n % 60} ${Math.floor(n / 60) % 60} 11 ${(n % 28) + 1} ${(n % 12) + 1} 1-3`,
	(n: number) => `${n % 60} ${n % 59} 4 L,${(n % 28) + 1}W * FRIL`,
	(n: number) => `0 ${n % 60} ${n % 24} 29 2 ?`,
];
const lines = Array.from({length: count}, (_, index) => (shapes[index % shapes.length] ?? shapes[0]!)(index));

const all = Array.from({length: runs}, () => {
	const start = performance.now();
	for (const [index, line] of lines.entries()) {
		const schedule = parseSchedule(line);
		if (isFault(schedule) || nextRuns(schedule, {from, zone: zones[index % zones.length], count: 1}).length !== 1) {
			throw new Error(`${line} has no next run`);
		}
	}

	return performance.now() - start;
});
printFigure({
	figure: 'next run of 50,000 cron lines', value: median(all), unit: 'ms', atMost: 1000, first: all[0], runs,
});
