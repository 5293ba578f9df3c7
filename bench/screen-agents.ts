// 10,000 agents in a list of 200 × 50, in a real terminal: how soon each key of a filter and of an order is seen. `inside` is
// the part of it from the key's arrival in the process until the frame is written.
import {setTimeout as wait} from 'node:timers/promises';
import {buildChildren} from './support/build-children.js';
import {printFigure} from './support/print-figure.js';
import {startScreen, type BenchScreen} from './support/start-screen.js';
import {median, percentile} from './support/statistics.js';

const agents = 10_000;
const rounds = 5;
/** Old enough that no age changes meanwhile. */
const ageMs = 100 * 60_000;

await using children = await buildChildren();
await using screen = await startScreen(children);
await screen.ask('open', agents, ageMs);
await wait(2000);

const filters = ['app=order up', '!zone=z1 pay', 'node-39 down', 'cart-0012'];
const orders = ['s', 'a', 'h', 'i', 'v', 'b', 't', 'l', 'n', 'n'];
const erase = '\u{7F}';

await press(screen, ['/', ...filters[0]!, '\u{15}', '\r']);
await tell('a key of a filter', async () => {
	const waited: number[] = [];
	for (const filter of filters) {
		await press(screen, ['/']);
		waited.push(...await press(screen, [...filter, ...erase.repeat(filter.length)]));
		await press(screen, ['\r']);
	}

	return waited;
});
await tell('an order', async () => {
	const waited: number[] = [];
	for (const key of orders) {
		await press(screen, ['s']);
		waited.push(...await press(screen, [key]));
	}

	return waited;
});
await tell('a step down', async () => press(screen, Array.from({length: 30}, () => '\u{1B}[B')));

async function tell(what: string, run: () => Promise<number[]>): Promise<void> {
	const all: number[] = [];
	const before = (await screen.ask('keys')).length;
	for (let round = 0; round < rounds; round++) {
		all.push(...await run());
	}

	const inside = (await screen.ask('keys')).slice(before);
	printFigure({
		figure: `${what} of 10,000 agents to the screen, p95`, value: percentile(all, 0.95), unit: 'ms', atMost: 16, p50: median(all), most: Math.max(...all),
		insideP95: percentile(inside, 0.95), insideP50: median(inside), keys: all.length,
	});
}

/** Nothing moves on this screen but what a key moves, so that the next frame is its answer. */
async function press({terminal}: BenchScreen, keys: readonly string[]): Promise<number[]> {
	const waited: number[] = [];
	for (const key of keys) {
		waited.push(await terminal.timeKey(key));
		await wait(60);
	}

	return waited;
}
