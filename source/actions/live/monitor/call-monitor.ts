import type {JobEnd} from '../../../core/client/job-state.js';
import {explain} from '../../../core/explain.js';
import type {Result} from '../../../core/protocol/result.js';
import type {OpenSession} from '../host/ask-agent.js';

export type Told = {result?: Result | undefined; problem?: string | undefined};

/** The longest that a run, a clone before it and the agent's own lock may take. */
const longestMs = 900_000;

/** Asks a monitoring agent by one command line; never rejects. */
export async function callMonitor(open: OpenSession, ref: string, line: string, {approved = false, signal}: {approved?: boolean; signal: AbortSignal}): Promise<Told> {
	const opened = open(ref);
	if (!opened) {
		return {problem: 'not listed now'};
	}

	const {session, follow} = opened;
	try {
		const job = session.run(line, {approved, signal, timeoutMs: approved ? longestMs : undefined});
		if (approved) {
			follow?.(job);
		}

		const end = await job.ended;
		const result = job.entries().find(entry => entry.kind === 'result')?.result;
		return {result, problem: problemOf(end)};
	} catch (error) {
		return {problem: explain(error).what};
	} finally {
		await session.close();
	}
}

function problemOf(end: JobEnd): string | undefined {
	switch (end.name) {
		case 'done': {
			return end.statusCode === 0 ? undefined : end.message ?? `exit ${end.statusCode ?? '?'}`;
		}

		case 'failed': {
			return [end.error.message, end.error.hint].filter(Boolean).join(' — ');
		}

		case 'refused': {
			return end.message;
		}

		case 'timed-out': {
			return end.message ?? 'no answer in time';
		}

		case 'lost': {
			return 'the connection was lost; it may still run';
		}

		default: {
			return end.name;
		}
	}
}
