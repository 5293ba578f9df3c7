import type {Json, JsonObject} from '../../protocol/result.js';
import {answer, failure, type HostAnswer} from '../method.js';
import {disk as realDisk, type Disk} from './atomic-file.js';
import {
	addTask, deleteTask, enableTask, findTask, syncTasks, updateTask,
} from './change-tasks.js';
import {checkAccount as canHave} from './check-account.js';
import {systemClock, toSeconds, type Clock} from './clock.js';
import {describeTask} from './describe-task.js';
import {createHistory, type History, type RunRecord} from './history.js';
import {listOtherJobs} from './others/list-other-jobs.js';
import {RunSlots, type RunOrder} from './run-slots.js';
import {Scheduler, type Due} from './scheduler.js';
import {startDelay} from './start-delay.js';
import {TaskBook} from './task-book.js';
import {createTaskStore, type TaskList} from './task-store.js';
import {scheduleOf, type CronTask} from './task.js';

export type CronServiceOptions = {
	/** Where the tasks and their last runs are kept; made when it is missing. One service a folder. */
	folder: string;
	/** Runs a command line as this host allows it; the body of its answer is what a run came to. Never rejects. */
	run: (line: {command: string; seconds: number; user?: string; group?: string}, context: {signal: AbortSignal; caller: string}) => Promise<HostAnswer>;
	/** `cron.result`, `cron.missed` and `cron.skipped`, when they happen. */
	onMessage?: ((message: JsonObject) => void) | undefined;
	/** What the operator of this host should know, a sentence: a state that could not be read, a full disk. */
	onTrouble?: ((trouble: string) => void) | undefined;
	/** The jobs of others, which are shown and never changed; those of this host unless given. */
	listOthers?: (() => Promise<JsonObject[]>) | undefined;
	/** Why an account can't be had, before a task is kept with it; the accounts of this host unless given. */
	checkAccount?: ((task: CronTask) => Promise<HostAnswer | undefined>) | undefined;
	/** What this host is known by: jobs with jitter begin at another time on every host. */
	identity?: string | undefined;
	clock?: Clock | undefined;
	disk?: Disk | undefined;
};

/**
The jobs that this host runs by itself. Each method takes the members of a request and gives its answer; none of them
rejects. Changes are made one after the other, and stand on the disk before they are answered.
*/
export class CronService {
	readonly #options: CronServiceOptions;
	readonly #clock: Clock;
	readonly #book: TaskBook;
	readonly #history: History;
	readonly #scheduler: Scheduler;
	readonly #slots: RunSlots;

	private constructor(options: CronServiceOptions) {
		const {folder, checkAccount = canHave, disk = realDisk, clock = systemClock, onTrouble: tell = () => undefined} = options;
		this.#options = options;
		this.#clock = clock;
		this.#book = new TaskBook({
			store: createTaskStore({
				folder, disk, tell, now: () => clock.now(),
			}),
			checkAccount,
			tell,
			onChange: (before, changed) => {
				this.#follow(before, changed);
			},
		});
		this.#history = createHistory({folder, disk, tell});
		this.#scheduler = new Scheduler(clock, due => {
			this.#onDue(due);
		});
		this.#slots = new RunSlots({
			run: async (order, signal) => this.#run(order, signal),
			skip: order => {
				this.#skip(order);
			},
		});
	}

	/** Rejects only when the folder can't be read at all. What was missed meanwhile is told at once. */
	static async start(options: CronServiceOptions): Promise<CronService> {
		const service = new CronService(options);
		await service.#book.open();
		for (const task of service.#book.list.tasks.values()) {
			await service.#history.load(task.name);
			const last = service.#history.of(task.name).find(({trigger}) => trigger === 'schedule');
			service.#plan(task, Math.max(task.changed, last?.due ?? 0) * 1000);
		}

		return service;
	}

	async add(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => addTask(list, members, this.#seconds()));
	}

	async update(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => updateTask(list, members, this.#seconds()));
	}

	async delete(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => deleteTask(list, members));
	}

	async enable(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => enableTask(list, members, this.#seconds(), true));
	}

	async disable(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => enableTask(list, members, this.#seconds(), false));
	}

	async sync(members: JsonObject): Promise<HostAnswer> {
		return this.#book.change(list => syncTasks(list, members, this.#seconds()));
	}

	/** Runs a task now, enabled or not, and answers when it has begun. */
	async run(members: JsonObject): Promise<HostAnswer> {
		const task = findTask(this.#book.list, members);
		if ('statusCode' in task) {
			return task;
		}

		const {name, rev} = task;
		return this.#slots.start({task, due: this.#seconds(), trigger: 'hand'}) ? answer({name, rev}) : failure('busy', `${name} runs already`);
	}

	/** The tasks of this agent and the jobs of others on this host; with a `name` that task alone. */
	async list(members: JsonObject): Promise<HostAnswer> {
		if (members['name'] !== undefined) {
			const task = findTask(this.#book.list, members);
			return 'statusCode' in task ? task : answer([this.#describe(task)]);
		}

		const others = await (this.#options.listOthers ?? listOtherJobs)();
		return answer([...[...this.#book.list.tasks.values()].map(task => this.#describe(task)), ...others]);
	}

	/** The last runs of a task with their outputs, the newest first. */
	async history(members: JsonObject): Promise<HostAnswer> {
		const task = findTask(this.#book.list, members);
		return 'statusCode' in task ? task : answer(this.#history.of(task.name).map((record): Json => ({...record})));
	}

	/** Kills what runs, and resolves when it is gone and written down. */
	async close(): Promise<void> {
		this.#scheduler.close();
		await this.#book.settle();
		await this.#slots.close();
		await this.#history.flush();
	}

	#follow(before: TaskList, changed: readonly CronTask[]): void {
		for (const name of before.tasks.keys()) {
			if (!this.#book.list.tasks.has(name)) {
				this.#scheduler.delete(name);
				this.#slots.drop(name);
				this.#history.delete(name);
			}
		}

		for (const task of changed) {
			const old = before.tasks.get(task.name);
			// Another command is no reason to forget a run that is due this very second.
			const isPlanned = (['cron', 'tz', 'jitter', 'enabled'] as const).every(key => old?.[key] === task[key]);
			if (!isPlanned) {
				this.#plan(task, this.#clock.now());
			}
		}
	}

	#plan(task: CronTask, after: number): void {
		if (task.enabled) {
			this.#scheduler.set(task.name, {
				schedule: scheduleOf(task), zone: task.tz ?? undefined, after, delay: startDelay(task, this.#options.identity),
			});
		} else {
			this.#scheduler.delete(task.name);
		}
	}

	#onDue({name, at, missed}: Due): void {
		const task = this.#book.list.tasks.get(name);
		if (!task) {
			return;
		}

		if (missed) {
			const [first, last] = [toSeconds(missed.first), toSeconds(missed.last)];
			this.#history.add(name, {
				...blank, state: 'missed', trigger: 'schedule', due: last, count: missed.count,
			});
			this.#say('cron.missed', {
				name, count: missed.count, isAtLeast: missed.isAtLeast, first, last,
			});
		}

		if (at !== undefined) {
			this.#slots.start({task, due: toSeconds(at), trigger: 'schedule'});
		}
	}

	async #run({task: {name, rev, cmd, timeout, user, group}, due, trigger}: RunOrder, signal: AbortSignal): Promise<() => void> {
		const start = this.#seconds();
		const begun: RunRecord = {
			...blank, state: 'running', trigger, due, start,
		};
		this.#history.add(name, begun);
		const {body} = await this.#attempt({
			command: cmd, seconds: timeout, ...(user !== null && {user}), ...(group !== null && {group}),
		}, {signal, caller: `cron ${name}`});
		const end = this.#seconds();
		this.#history.replace(name, begun, {
			...begun, state: 'ended', end, outcome: body,
		});
		return () => {
			this.#say('cron.result', {
				...body, name, rev, trigger, due, start, end,
			});
		};
	}

	/** A fault of ours must not keep the place of the next run. */
	async #attempt(...line: Parameters<CronServiceOptions['run']>): Promise<HostAnswer> {
		try {
			return await this.#options.run(...line);
		} catch (error) {
			return failure('internalError', (error as Error).message);
		}
	}

	#skip({task: {name}, due, trigger}: RunOrder): void {
		this.#history.add(name, {
			...blank, state: 'skipped', trigger, due,
		});
		this.#say('cron.skipped', {name, trigger, due});
	}

	#say(method: string, message: JsonObject): void {
		this.#options.onMessage?.({...message, method});
	}

	#describe(task: CronTask): JsonObject {
		const {name} = task;
		return describeTask(task, {next: this.#scheduler.nextOf(name), isRunning: this.#slots.isRunning(name), runs: this.#history.of(name)});
	}

	#seconds(): number {
		return toSeconds(this.#clock.now());
	}
}

const blank = {start: null, end: null, outcome: null};
