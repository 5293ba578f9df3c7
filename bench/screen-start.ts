// How soon the built program shows its first frame in a terminal of 200 × 50, against a Node that does nothing, in turn.
import {setTimeout as wait} from 'node:timers/promises';
import {cleanPlace} from './support/clean-place.js';
import {printFigure} from './support/print-figure.js';
import {program} from './support/program.js';
import {openScreenTerminal} from './support/screen-terminal.js';
import {median} from './support/statistics.js';

const runs = 21;
const file = program();
await using place = await cleanPlace();
const ours: number[] = [];
const bare: number[] = [];
for (let run = -2; run < runs; run++) {
	const [nothing, something] = [await runNothing(), await runProgram()];
	// The first two only fill the caches of the file system.
	if (run >= 0) {
		bare.push(nothing);
		ours.push(something);
	}
}

printFigure({
	figure: 'first frame of the screen above `node -e 0`', value: median(ours) - median(bare), unit: 'ms', atMost: 170,
	ms: median(ours), bareMs: median(bare), best: Math.min(...ours) - Math.min(...bare), runs,
});

async function runNothing(): Promise<number> {
	const startedAt = performance.now();
	await using terminal = openScreenTerminal({args: ['-e', '0'], env: place.env});
	await terminal.ended;
	return performance.now() - startedAt;
}

async function runProgram(): Promise<number> {
	const startedAt = performance.now();
	await using terminal = openScreenTerminal({args: [file], env: place.env});
	const shownAt = await terminal.until('agents');
	// What it has compiled it keeps for its next start, from Node 22 on, but only when it ends by itself.
	terminal.press('q');
	await Promise.race([terminal.ended, wait(5000)]);
	return shownAt - startedAt;
}
