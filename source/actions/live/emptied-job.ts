import type {Job, JobSnapshot} from '../../core/client/job.js';
import {isOrdinary} from '../../workspace/doc.js';

/** What is left of a job that ended when its results are let go: whose it was, how it ended, and how many there were. */
export function emptied(job: Job): Job {
	const {agent, commandLine, startedAt, ended} = job;
	const entries = job.entries().filter(({kind}) => kind === 'state');
	const others = job.entries().filter(entry => entry.kind === 'result' && isOrdinary(entry.result.type)).length;
	const before = job.getSnapshot();
	const results = before.results - others;
	const snapshot: JobSnapshot = {...before, results, trimmed: results};
	return {
		agent, commandLine, startedAt, ended,
		getSnapshot: () => snapshot,
		subscribe: () => () => undefined,
		entries: () => entries,
		interrupt: async () => ended,
		async [Symbol.asyncDispose]() {
			await ended;
		},
		async * [Symbol.asyncIterator]() {
			yield * entries;
		},
	};
}
