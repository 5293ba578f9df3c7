// The built program with its own server and this host as its only agent, and nobody at the keys: what it writes and what it
// takes of a core, for a minute or for as many seconds as are given. Then what is written when one cell of the screen changes.
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {buildChildren} from './support/build-children.js';
import {cleanPlace} from './support/clean-place.js';
import {printFigure} from './support/print-figure.js';
import {cpuOf, memoryOf} from './support/process-vitals.js';
import {program} from './support/program.js';
import {openScreenTerminal} from './support/screen-terminal.js';
import {startScreen} from './support/start-screen.js';

const seconds = Number(process.argv[2] ?? 60);
/** Until everything has been told that there is to tell, and what a start leaves behind is thrown away. */
const settleMs = 10_000;

await idle();
await oneCell();

async function idle(): Promise<void> {
	await using place = await cleanPlace();
	await using terminal = openScreenTerminal({args: [program()], env: place.env});
	await terminal.until('1 up');
	await wait(settleMs);
	const [cpu, {bytes}, since] = [cpuOf(terminal.pid), terminal.written(), performance.now()];
	await wait(seconds * 1000);
	const ms = performance.now() - since;
	printFigure({
		figure: 'bytes written while idle', value: terminal.written().bytes - bytes, unit: 'bytes', atMost: 0, seconds,
	});
	printFigure({
		figure: 'idle', value: (cpuOf(terminal.pid) - cpu) * 100 / ms, unit: '% of a core', atMost: 0.3, seconds, megabytes: memoryOf(terminal.pid) / 1e6,
	});
}

/** The age of an agent that is silent changes from 10 s to 15 s, and nothing else on 200 × 50. */
async function oneCell(): Promise<void> {
	await using children = await buildChildren();
	await using screen = await startScreen(children);
	await screen.ask('open', 1, 10_000);
	await wait(3000);
	const before = screen.terminal.written();
	await wait(3500);
	const after = screen.terminal.written();
	printFigure({
		figure: 'one cell changes at 200 × 50', value: after.bytes - before.bytes, unit: 'bytes', atMost: 100, atLeast: 1, frames: after.frames - before.frames,
	});
}
