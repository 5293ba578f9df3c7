// Runs the programs of this folder one after the other, or those that are named: `npm run bench -- version fleet`.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Each with the seconds after which it counts as hung. */
const programs: Record<string, number> = {
	version: 120,
	'object-text': 120,
	'stream-model': 120,
	docs: 120,
	cron: 120,
	agents: 180,
	console: 300,
	'screen-start': 240,
	'screen-streams': 300,
	'screen-agents': 180,
	'screen-idle': 180,
	'screen-memory': 420,
	getinfo: 120,
	host: 180,
	bridge: 240,
	'log-follow': 180,
	'tunnel-door': 240,
	'server-start': 120,
	'exec-latency': 180,
	stream: 300,
	'stream-many': 600,
	flood: 180,
	fleet: 600,
	arthas: 600,
};

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !(name in programs));
if (unknown.length > 0) {
	process.stderr.write(`there is no ${unknown.join(', ')}; there are ${Object.keys(programs).join(', ')}\n`);
	process.exit(2);
}

for (const name of asked.length > 0 ? asked : Object.keys(programs)) {
	const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
	// A program that hangs is killed; what it has started ends with it, because its end closes their channels.
	const child = spawn(process.execPath, [...process.execArgv, file], {stdio: ['ignore', 'inherit', 'inherit'], timeout: (programs[name] ?? 0) * 1000, killSignal: 'SIGKILL'});
	const [code, signal] = await once(child, 'exit') as [number | null, NodeJS.Signals | null];
	if (code !== 0) {
		process.exitCode = 1;
	}

	if (signal !== null) {
		process.stderr.write(`${name} was ended by ${signal}\n`);
	}
}
