import type {Agent} from '../../../source/core/client/agent.js';
import {createJob, type JobWriter} from '../../../source/core/client/job.js';
import {prepareCommand} from '../../../source/core/client/prepare-command.js';
import type {RunCommandOptions, Session} from '../../../source/core/client/session.js';

export const agent: Agent = {
	ref: 'prod/math-7f3a', id: 'math-7f3a', name: 'math-7f3a', kind: 'jvm', via: 'arthas', results: 'structured', app: 'math', status: 'up', statusText: 'up',
	host: 'web-1', ip: '10.0.0.7', version: '4.1.5', lastSeen: 0, labels: {}, server: 'prod', registeredAt: null,
};

export type FakeRun = JobWriter & {commandLine: string; options: RunCommandOptions};

export type FakeSession = {session: Session; runs: FakeRun[]};

/** A session whose jobs do what a test tells them; an interrupt ends one at once. */
export function fakeSession(of: Agent = agent): FakeSession {
	const runs: FakeRun[] = [];
	const session: Session = {
		agent: of,
		prepare: (commandLine, options = {}) => prepareCommand(commandLine, {...options, resultLimit: 900, askAbove: 900}),
		run(commandLine, options = {}) {
			const prepared = session.prepare(commandLine, options);
			const writer = createJob({
				agent: of, commandLine: prepared.commandLine, onInterrupt() {
					writer.setState({name: 'interrupted', by: 'us', ended: 'yes'});
				},
			});
			runs.push({...writer, commandLine, options});
			return writer.job;
		},
		get jobs() {
			return runs.map(({job}) => job);
		},
		async close() {
			await Promise.all(runs.map(async ({job}) => job.interrupt()));
		},
		async [Symbol.asyncDispose]() {
			await session.close();
		},
	};
	return {session, runs};
}

/** The n-th run of a session, from 0. */
export function runOf({runs}: FakeSession, index = 0): FakeRun {
	const run = runs[index];
	if (!run) {
		throw new Error(`nothing was run ${index + 1} times`);
	}

	return run;
}

export function finish(run: FakeRun, results: Array<{type: string; [name: string]: unknown}> = [], statusCode = 0, message?: string): void {
	run.setState({name: 'running'});
	for (const result of results) {
		run.append({kind: 'result', result: result as never});
	}

	run.setState({name: 'done', statusCode, ...(message !== undefined && {message})});
}
