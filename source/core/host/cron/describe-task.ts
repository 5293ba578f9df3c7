import type {JsonObject} from '../../protocol/result.js';
import type {RunRecord} from './history.js';
import type {CronTask} from './task.js';

/** A task as `cron.list` shows it. Times are seconds since 1970; a task of this agent can be changed, which `readonly` says. */
export function describeTask(task: CronTask, {next, isRunning, runs}: {next: number | undefined; isRunning: boolean; runs: readonly RunRecord[]}): JsonObject {
	const last = runs.find(({state}) => state === 'ended' || state === 'lost');
	return {
		...task,
		source: 'agent',
		readonly: false,
		next: next === undefined ? null : Math.ceil(next / 1000),
		running: isRunning,
		last: last ? describeEnd(last) : null,
		// Since the last run that there was: what has gone wrong without one.
		missed: unseen(runs, 'missed'),
		skipped: unseen(runs, 'skipped'),
	};
}

function describeEnd({state, due, start, end, outcome}: RunRecord): JsonObject {
	const {resp = null, retcode = null, message = null, exitcode = null} = outcome ?? {};
	return {
		state, due, start, end, resp, retcode, message, exitcode,
	};
}

function unseen(runs: readonly RunRecord[], kind: RunRecord['state']): number {
	const last = runs.findIndex(({state}) => state === 'ended');
	return runs.slice(0, last === -1 ? undefined : last).filter(({state}) => state === kind).reduce((sum, {count = 1}) => sum + count, 0);
}
