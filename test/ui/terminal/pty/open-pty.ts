import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {createJudge, type Judge} from '../judge.js';

/** Whether this machine can give a test a real terminal. */
export const hasPty = spawnSync('script', ['-qec', 'stty -a', '/dev/null'], {stdio: ['pipe', 'pipe', 'ignore']}).stdout?.toString().includes('icanon') ?? false;

export type Pty = {
	judge: Judge;
	type(text: string): void;
	/** Resolves as soon as the screen satisfies the test; looks after everything that is written. */
	until(isSeen: (rows: string[]) => boolean): Promise<string[]>;
	/** Everything that was written so far. */
	written(): string;
	/** Resolves with the exit code of the command. */
	ended: Promise<number>;
	/** The terminal takes nothing any more, or everything again. */
	stall(isStalled: boolean): void;
	/** The terminal goes away. */
	hangUp(): void;
};

/** Runs a command of the shell in a real terminal of 80×24, whose other end is the emulator. */
export function openPty(command: string, {cwd, env = {}}: {cwd: string; env?: NodeJS.ProcessEnv}): Pty {
	const judge = createJudge(80, 24);
	const child = spawn('script', ['-qfec', `stty rows 24 cols 80; ${command}`, '/dev/null'], {
		cwd, env: {
			...process.env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env,
		}, stdio: ['pipe', 'pipe', 'inherit'],
	});
	let written = '';
	const watchers = new Set<() => void>();
	judge.terminal.onData(data => {
		child.stdin.write(data);
	});
	child.stdin.on('error', () => undefined);
	child.stdout.on('data', (chunk: Uint8Array) => {
		written += chunk.toString();
		judge.terminal.write(chunk, () => {
			for (const watcher of watchers) {
				watcher();
			}
		});
	});
	return {
		judge,
		type(text) {
			child.stdin.write(text);
		},
		until: async isSeen => new Promise(resolve => {
			const look = () => {
				const rows = judge.rows();
				if (isSeen(rows)) {
					watchers.delete(look);
					resolve(rows);
				}
			};

			watchers.add(look);
			look();
		}),
		written: () => written,
		ended: (async () => {
			const [code] = await once(child, 'close') as [number | null];
			// The emulator reads in slices, and a megabyte may still wait for it.
			await new Promise<void>(resolve => {
				judge.terminal.write('', resolve);
			});
			return code ?? -1;
		})(),
		stall(isStalled) {
			child.stdout[isStalled ? 'pause' : 'resume']();
		},
		hangUp() {
			child.kill('SIGKILL');
		},
	};
}
