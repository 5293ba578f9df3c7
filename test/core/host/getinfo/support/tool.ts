import {execFileSync, spawnSync} from 'node:child_process';
import process from 'node:process';
import {test} from 'vitest';

/** What a program of this machine prints. */
export function output(program: string, ...args: string[]): string {
	return execFileSync(program, args, {encoding: 'utf8', env: {...process.env, LC_ALL: 'C'}, stdio: ['ignore', 'pipe', 'ignore']});
}

/** A test that compares with programs; where one is missing it says so and is left out. */
export function testBeside(programs: string[], name: string, run: () => Promise<void>): void {
	const missing = process.platform === 'linux' ? programs.filter(program => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) : ['Linux'];
	if (missing.length > 0) {
		console.log(`left out, there is no ${missing.join(', ')} here: ${name}`);
	}

	test.runIf(missing.length === 0)(name, run);
}
