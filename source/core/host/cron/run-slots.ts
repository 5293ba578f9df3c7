import {ArthasError} from '../../error.js';
import type {CronTask} from './task.js';

export type RunOrder = {task: CronTask; due: number; trigger: 'schedule' | 'hand'};

export type RunSlotsOptions = {
	/** Runs it to its end; the signal asks it to end. What it resolves with tells the end, when the next run can begin. Never rejects. */
	run: (order: RunOrder, signal: AbortSignal) => Promise<() => void>;
	skip: (order: RunOrder) => void;
};

type Slot = {stop: AbortController; ended: Promise<void>; waiting: RunOrder[]};

/** Runs of one task that may wait for their turn. */
const maxWaiting = 10;

/** One run of a task at a time; its policy says what becomes of the next one. */
export class RunSlots {
	readonly #options: RunSlotsOptions;
	readonly #slots = new Map<string, Slot>();
	#isClosed = false;

	constructor(options: RunSlotsOptions) {
		this.#options = options;
	}

	isRunning(name: string): boolean {
		return this.#slots.has(name);
	}

	/** False when it was skipped. */
	start(order: RunOrder): boolean {
		const {name, overlap} = order.task;
		const slot = this.#slots.get(name);
		if (!slot) {
			this.#launch(order, []);
			return true;
		}

		if (overlap === 'skip' || (overlap === 'queue' && slot.waiting.length >= maxWaiting)) {
			this.#options.skip(order);
			return false;
		}

		if (overlap === 'kill') {
			// Only the newest one follows: the others would be killed before they did anything.
			for (const late of slot.waiting.splice(0)) {
				this.#options.skip(late);
			}

			slot.stop.abort(new Error('the next run begins'));
		}

		slot.waiting.push(order);
		return true;
	}

	/** Forgets what waits; what runs goes on to its end. */
	drop(name: string): void {
		this.#slots.get(name)?.waiting.splice(0);
	}

	/** Kills what runs and resolves when it is gone. */
	async close(): Promise<void> {
		this.#isClosed = true;
		const slots = [...this.#slots.values()];
		for (const {stop} of slots) {
			stop.abort(new ArthasError('ERR_CLOSED', 'the agent is closing'));
		}

		await Promise.all(slots.map(async ({ended}) => ended));
	}

	#launch(order: RunOrder, waiting: RunOrder[]): void {
		const stop = new AbortController();
		const {name} = order.task;
		const follow = async () => {
			const tell = await this.#options.run(order, stop.signal);
			this.#slots.delete(name);
			const next = waiting.shift();
			if (next && !this.#isClosed) {
				this.#launch(next, waiting);
			}

			tell();
		};

		const slot: Slot = {stop, waiting, ended: Promise.resolve()};
		this.#slots.set(name, slot);
		slot.ended = follow();
	}
}
