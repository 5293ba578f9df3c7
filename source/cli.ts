#!/usr/bin/env node
import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {version} from './version.js';

// Nothing else is loaded for this: scripts ask it often.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
	process.stdout.on('error', () => {
		process.exitCode = 1;
	});
	process.stdout.write(`${version}\n`);
} else {
	// Undici's HTTP parser is WebAssembly. After a few answers V8 compiles it again to make it faster, and a process
	// that has nothing more to do waits for that at its end: 80 ms on Node 20, more than a short command takes.
	// Tried on Node 20, 22 and 24; a V8 that doesn't know the flag would complain on stderr.
	if (Number.parseInt(process.versions.node, 10) <= 24) {
		setFlagsFromString('--wasm-tiering-budget=1000000000');
	}

	const {main} = await import('./commands/main.js');
	await main(process.argv.slice(2));
}
