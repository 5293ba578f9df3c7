import type {Json, JsonObject} from '../../protocol/result.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import {failure, type HostAnswer} from '../method.js';
import type {TaskList} from './task-store.js';
import {isTaskName, readTask, type CronTask} from './task.js';

/** A new list with what to answer about it, or why there is none. Nothing is changed in place. */
export type Change = {list: TaskList; data: JsonObject} | HostAnswer;

const maxTasks = 1000;

/** `now` is in seconds, here and below. */
export function addTask({rev, tasks}: TaskList, members: JsonObject, now: number): Change {
	const task = readTask(withoutMarks(members));
	if ('statusCode' in task) {
		return task;
	}

	if (tasks.has(task.name)) {
		return failure('taskConflict', `there is a task ${task.name}`, 'cron.update changes it.');
	}

	return tasks.size >= maxTasks ? failure('invalidParams', `there are ${maxTasks} tasks, which is the most`) : put({rev, tasks}, task, now);
}

/** What is absent stays as it is. `rev` has to be that of the task, so that nobody overwrites what they have not seen. */
export function updateTask(list: TaskList, members: JsonObject, now: number): Change {
	const found = findTask(list, members, {needsRev: true});
	const task = 'statusCode' in found ? found : readTask(withoutMarks(members), found);
	return 'statusCode' in task ? task : put(list, task, now);
}

export function enableTask(list: TaskList, members: JsonObject, now: number, enabled: boolean): Change {
	const found = findTask(list, members);
	if ('statusCode' in found) {
		return found;
	}

	return found.enabled === enabled ? {list, data: {name: found.name, rev: found.rev}} : put(list, {...found, enabled}, now);
}

export function deleteTask(list: TaskList, members: JsonObject): Change {
	const found = findTask(list, members);
	if ('statusCode' in found) {
		return found;
	}

	const tasks = new Map(list.tasks);
	tasks.delete(found.name);
	return {list: {rev: list.rev + 1, tasks}, data: {name: found.name, rev: list.rev + 1}};
}

/** The tasks that are given become all that there are. A `rev`, where one is given, has to be that of the list. */
export function syncTasks(list: TaskList, {tasks: given, rev, ...others}: JsonObject, now: number): Change {
	if (!Array.isArray(given) || Object.keys(others).length > 0 || given.length > maxTasks) {
		return failure('invalidParams', `tasks is a list of up to ${maxTasks} tasks, and there is nothing else but rev`);
	}

	if (rev !== undefined && rev !== list.rev) {
		return failure('taskConflict', `the list has revision ${list.rev}`);
	}

	const tasks = new Map<string, CronTask>();
	for (const entry of given) {
		const task = readEntry(entry);
		if ('statusCode' in task) {
			return task;
		}

		if (tasks.has(task.name)) {
			return failure('invalidParams', `${task.name} stands there twice`);
		}

		const before = list.tasks.get(task.name);
		tasks.set(task.name, before && isSame(before, task) ? before : {...task, rev: list.rev + 1, changed: now});
	}

	return replaced(list, tasks);
}

/** @returns The task that `name` means, if `rev` is absent or its own. */
export function findTask({tasks}: TaskList, {name, rev}: JsonObject, {needsRev = false} = {}): CronTask | HostAnswer {
	if (!isTaskName(name)) {
		return failure('invalidParams', 'name: 1 to 64 of A-Z a-z 0-9 _ -');
	}

	const task = tasks.get(name);
	if (!task) {
		return failure('noSuchTask', name);
	}

	if (rev === undefined && !needsRev) {
		return task;
	}

	return rev === task.rev ? task : failure('taskConflict', `${name} has revision ${task.rev}`, 'Look at it again, for somebody may have changed it.');
}

function readEntry(entry: Json): CronTask | HostAnswer {
	return isJsonObject(entry) ? readTask(withoutMarks(entry)) : failure('invalidParams', 'a task is no object');
}

/** Revisions and times of changes are given by this host alone. */
function withoutMarks({rev: _, changed: __, ...members}: JsonObject): JsonObject {
	return members;
}

function put({rev, tasks}: TaskList, task: CronTask, now: number): Change {
	const changed = {...task, rev: rev + 1, changed: now};
	return {list: {rev: rev + 1, tasks: new Map([...tasks, [task.name, changed]])}, data: {name: task.name, rev: rev + 1}};
}

function isSame({rev: _, changed: __, ...before}: CronTask, task: CronTask): boolean {
	return Object.entries(before).every(([key, value]) => task[key as keyof CronTask] === value);
}

function replaced(list: TaskList, tasks: Map<string, CronTask>): Change {
	const added = [...tasks.keys()].filter(name => !list.tasks.has(name));
	const updated = [...tasks].filter(([name, task]) => list.tasks.has(name) && list.tasks.get(name) !== task).map(([name]) => name);
	const deleted = [...list.tasks.keys()].filter(name => !tasks.has(name));
	const isChanged = added.length + updated.length + deleted.length > 0;
	const rev = list.rev + (isChanged ? 1 : 0);
	return {
		list: isChanged ? {rev, tasks} : list, data: {
			rev, added, updated, deleted,
		},
	};
}
