import process from 'node:process';

/** The groups that are alive and ours. They have a session of their own, so nothing of the terminal's reaches them. */
const alive = new Set<number>();

/**
Watches over one process group, named by the pid of its first process. Should this program end first, the group
ends with it (unless it is killed by SIGKILL: Node has no way to ask the kernel for more).
*/
export function guardGroup(pid: number): ProcessGroup {
	if (alive.size === 0) {
		process.on('exit', killAll);
	}

	alive.add(pid);
	return new ProcessGroup(pid);
}

class ProcessGroup {
	readonly #pid: number;
	#timer: NodeJS.Timeout | undefined;
	#stopping = false;

	constructor(pid: number) {
		this.#pid = pid;
	}

	get stopping(): boolean {
		return this.#stopping;
	}

	/**
	SIGINT, SIGINT again after `graceMs`, SIGKILL after as much again, always to the whole group. Calls `onGone`
	when nobody is left to signal or the last signal was sent. The ladder outlives the first process: a child that
	ignores SIGINT is still climbed down to.
	*/
	stop(graceMs: number, onGone: () => void): void {
		if (!this.#stopping) {
			this.#stopping = true;
			this.#step(['SIGINT', 'SIGINT', 'SIGKILL'], graceMs, onGone);
		}
	}

	/** SIGKILL at once. */
	kill(): void {
		this.#stopping = true;
		clearTimeout(this.#timer);
		signalGroup(this.#pid, 'SIGKILL');
		this.release();
	}

	/** To be called when the first process has ended and its output too. A group that is being stopped stays guarded until it is empty. */
	release(): void {
		if (!this.#stopping || !signalGroup(this.#pid, 0)) {
			clearTimeout(this.#timer);
			forget(this.#pid);
		}
	}

	#step([signal, ...rest]: NodeJS.Signals[], graceMs: number, onGone: () => void): void {
		if (signal === undefined || !signalGroup(this.#pid, signal) || rest.length === 0) {
			forget(this.#pid);
			onGone();
			return;
		}

		this.#timer = setTimeout(() => {
			this.#step(rest, graceMs, onGone);
		}, graceMs);
		// The exit handler does what is left to do when nothing else keeps the program running.
		this.#timer.unref();
	}
}

/** False when the group is empty. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(-pid, signal);
	} catch (error) {
		// EPERM: the group lives, but all of it belongs to somebody else by now.
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

function forget(pid: number): void {
	alive.delete(pid);
	if (alive.size === 0) {
		process.off('exit', killAll);
	}
}

function killAll(): void {
	for (const pid of alive) {
		signalGroup(pid, 'SIGKILL');
	}
}
