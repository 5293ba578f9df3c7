import type {Clock} from './clock.js';

/** A task is over when it calls `done`. */
export type Task = (done: () => void) => void;

/** The one thread on which an agent runs the commands of all its sessions, one after another. */
export class CommandThread {
	readonly #clock: Clock;
	readonly #tasks: Task[] = [];
	#busy = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	enqueue(task: Task): void {
		this.#tasks.push(task);
		if (!this.#busy) {
			this.#next();
		}
	}

	#next(): void {
		const task = this.#tasks.shift();
		this.#busy = task !== undefined;
		if (task) {
			this.#clock.soon(() => {
				task(() => {
					this.#next();
				});
			});
		}
	}
}
