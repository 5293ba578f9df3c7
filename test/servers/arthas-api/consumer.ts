import {randomUUID} from 'node:crypto';
import {type Clock, now} from '../simulation/clock.js';
import type {Plain} from '../simulation/json-text.js';
import type {Times} from './script.js';

const batchSize = 20;
/** A batch is sent at once when the lists in it hold so many items. */
const itemsOfFullBatch = 100;

/** A reader of a session: a short queue that drops the oldest in silence, and long polls. */
export class Consumer {
	readonly id: string;
	/** Results that the full queue has dropped. */
	dropped = 0;
	readonly queue: string[] = [];
	readonly #clock: Clock;
	readonly #times: Times;
	readonly #size: number;
	#lastPoll = now();
	/** Set while a poll waits. */
	#poll: {take: () => void; finish: () => void} | undefined;

	constructor({number, clock, times, size}: {number: number; clock: Clock; times: Times; size: number}) {
		this.id = `${randomUUID().replaceAll('-', '')}_${number}`;
		this.#clock = clock;
		this.#times = times;
		this.#size = size;
	}

	get polling(): boolean {
		return this.#poll !== undefined;
	}

	/** Whether its queue is full and nobody has come for it lately. */
	get unhealthy(): boolean {
		return !this.polling && this.queue.length >= this.#size && now() - this.#lastPoll >= this.#times.healthMs;
	}

	push(result: string): void {
		this.queue.push(result);
		if (this.queue.length > this.#size) {
			this.queue.shift();
			this.dropped++;
		}

		this.#poll?.take();
	}

	/** Up to 20 results: the poll waits for the first, then as long as the next ones follow closely. */
	async pull(): Promise<string[]> {
		const {waitMs, gapMs, secondPollMs} = this.#times;
		this.#lastPoll = now();
		if (this.#poll) {
			return new Promise(resolve => {
				this.#clock.after(secondPollMs, () => {
					resolve([]);
				});
			});
		}

		return new Promise(resolve => {
			const batch: string[] = [];
			let items = 0;
			const finish = () => {
				cancel();
				this.#poll = undefined;
				this.#lastPoll = now();
				resolve(batch);
			};

			let cancel = this.#clock.after(waitMs, finish);
			const take = () => {
				for (let result = this.queue.shift(); result !== undefined; result = this.queue.shift()) {
					batch.push(result);
					items += countItems(result);
					if (batch.length >= batchSize || items >= itemsOfFullBatch) {
						finish();
						return;
					}
				}

				if (batch.length > 0) {
					cancel();
					cancel = this.#clock.after(gapMs, finish);
				}
			};

			this.#poll = {take, finish};
			take();
		});
	}

	/** A poll that waits returns with what it has. */
	close(): void {
		this.#poll?.finish();
	}
}

/** The sizes of the lists of a result. */
function countItems(result: string): number {
	try {
		const lists = Object.values(JSON.parse(result) as Record<string, Plain>).filter(value => Array.isArray(value));
		return lists.reduce((sum, list) => sum + list.length, 0);
	} catch {
		return 0;
	}
}
