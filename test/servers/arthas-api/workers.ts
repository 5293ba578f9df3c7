import type {Socket} from 'node:net';

/**
The worker threads of the agent's HTTP server: connections are dealt to them in turn, and each answers
one request after another, so that a long poll holds up whatever has the same worker.
*/
export class Workers {
	readonly #queues: Array<Promise<void>>;
	readonly #assigned = new WeakMap<Socket, number>();
	#next = 0;

	/** Without a count every connection has a worker of its own. */
	constructor(count: number | undefined) {
		this.#queues = Array.from({length: count ?? 0}, async () => undefined);
	}

	/** To be called with each new connection. */
	assign(socket: Socket): void {
		this.#assigned.set(socket, this.#next);
		this.#next = (this.#next + 1) % Math.max(this.#queues.length, 1);
	}

	async run(socket: Socket, task: () => Promise<void>): Promise<void> {
		const worker = this.#assigned.get(socket) ?? 0;
		const before = this.#queues[worker];
		const done = (async () => {
			await before;
			await task();
		})();
		if (before) {
			this.#queues[worker] = done;
		}

		await done;
	}
}
