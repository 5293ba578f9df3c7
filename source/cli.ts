#!/usr/bin/env node
import process from 'node:process';
import {version} from './version.js';

// Nothing else is loaded for this, not even modules of Node: scripts ask it often.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
	process.stdout.on('error', () => {
		process.exitCode = 1;
	});
	process.stdout.write(`${version}\n`);
} else {
	const {start} = await import('./start.js');
	await start(process.argv.slice(2));
}
