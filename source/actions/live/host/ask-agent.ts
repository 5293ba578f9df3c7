import type {Agent} from '../../../core/client/agent.js';
import type {Job} from '../../../core/client/job.js';
import type {JobEnd} from '../../../core/client/job-state.js';
import type {Session} from '../../../core/client/session.js';
import {explain} from '../../../core/explain.js';
import {isJsonObject} from '../../../core/protocol/is-json-object.js';
import type {Json} from '../../../core/protocol/result.js';

/** Opens a session on an agent as it is listed now, and `follow`s what changes it; undefined where it is not there. */
export type OpenSession = (ref: string) => {agent: Agent; session: Session; follow?: ((job: Job) => void) | undefined} | undefined;

export type AskOptions = {approved?: boolean | undefined; signal?: AbortSignal | undefined; onData?: ((data: Json) => void) | undefined};

/** What an agent answered last, or why it didn't. */
export type Asked = {data: Json; problem?: undefined} | {data?: undefined; problem: string};

/** Asks one agent by one command line, as any command would; never rejects. */
export async function askAgent(open: OpenSession, ref: string, line: string, {approved = false, signal, onData}: AskOptions = {}): Promise<Asked> {
	const opened = open(ref);
	if (!opened) {
		return {problem: 'not listed now'};
	}

	const {session, follow} = opened;
	try {
		const job = session.run(line, {approved, signal, limits: {entries: 2, bytes: 8 << 20}});
		if (approved) {
			follow?.(job);
		}

		let data: Json | undefined;
		let failure: string | undefined;
		for await (const entry of job) {
			if (entry.kind === 'result' && isJsonObject(entry.result)) {
				const {data: told, message} = entry.result;
				failure = told === undefined && typeof message === 'string' && message !== '' ? message : failure;
				if (told !== undefined) {
					data = told;
					onData?.(told);
				}
			}
		}

		const problem = failure ?? problemOf(await job.ended);
		return data === undefined || problem !== undefined ? {problem: problem ?? 'no answer'} : {data};
	} catch (error) {
		return {problem: explain(error).what};
	} finally {
		await session.close();
	}
}

/** Undefined where it ended as it should. */
function problemOf(end: JobEnd): string | undefined {
	switch (end.name) {
		case 'done': {
			return end.statusCode === null || end.statusCode === 0 ? undefined : end.message ?? `status ${end.statusCode}`;
		}

		case 'limited':
		case 'interrupted': {
			return undefined;
		}

		case 'timed-out': {
			return end.message ?? 'no answer in time';
		}

		case 'lost': {
			return `lost: ${end.reason}`;
		}

		case 'refused': {
			return end.message;
		}

		case 'failed': {
			return explain(end.error).what;
		}
	}
}
