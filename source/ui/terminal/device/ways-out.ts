import type process from 'node:process';
import type {Input, Output} from './streams.js';

export type Process = Pick<typeof process, 'pid' | 'kill' | 'listenerCount'> & Pick<NodeJS.EventEmitter, 'on' | 'off'>;

/**
Every signal that would end the program and that it can hear. SIGUSR1 ends no program of Node, SIGPROF is V8's own, SIGPIPE is
ignored by Node, and after a broken memory access (SIGSEGV and its like) nothing can be done.
*/
const signals = [
	'SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGALRM', 'SIGVTALRM', 'SIGUSR2', 'SIGXCPU', 'SIGXFSZ', 'SIGSYS', 'SIGTRAP', 'SIGIO', 'SIGPWR', 'SIGSTKFLT',
] as const;

/**
Calls `restore` on every way out of the program that can be seen: signals, errors that nobody catches, a rejection that
nobody handles, `process.exit`, and the end of the event loop. A signal that nobody else listens to then ends the program
as it would have without us. The function that comes back stops watching.
*/
export function watchWaysOut(program: Process, restore: () => void): () => void {
	const watched = [
		...signals.map(signal => [signal, () => {
			leave();
			if (program.listenerCount(signal) === 0) {
				program.kill(program.pid, signal);
			}
		}] as const),
		// Before Node prints the error, and whether or not somebody handles it.
		['uncaughtExceptionMonitor', restore] as const,
		['exit', restore] as const,
	];
	const stop = () => {
		for (const [event, listener] of watched) {
			program.off(event, listener);
		}
	};

	const leave = () => {
		stop();
		restore();
	};

	for (const [event, listener] of watched) {
		program.on(event, listener);
	}

	return stop;
}

/** A terminal that is gone ends the program as the signal does that usually says so. */
export function watchHangUp(program: Process, stdin: Input, stdout: Output): () => void {
	let isWatching = true;
	const hangUp = () => {
		if (isWatching) {
			isWatching = false;
			program.kill(program.pid, 'SIGHUP');
		}
	};

	// These stay: an error that comes while we leave would end the program before the rest is restored.
	stdin.on('error', hangUp);
	stdout.on('error', hangUp);
	stdin.on('end', hangUp);
	return () => {
		isWatching = false;
		stdin.off('end', hangUp);
	};
}
