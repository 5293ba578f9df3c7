// What this host takes to say each thing about itself, with 500 processes on it, as an agent asks: one after the other, in one process.
// The bounds are kept by the processor's time, which other work on the machine doesn't change; the time on the wall stands beside it.
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {callMethod, methods, type HostMethod} from '../source/core/host/index.js';
import {printFigure} from './support/print-figure.js';
import {median, percentile} from './support/statistics.js';

const wanted = 500;
const runs = 60;

const count = () => readdirSync('/proc').filter(name => /^\d+$/.test(name)).length;
const crowd = spawn('bash', ['-c', `for i in $(seq ${Math.max(0, wanted - count())}); do sleep 600 & done; wait`], {detached: true, stdio: 'ignore'});
try {
	while (count() < wanted) {
		await delay(50);
	}

	const infos = methods.filter(({name}) => name.startsWith('getinfo.'));
	const times = new Map<string, Times>();
	for (const method of infos) {
		times.set(method.name, await measure(method, ''));
	}

	const processes = times.get('getinfo.processes')!;
	printFigure({
		figure: 'getinfo.processes with 500 processes, p95', value: percentile(processes.cpu, 0.95), unit: 'ms of a processor', atMost: 40, ...beside(processes), processes: count(),
	});
	const all = await measure(infos.find(({name}) => name === 'getinfo.processes')!, '-n 0 -s io');
	printFigure({
		figure: 'getinfo.processes -n 0 -s io: every row, and what each reads and writes, p95', value: percentile(all.cpu, 0.95), unit: 'ms of a processor', ...beside(all),
	});
	const others = [...times].filter(([name]) => name !== 'getinfo.processes').map(([name, taken]) => ({name, taken, p95: percentile(taken.cpu, 0.95)})).sort((a, b) => b.p95 - a.p95);
	const [slowest] = others;
	printFigure({
		figure: 'every other getinfo method, the slowest p95', value: slowest?.p95 ?? Number.NaN, unit: 'ms of a processor', atMost: 15,
		slowest: slowest?.name, ...beside(slowest!.taken), methods: Object.fromEntries(others.map(({name, p95}) => [name, p95])),
	});
} finally {
	process.kill(-crowd.pid!, 'SIGKILL');
}

type Times = {cpu: number[]; wall: number[]};

function beside({cpu, wall}: Times): Record<string, number> {
	return {p50: median(cpu), wallP50: median(wall), wallP95: percentile(wall, 0.95)};
}

async function measure(method: HostMethod, args: string): Promise<Times> {
	const samples = new Map<string, unknown>();
	const times: Times = {cpu: [], wall: []};
	for (let run = 0; run < runs + 5; run++) {
		const start = performance.now();
		const before = process.cpuUsage();
		const {statusCode, message} = await callMethod(method, args, {signal: new AbortController().signal, allowShell: false, samples});
		const {user, system} = process.cpuUsage(before);
		times.cpu.push((user + system) / 1000);
		times.wall.push(performance.now() - start);
		// A host may refuse to show its kernel log, and says so in next to no time.
		if (statusCode !== 0 && method.name !== 'getinfo.dmesg') {
			throw new Error(`${method.name}: ${message ?? ''}`);
		}

		await delay(1);
	}

	// The first ones compile what they run.
	return {cpu: times.cpu.slice(5), wall: times.wall.slice(5)};
}
