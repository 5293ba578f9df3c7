// Four panes of a stream in a screen of 200 × 50, in a real terminal: what painting takes of a core, how many frames come, and
// how soon a key is seen, near and over a narrow link. Results are made in the process of the screen, and what that takes is
// counted apart: a second process takes and reads the same ones without a screen, and painting is what the first one needs more.
import {setTimeout as wait} from 'node:timers/promises';
import {buildChildren, type Children} from './support/build-children.js';
import {printFigure} from './support/print-figure.js';
import {cpuOf} from './support/process-vitals.js';
import type {Link, ScreenTerminal} from './support/screen-terminal.js';
import {startScreen, type BenchScreen} from './support/start-screen.js';
import {median, percentile} from './support/statistics.js';

const panes = 4;
const warmUpMs = 4000;
/** V8 goes on compiling what paints for about so long, beside it on the other core; a screen is kept open all day. */
const compiledMs = 20_000;
const measuredMs = 10_000;
const framesPerSecond = 30;
const keys = 120;
const narrow: Link = {bytesPerMs: 50, delayMs: 75};

await using children = await buildChildren();
for (const perSecond of [1000, 100_000]) {
	await near(perSecond);
}

for (const perSecond of [1000, 100_000]) {
	await far(perSecond);
}

await quiet();

async function near(perSecond: number): Promise<void> {
	const name = `4 panes at ${perSecond} results/s each`;
	const ingest = await withoutScreen(perSecond);
	await using screen = await openPanes(children);
	await screen.ask('feed', perSecond);
	await wait(compiledMs);
	const {cpuPercent, frames, kilobytes, fed} = await measure(screen);
	printFigure({
		figure: `painting ${name}`, value: cpuPercent - ingest.cpuPercent, unit: '% of a core', atMost: 10,
		allPercent: cpuPercent, ingestPercent: ingest.cpuPercent, resultsPerSecond: fed, resultsPerSecondWithoutScreen: ingest.fed,
	});
	printFigure({
		figure: `frames of ${name}`, value: frames, unit: '1/s', atLeast: framesPerSecond, kilobytesPerSecond: kilobytes,
	});
	tellKeys(`a key to the screen, ${name}, p95`, await pressKeys(screen.terminal), 16);
}

async function far(perSecond: number): Promise<void> {
	await using screen = await openPanes(children, narrow);
	await screen.ask('feed', perSecond);
	await wait(warmUpMs);
	const {frames, kilobytes} = await measure(screen);
	const waited = await pressKeys(screen.terminal);
	const above = waited.map(ms => ms - (2 * narrow.delayMs));
	tellKeys(`a key to the screen above the link of 50 kB/s and 150 ms, 4 panes at ${perSecond} results/s each, p95`, above, 30, {frames, kilobytesPerSecond: kilobytes});
}

/** A result a second in each pane: rows move, and times and figures with them. */
async function quiet(): Promise<void> {
	await using screen = await openPanes(children, narrow);
	await screen.ask('feed', 1);
	await wait(warmUpMs);
	const {kilobytes, frames} = await measure(screen);
	printFigure({
		figure: 'bytes over the link of 50 kB/s and 150 ms, 4 panes at 1 result/s each', value: kilobytes, unit: 'kB/s', atMost: 5, frames,
	});
}

async function openPanes(all: Children, link?: Link): Promise<BenchScreen> {
	const screen = await startScreen(all, {link});
	const shown = screen.terminal.until('prod');
	await screen.ask('open', 10);
	await shown;
	await screen.ask('streams', panes);
	return screen;
}

/** What taking and reading costs without a screen. */
async function withoutScreen(perSecond: number): Promise<{cpuPercent: number; fed: number}> {
	await using control = await startScreen(children);
	await control.ask('streams', panes);
	await control.ask('read', framesPerSecond);
	await control.ask('feed', perSecond);
	await wait(compiledMs);
	const measured = await measure(control);
	return measured;
}

type Measured = {cpuPercent: number; frames: number; kilobytes: number; fed: number};

/** Shares and rates over some seconds, results for each stream. */
async function measure({terminal, ask}: BenchScreen): Promise<Measured> {
	const fed = await ask('fed');
	const [cpu, written, since] = [cpuOf(terminal.pid), terminal.written(), performance.now()];
	await wait(measuredMs);
	const [cpuAfter, writtenAfter, ms] = [cpuOf(terminal.pid), terminal.written(), performance.now() - since];
	const perSecond = (count: number) => count * 1000 / ms;
	return {
		cpuPercent: (cpuAfter - cpu) * 100 / ms,
		frames: perSecond(writtenAfter.frames - written.frames),
		kilobytes: perSecond(writtenAfter.bytes - written.bytes) / 1000,
		fed: perSecond(await ask('fed') - fed) / panes,
	};
}

/** The focus goes from pane to pane, and its sign with it. */
async function pressKeys(terminal: ScreenTerminal): Promise<number[]> {
	const waited: number[] = [];
	// What takes seconds is missed already, and need not take minutes.
	for (let index = 0; index < keys && waited.filter(ms => ms > 1000).length < 10; index++) {
		waited.push(await terminal.timeKey(index % 2 === 0 ? '\u{1B}[1;3C' : '\u{1B}[1;3D', '▌'));
		await wait(37 + (index % 31));
	}

	return waited;
}

function tellKeys(figure: string, waited: readonly number[], atMost: number, details: Record<string, number> = {}): void {
	printFigure({
		figure, value: percentile(waited, 0.95), unit: 'ms', atMost, p50: median(waited), most: Math.max(...waited), keys: waited.length, ...details,
	});
}
