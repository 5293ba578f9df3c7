import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Readable, Writable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {afterAll} from 'vitest';
import {Moments} from '../servers/simulation/moments.js';

/** The built program: `npm test` builds it before. */
export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export type CliOptions = {
	/** Beside a clean environment: empty folders for configuration and runtime files, no ARTHAS_TUI_ variables. */
	env?: Record<string, string>;
	/** What comes from stdin, which then ends; nothing unless given. */
	input?: string;
	cwd?: string;
	/** After so many ms the process is killed and the test fails; 15 s unless given. */
	killAfterMs?: number;
};

export type CliResult = {code: number | null; stdout: string; stderr: string; ms: number};

/** Runs the program to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
	await using cli = startCli(args, options);
	const result = await cli.ended;
	return result;
}

export type RunningCli = AsyncDisposable & {
	readonly pid: number;
	/** What was printed so far. */
	readonly stdout: string;
	readonly stderr: string;
	/** Resolves when the condition holds; it is looked at after everything that is printed. Rejects when the process ends first. */
	until(condition: (cli: {stdout: string; stderr: string}) => boolean): Promise<void>;
	signal(name: NodeJS.Signals): void;
	/** The end; rejects when the process had to be killed because it was late. */
	readonly ended: Promise<CliResult>;
};

/** Starts the program; what still runs when it is disposed of is killed. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
	return start(process.execPath, [program, ...args], options);
}

/** Runs a line of `sh` in which `arthas-tui` is the program. */
export async function runShell(line: string, options: CliOptions = {}): Promise<CliResult> {
	await using cli = start('/bin/sh', ['-c', `arthas_tui() { "$NODE" "$PROGRAM" "$@"; }\n${line}`], {...options, env: {NODE: process.execPath, PROGRAM: program, ...options.env}});
	const result = await cli.ended;
	return result;
}

/** A folder of this test file that is removed when all its tests have run. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'arthas-tui-test-'));
	folders.push(folder);
	return folder;
}

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders.splice(0)) {
		rmSync(folder, {recursive: true, force: true});
	}
});

/** Environment of a user who has configured nothing. */
export function cleanEnvironment(): Record<string, string> {
	const home = temporaryFolder();
	return {
		PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), XDG_RUNTIME_DIR: path.join(home, 'run'),
	};
}

function start(file: string, args: readonly string[], {env, input, cwd, killAfterMs = 15_000}: CliOptions): RunningCli {
	const startedAt = performance.now();
	const child = spawn(file, args, {
		cwd, env: {...cleanEnvironment(), ...env}, stdio: ['pipe', 'pipe', 'pipe'], detached: true,
	});
	const output = {stdout: '', stderr: ''};
	const moments = new Moments();
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
			moments.notify();
		});
	}

	child.stdin.on('error', () => undefined).end(input ?? '');
	const ended = endOf(child, {
		output, startedAt, killAfterMs, what: args.join(' ').slice(0, 200),
	});
	// Whoever waits for words gets the failure, too.
	void Promise.allSettled([ended]);
	return {
		pid: child.pid ?? 0,
		get stdout() {
			return output.stdout;
		},
		get stderr() {
			return output.stderr;
		},
		async until(condition) {
			await Promise.race([moments.until(() => condition(output)), ended]);
			if (!condition(output)) {
				throw new Error(`It ended before this came true: ${condition.toString()}\nstdout: ${output.stdout}\nstderr: ${output.stderr}`);
			}
		},
		signal(name) {
			child.kill(name);
		},
		ended,
		async [Symbol.asyncDispose]() {
			killGroup(child.pid);
			await Promise.allSettled([ended]);
		},
	};
}

type Run = {output: {stdout: string; stderr: string}; startedAt: number; killAfterMs: number; what: string};

async function endOf(child: ChildProcessByStdio<Writable, Readable, Readable>, {output, startedAt, killAfterMs, what}: Run): Promise<CliResult> {
	let isLate = false;
	const timer = setTimeout(() => {
		isLate = true;
		killGroup(child.pid);
	}, killAfterMs);
	const [code] = await once(child, 'close') as [number | null];
	clearTimeout(timer);
	if (isLate) {
		throw new Error(`Not ended after ${killAfterMs} ms: ${what}\nstdout: ${output.stdout}\nstderr: ${output.stderr}`);
	}

	return {code, ...output, ms: performance.now() - startedAt};
}

/** With everything that it started and that did not leave its group. */
function killGroup(pid: number | undefined): void {
	try {
		if (pid !== undefined) {
			process.kill(-pid, 'SIGKILL');
		}
	} catch {
		// It has ended by itself.
	}
}
