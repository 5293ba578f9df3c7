import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';

export type Ran = {ms: number; code: number | null; stdout: string; stderr: string};

/** Runs node with these arguments to its end; ms is from the spawn to the exit. */
export async function runNode(args: string[], env: NodeJS.ProcessEnv): Promise<Ran> {
	const startedAt = performance.now();
	let ms = 0;
	const child = spawn(process.execPath, args, {env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000});
	const texts = {stdout: '', stderr: ''};
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (chunk: string) => {
			texts[name] += chunk;
		});
	}

	child.once('exit', () => {
		ms = performance.now() - startedAt;
	});
	const [code] = await once(child, 'close') as [number | null];
	return {ms, code, ...texts};
}
