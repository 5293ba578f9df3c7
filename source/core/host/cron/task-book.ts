import {answer, failure, type HostAnswer} from '../method.js';
import type {Change} from './change-tasks.js';
import type {TaskList, TaskStore} from './task-store.js';
import type {CronTask} from './task.js';

export type TaskBookOptions = {
	store: TaskStore;
	/** Called before a change is answered. */
	onChange: (before: TaskList, changed: readonly CronTask[]) => void;
	checkAccount?: ((task: CronTask) => Promise<HostAnswer | undefined>) | undefined;
	tell?: ((trouble: string) => void) | undefined;
};

/** The list of tasks in this process: changed by one at a time, and only to what stands on the disk. */
export class TaskBook {
	readonly #options: TaskBookOptions;
	#list: TaskList = {rev: 0, tasks: new Map()};
	#latest: Promise<unknown> = Promise.resolve();

	constructor(options: TaskBookOptions) {
		this.#options = options;
	}

	get list(): TaskList {
		return this.#list;
	}

	async open(): Promise<void> {
		this.#list = await this.#options.store.load();
	}

	/** Never rejects. */
	async change(make: (list: TaskList) => Change): Promise<HostAnswer> {
		const before = this.#latest;
		const change = (async () => {
			await before;
			return this.#apply(make);
		})();
		this.#latest = change;
		return change;
	}

	/** Resolves when nothing is being changed. */
	async settle(): Promise<void> {
		await this.#latest;
	}

	async #apply(make: (list: TaskList) => Change): Promise<HostAnswer> {
		const before = this.#list;
		try {
			const change = make(before);
			if ('statusCode' in change) {
				return change;
			}

			const changed = [...change.list.tasks.values()].filter(task => before.tasks.get(task.name) !== task);
			const refusal = await this.#refusal(changed);
			if (refusal) {
				return refusal;
			}

			if (change.list !== before) {
				await this.#options.store.save(change.list);
				this.#list = change.list;
				this.#options.onChange(before, changed);
			}

			return answer(change.data);
		} catch (error) {
			const {code, message} = error as NodeJS.ErrnoException;
			const why = `nothing was changed: ${code === 'ENOSPC' ? 'the disk is full' : message}`;
			this.#options.tell?.(`cron: ${why}`);
			return failure('internalError', why);
		}
	}

	async #refusal(changed: readonly CronTask[]): Promise<HostAnswer | undefined> {
		for (const task of changed) {
			const refusal = await this.#options.checkAccount?.(task);
			if (refusal) {
				return refusal;
			}
		}

		return undefined;
	}
}
