// How long the server takes until its three doors are open, in a fresh process, and what that process holds in memory then.
import {setTimeout as wait} from 'node:timers/promises';
import type {ServerChild} from './children/server.js';
import {buildChildren} from './support/build-children.js';
import {startChild} from './support/child.js';
import {printFigure} from './support/print-figure.js';
import {median} from './support/statistics.js';

const runs = 11;
/** Long enough for what a start leaves behind to be thrown away. */
const idleMs = 2000;

await using children = await buildChildren();
const starts: Array<{fromProcess: number; fromImport: number; fromCall: number; rss: number}> = [];
for (let run = 0; run < runs; run++) {
	await using child = await startChild<ServerChild>(children, 'server');
	const started = await child.ask('started');
	await wait(idleMs);
	const {rss} = await child.ask('memory');
	starts.push({...started, rss: rss / 1e6});
}

const names = {fromProcess: 'start of the process', fromImport: 'import of the server', fromCall: 'call of startServer'};
for (const [key, name] of Object.entries(names) as Array<[keyof typeof names, string]>) {
	const values = starts.map(start => start[key]);
	printFigure({
		figure: `${name} to three open doors`, value: median(values), unit: 'ms', atMost: 250, best: Math.min(...values), worst: Math.max(...values), runs,
	});
}

printFigure({
	figure: 'server memory idle', value: median(starts.map(({rss}) => rss)), unit: 'MB', atMost: 90, runs,
});
