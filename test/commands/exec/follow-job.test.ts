import {expect, test} from 'vitest';
import {followJob} from '../../../source/commands/exec/follow-job.js';
import type {Gap} from '../../../source/core/client/job-state.js';
import type {Job, JobEntry} from '../../../source/core/client/job.js';

async function toldOf(gap: Gap): Promise<string[]> {
	const words: string[] = [];
	const entry: Pick<Extract<JobEntry, {kind: 'gap'}>, 'kind' | 'gap'> = {kind: 'gap', gap};
	const job = {
		agent: {id: 'game'},
		async * [Symbol.asyncIterator]() {
			yield entry;
		},
	};
	await followJob(job as unknown as Job, {
		tell(_, text) {
			words.push(text);
		},
	});
	return words;
}

test('where nobody could ever count, nothing is said to be missing', async () => {
	expect(await toldOf({
		reason: 'not-numbered', count: null, atLeast: 0, detail: 'a terminal doesn\'t number what it shows',
	})).toEqual(['nobody can know whether results are missing: a terminal doesn\'t number what it shows']);
});

test('what is missing is told with its number, or that nobody knows it', async () => {
	expect(await toldOf({reason: 'server-ring', count: 12, atLeast: 0})).toEqual(['results are missing here: 12 (server-ring)']);
	expect(await toldOf({reason: 'link-down', count: null, atLeast: 0})).toEqual(['results are missing here: nobody knows how many (link-down)']);
});
