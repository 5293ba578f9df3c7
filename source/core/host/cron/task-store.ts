import path from 'node:path';
import {isJsonObject} from '../../protocol/is-json-object.js';
import type {Json} from '../../protocol/result.js';
import type {Disk} from './atomic-file.js';
import {readTask, type CronTask} from './task.js';

/** All tasks of this host. Every change makes the revision one larger. */
export type TaskList = {rev: number; tasks: ReadonlyMap<string, CronTask>};

export type TaskStore = {
	/** What stands on the disk. A file that can't be read is kept aside, which `tell` says, and the list is empty. */
	load(): Promise<TaskList>;
	/** Rejects when the disk does not take it; then the old list stands there. */
	save(list: TaskList): Promise<void>;
};

export type TaskStoreOptions = {folder: string; disk: Disk; now: () => number; tell: (message: string) => void};

export function createTaskStore({folder, disk, now, tell}: TaskStoreOptions): TaskStore {
	const file = tasksFile(folder);
	return {
		async load() {
			const text = await disk.read(file);
			try {
				return text === undefined ? {rev: 0, tasks: new Map()} : parseList(text);
			} catch (error) {
				const aside = `${file}.unreadable-${now()}`;
				await disk.move(file, aside);
				tell(`the list of cron tasks could not be read and begins empty; the old one is kept as ${aside}: ${(error as Error).message}`);
				return {rev: 0, tasks: new Map()};
			}
		},
		async save({rev, tasks}) {
			await disk.write(file, `${JSON.stringify({version: 1, rev, tasks: [...tasks.values()]}, undefined, '\t')}\n`);
		},
	};
}

export function tasksFile(folder: string): string {
	return path.join(folder, 'tasks.json');
}

/** Throws where it is no list of tasks. */
export function parseList(text: string): TaskList {
	const list = JSON.parse(text) as Json;
	if (!isJsonObject(list) || list['version'] !== 1 || !Array.isArray(list['tasks']) || typeof list['rev'] !== 'number') {
		throw new Error('it is no list of this version');
	}

	const tasks = list['tasks'].map(entry => parseTask(entry));
	return {rev: list['rev'], tasks: new Map(tasks.map(task => [task.name, task]))};
}

function parseTask(entry: Json): CronTask {
	const task = isJsonObject(entry) ? readTask(entry) : undefined;
	if (task === undefined || 'statusCode' in task) {
		throw new Error(task?.message ?? 'a task is no object');
	}

	return task;
}
