// Four panes at 1,000 results a second each, for five minutes or for as many minutes as are given: resident memory, and
// whether it grows once the logs are full.
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {buildChildren} from './support/build-children.js';
import {printFigure} from './support/print-figure.js';
import {memoryOf} from './support/process-vitals.js';
import {startScreen} from './support/start-screen.js';
import {median} from './support/statistics.js';

const minutes = Number(process.argv[2] ?? 5);
const perSecond = 1000;
const everyMs = 2000;
/** A log holds 40,000 results. */
const fillMs = 75_000;

await using children = await buildChildren();
await using screen = await startScreen(children);
await screen.ask('open', 10);
await screen.ask('streams', 4);
await screen.ask('feed', perSecond);
await wait(fillMs);

const samples: Array<{minute: number; megabytes: number}> = [];
const since = performance.now();
while (performance.now() - since < (minutes * 60_000) - fillMs) {
	samples.push({minute: (performance.now() - since) / 60_000, megabytes: memoryOf(screen.terminal.pid) / 1e6});
	await wait(everyMs);
}

const all = samples.map(({megabytes}) => megabytes);
const half = all.length >> 1;
printFigure({
	figure: 'memory of 4 panes at 1,000 results/s each', value: Math.max(...all), unit: 'MB', atMost: 200, median: median(all), least: Math.min(...all), minutes, results: await screen.ask('fed'),
});
printFigure({
	figure: 'growth of it from the first half to the second', value: (median(all.slice(half)) / median(all.slice(0, half)) * 100) - 100, unit: '%', atMost: 5, megabytesPerHour: slope() * 60,
});

/** By least squares, MB a minute. */
function slope(): number {
	const mean = (values: readonly number[]) => {
		let sum = 0;
		for (const value of values) {
			sum += value;
		}

		return sum / values.length;
	};

	const [minute, megabyte] = [mean(samples.map(sample => sample.minute)), mean(all)];
	const spread = mean(samples.map(sample => (sample.minute - minute) ** 2));
	return mean(samples.map(sample => (sample.minute - minute) * (sample.megabytes - megabyte))) / spread;
}
