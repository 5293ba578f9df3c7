import {nextRuns} from '../../cron/index.js';
import type {Json, JsonObject} from '../../protocol/result.js';
import {answer, failure, type HostAnswer} from '../method.js';
import {disk} from './atomic-file.js';
import {findTask} from './change-tasks.js';
import {describeTask} from './describe-task.js';
import {ownerOf} from './folder-lock.js';
import {readRuns, runsFile, type RunRecord} from './history.js';
import {listOtherJobs} from './others/list-other-jobs.js';
import type {CronOperations} from './shared-cron.js';
import {startDelay} from './start-delay.js';
import {parseList, tasksFile, type TaskList} from './task-store.js';
import {scheduleOf, type CronTask} from './task.js';

export type KeptJobsOptions = {
	folder: string;
	/** See `CronServiceOptions`. */
	identity?: string | undefined;
	listOthers?: (() => Promise<JsonObject[]>) | undefined;
	now?: (() => number) | undefined;
};

/**
The jobs of a folder as they stand there, for a program that runs none of them because it ends at once: they are shown, with whether
anything runs them, and never changed.
*/
export function keptJobs(options: KeptJobsOptions): CronOperations {
	const {folder, listOthers = listOtherJobs} = options;
	const refuse = async () => {
		const {message, hint} = noRunner(folder);
		return failure('busy', message, hint);
	};

	return {
		async list({name}) {
			return withTasks(folder, async list => {
				const found = name === undefined ? undefined : findTask(list, {name});
				if (found && 'statusCode' in found) {
					return found;
				}

				const own = await Promise.all((found ? [found] : [...list.tasks.values()]).map(async task => describeKept(task, options)));
				return answer([...own, ...found ? [] : await listOthers()]);
			});
		},
		async history(members) {
			return withTasks(folder, async list => {
				const found = findTask(list, members);
				return 'statusCode' in found ? found : answer((await runsOf(folder, found.name)).map((record): Json => ({...record})));
			});
		},
		add: refuse, update: refuse, delete: refuse, enable: refuse, disable: refuse, run: refuse, sync: refuse,
	};
}

/** Why a program that doesn't run these jobs changes none of them, and what to do. */
export function noRunner(folder: string): {message: string; hint: string} {
	const owner = ownerOf(folder);
	return owner === undefined
		? {message: 'nothing runs the jobs of this host', hint: 'start arthas-tui host, arthas-tui serve with a login, or the screen, and say it again'}
		: {message: `process ${owner} runs the jobs of this host`, hint: 'a screen shows them by t; the agent of arthas-tui host is asked by --connect with its server'};
}

async function withTasks(folder: string, use: (list: TaskList) => Promise<HostAnswer>): Promise<HostAnswer> {
	const file = tasksFile(folder);
	let list: TaskList;
	try {
		const text = await disk.read(file);
		list = text === undefined ? {rev: 0, tasks: new Map()} : parseList(text);
	} catch (error) {
		return failure('internalError', `${file} can't be read: ${(error as Error).message}`);
	}

	return use(list);
}

/** Of a job that nothing runs there is no next run to tell. */
async function describeKept(task: CronTask, {folder, identity, now = Date.now}: KeptJobsOptions): Promise<JsonObject> {
	const isRun = ownerOf(folder) !== undefined;
	const runs = await runsOf(folder, task.name);
	const [next] = isRun && task.enabled ? nextRuns(scheduleOf(task), {from: now(), zone: task.tz ?? undefined, count: 1}) : [];
	return {
		...describeTask(task, {next: next === undefined ? undefined : next + startDelay(task, identity), isRunning: runs.some(({state}) => state === 'running'), runs}),
		...!isRun && {problem: 'nothing runs it until arthas-tui host, serve or the screen does'},
	};
}

async function runsOf(folder: string, name: string): Promise<RunRecord[]> {
	const isRun = ownerOf(folder) !== undefined;
	const runs = await readRuns(disk, runsFile(folder, name), () => undefined);
	return isRun ? runs : runs.map(record => record.state === 'running' ? {...record, state: 'lost'} : record);
}
