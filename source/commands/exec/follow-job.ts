import type {Agent} from '../../core/client/agent.js';
import type {Job, JobEntry} from '../../core/client/job.js';
import type {Result} from '../../core/protocol/result.js';
import type {Tell} from './tell.js';

/** Goes along with a job until its end: results to the one, what a person should know to the other. */
export async function followJob(job: Job, {tell, take}: {tell: Tell; take?: ((agent: Agent, result: Result) => void) | undefined}): Promise<void> {
	const {agent} = job;
	let told: string | undefined;
	for await (const entry of job) {
		if (entry.kind === 'result') {
			take?.(agent, entry.result);
			continue;
		}

		const words = wordsOf(entry);
		// While a server is away each try is a state of its own.
		if (words !== undefined && words !== told) {
			tell(agent, words);
		}

		told = words ?? told;
	}
}

/** What a person is told about an entry that is no result; undefined where it says nothing new. */
function wordsOf(entry: Exclude<JobEntry, {kind: 'result'}>): string | undefined {
	switch (entry.kind) {
		case 'notice': {
			return entry.text;
		}

		case 'gap': {
			const {count, atLeast, reason, detail} = entry.gap;
			if (reason === 'not-numbered') {
				return `nobody can know whether results are missing: ${detail ?? reason}`;
			}

			return `results are missing here: ${count ?? (atLeast > 0 ? `at least ${atLeast}` : 'nobody knows how many')} (${reason}${detail ? `: ${detail}` : ''})`;
		}

		case 'state': {
			return stateWords[entry.state.name];
		}
	}
}

const stateWords: Readonly<Record<string, string>> = {
	detached: 'the connection is away; waiting for it to return',
	stopping: 'ending it on the agent …',
};
