import {randomUUID} from 'node:crypto';
import type {BashLine} from '../protocol/basic-agent/bash-line.js';
import type {JsonObject} from '../protocol/result.js';
import type {BashGate} from './bash-gate.js';
import {bashRequest} from './bash-request.js';
import {readLine} from './bash.js';
import {
	answer, failure, type HostAnswer, type HostContext, type HostMethod,
} from './method.js';

type Task = {state: 'running' | 'ended'; startedAt: number; stop: AbortController; end?: JsonObject};

/** Tasks kept, running ones and ended ones; beyond that the oldest ended ones are forgotten. */
const mostTasks = 200;

/**
`async.bash` answers at once with a `taskid`; what the command comes to is pushed as `async.result` to whoever asked, and
kept for `async.query`. A task outlives the connection that asked for it, and ends with the agent.
*/
export function createAsyncBash(gate: BashGate, closing: AbortSignal): HostMethod[] {
	const tasks = new Map<string, Task>();
	const follow = async (taskid: string, task: Task, line: BashLine, {tell, caller}: HostContext) => {
		const {body} = await gate.run(line, {signal: AbortSignal.any([closing, task.stop.signal]), caller});
		task.state = 'ended';
		task.end = body;
		tell?.({...body, method: 'async.result', taskid});
	};

	const start = async (line: BashLine | {problem: string}, context: HostContext): Promise<HostAnswer> => {
		if ('problem' in line) {
			return failure('invalidParams', line.problem);
		}

		if (!makeRoom(tasks)) {
			return failure('busy', `${mostTasks} tasks run already`);
		}

		const taskid = randomUUID();
		const task: Task = {state: 'running', startedAt: Date.now(), stop: new AbortController()};
		tasks.set(taskid, task);
		void follow(taskid, task, line, context);
		return answer({taskid});
	};

	return [
		{
			name: 'async.bash', summary: 'Start a command line with bash and answer at once', usage: '[-t seconds] [-u user] [-g group] <command line>', tier: 'change',
			run: async (args, context) => start(readLine(args), context),
			call: async (members, context) => start(bashRequest(members), context),
		},
		ofTask('async.query', 'How a command that was started is doing', 'look', tasks, describe),
		ofTask('async.cancel', 'End a command that was started', 'change', tasks, (taskid, task) => {
			task.stop.abort();
			return describe(taskid, task);
		}),
	];
}

function ofTask(name: string, summary: string, tier: HostMethod['tier'], tasks: ReadonlyMap<string, Task>, act: (taskid: string, task: Task) => JsonObject): HostMethod {
	const run = async (taskid: unknown): Promise<HostAnswer> => {
		const task = typeof taskid === 'string' ? tasks.get(taskid) : undefined;
		return task === undefined ? failure('noSuchTask') : answer(act(String(taskid), task));
	};

	return {
		name, summary, usage: '<taskid>', tier, run, call: async ({taskid}) => run(taskid),
	};
}

function describe(taskid: string, {state, startedAt, end}: Task): JsonObject {
	return {
		taskid, state, startedAtMs: startedAt, ...(end && {result: end}),
	};
}

function makeRoom(tasks: Map<string, Task>): boolean {
	const ended = tasks.size < mostTasks ? undefined : [...tasks].find(([, {state}]) => state === 'ended');
	return tasks.size < mostTasks || (ended !== undefined && tasks.delete(ended[0]));
}
