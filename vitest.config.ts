import {availableParallelism} from 'node:os';
import process from 'node:process';
import {defineConfig} from 'vitest/config';

// Many tests keep real time against real sockets and processes: on a build machine that stalls, one in ten thousand misses it.
// There it has a second try; at a developer's desk, where its cause can be found, it has none.
const retry = process.env['CI'] ? 1 : 0;

export default defineConfig({
	test: {
		// Of two processors vitest would use one, and many tests wait for timers and processes.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				test: {
					name: 'unit',
					retry,
					include: ['test/**/*.test.ts'],
					exclude: ['test/interop/**'],
					testTimeout: 20_000,
				},
			},
			{
				test: {
					name: 'interop',
					retry,
					include: ['test/interop/**/*.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 300_000,
					fileParallelism: false,
				},
			},
		],
	},
});
