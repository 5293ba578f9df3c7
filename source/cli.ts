#!/usr/bin/env node
import process from 'node:process';
import {version} from './version.js';

// Nothing else is loaded for this: scripts ask it often.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
	process.stdout.on('error', () => {
		process.exitCode = 1;
	});
	process.stdout.write(`${version}\n`);
} else {
	const {main} = await import('./commands/main.js');
	await main(process.argv.slice(2));
}
