import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {isArthasError} from '../error.js';
import {boundOutput} from './bounded-output.js';
import {guardGroup} from './process-group.js';

export type BashOptions = {
	command: string;
	timeoutMs: number;
	/** Only root can ask for these. The supplementary groups of the caller are dropped with them. */
	uid?: number;
	gid?: number;
	/** Added to this program's own variables. */
	env?: Record<string, string>;
	/** Between the signals that end the group, 3 s unless a test says otherwise. */
	graceMs?: number;
	/** Bytes kept of each output, 64 KiB unless a test says otherwise. */
	outputLimit?: number;
	/** Address space of the shell and of each of its children. */
	memoryKiB?: number;
	signal: AbortSignal;
};

export type BashOutcome = {
	stdout: string;
	stderr: string;
	/** Bytes of each output beyond the limit; they were read and thrown away, so that the command ran on. */
	truncated: {stdout: number; stderr: number};
	/** Null when a signal ended the shell. */
	exitCode: number | null;
	signal: NodeJS.Signals | null;
	elapsedMs: number;
	timedOut: boolean;
};

/**
Runs one command line by the bash that PATH finds, in a session and process group of its own, without input, from `/`.
Like ssh, it waits for the end of the output, so `service & echo started` lasts as long as a service that keeps its
output open. Rejects only when bash can't be started.
*/
export async function runBash(options: BashOptions): Promise<BashOutcome> {
	const {timeoutMs, uid, gid, graceMs = 3000, outputLimit = 65_536, signal} = options;
	signal.throwIfAborted();
	const started = performance.now();
	const child = spawn('bash', shellArguments(options), {
		cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment(options.env),
		...(uid !== undefined && {uid}), ...(gid !== undefined && {gid}),
	});
	const stdout = boundOutput(child.stdout, outputLimit);
	const stderr = boundOutput(child.stderr, outputLimit);
	const timedOut = await finish(child, {timeoutMs, graceMs, signal});
	return {
		stdout: stdout.text(),
		stderr: stderr.text(),
		truncated: {stdout: stdout.dropped(), stderr: stderr.dropped()},
		exitCode: child.exitCode,
		signal: child.signalCode,
		elapsedMs: Math.round(performance.now() - started),
		timedOut,
	};
}

/** Node can't set a limit of a process, so that a shell sets it and becomes the one that was asked for. */
function shellArguments({command, memoryKiB}: BashOptions): string[] {
	return memoryKiB === undefined ? ['-c', command] : ['-c', 'ulimit -v "$1" && exec bash -c "$0"', command, String(memoryKiB)];
}

type Limits = {timeoutMs: number; graceMs: number; signal: AbortSignal};

async function finish(child: ChildProcess & {stdout: Readable; stderr: Readable}, {timeoutMs, graceMs, signal}: Limits): Promise<boolean> {
	const closed = once(child, 'close');
	if (child.pid === undefined) {
		// Never started: `once` rejects with the reason.
		await closed;
		return false;
	}

	const group = guardGroup(child.pid);
	const stop = () => {
		group.stop(graceMs, () => {
			// Whoever still holds these pipes has left the group; waiting for it would be for ever.
			child.stdout.destroy();
			child.stderr.destroy();
		});
	};

	let timedOut = false;
	const timer = setTimeout(() => {
		timedOut = true;
		stop();
	}, timeoutMs);
	const onAbort = () => {
		// The agent itself is closing: there is no time for the shell to clean up.
		if (isArthasError(signal.reason) && signal.reason.code === 'ERR_CLOSED') {
			group.kill();
		} else {
			stop();
		}
	};

	signal.addEventListener('abort', onAbort, {once: true});
	try {
		await closed;
		return timedOut;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', onAbort);
		group.release();
	}
}

/** This program's secrets come in variables of its own name; no command gets them. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ARTHAS_TUI_'));
	return {...Object.fromEntries(own), ...more};
}
