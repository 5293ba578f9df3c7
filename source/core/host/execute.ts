import {ResponseStatus, type ActionRequest} from '../protocol/generated/ArthasService.js';
import type {Result} from '../protocol/result.js';
import type {Job, TakeResult} from './job.js';
import {JobRefusal} from './job-refusal.js';
import type {Reply} from './reply.js';

export type Execution = {
	request: ActionRequest;
	reply: Reply;
	sessionId: string;
	jobId: number;
	/** Starts the job. When its `ended` resolves the session is free already, so that whoever reacts to the end is never refused. */
	start(take: TakeResult): Job;
};

/** The Java agent's limit for requests that name none. */
const defaultTimeoutMs = 30_000;

/** How long an interrupted command may take to hand over what it has so far. */
const graceMs = 1000;

/**
EXECUTE: one answer with all results. At the time limit the job is interrupted and the results so far are the answer,
even if the job goes on for a moment; the session stays busy until it has really ended.
*/
export async function execute({request, reply, sessionId, start}: Execution): Promise<void> {
	const results: Result[] = [];
	const job = start(result => {
		results.push(result);
	});
	const limit = request.executeParams?.execTimeout ?? 0;
	const end = refusalAt(job.ended);
	const inTime = await within(end, limit > 0 ? limit : defaultTimeoutMs);
	if (!inTime) {
		job.interrupt();
		await within(end, graceMs);
	}

	const refusal = inTime ? await end : undefined;
	if (refusal) {
		await reply({...refusal.answer, sessionId});
		return;
	}

	await reply({
		status: inTime ? ResponseStatus.SUCCEEDED : ResponseStatus.INTERRUPTED,
		...(!inTime && {message: 'The job is exceeded time limit, force interrupt'}),
		sessionId,
		results: [...results],
	});
	await end;
}

/**
ASYNC_EXECUTE: the message sequence of the Java agent (3.5.6) in its usual order: the `command` that was accepted,
the permission to interrupt, an acknowledgement without results, then each result alone, `status` as the end. Where the
caller has a session, it is told last that the session takes input again. The request's time limit means nothing here,
as there.
*/
export async function executeAsync({request, reply, sessionId, jobId, start}: Execution): Promise<void> {
	const say = async (result?: Result, status = ResponseStatus.CONTINUOUS) => reply({status, sessionId, ...(result && {results: [result]})});
	const commandLine = request.executeParams?.commandLine ?? '';
	void say({
		type: 'command', jobId, state: 'SCHEDULED', command: commandLine,
	});
	void say({type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INTERRUPT'});
	void say();
	let end: Result | undefined;
	const job = start(async result => {
		if (result.type === 'status') {
			end = result;
		} else {
			await say(result);
		}
	});
	const refusal = await refusalAt(job.ended);
	await (refusal ? reply({...refusal.answer, sessionId}) : say(end, end?.['statusCode'] === 0 ? ResponseStatus.SUCCEEDED : ResponseStatus.FAILED));
	if (request.sessionId !== '') {
		await say({type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INPUT'});
	}
}

/** Who runs a command for somebody else hears only after the start that nothing ran. */
async function refusalAt(ended: Promise<void>): Promise<JobRefusal | undefined> {
	try {
		await ended;
		return undefined;
	} catch (error) {
		if (error instanceof JobRefusal) {
			return error;
		}

		throw error;
	}
}

async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>(resolve => {
		timer = setTimeout(resolve, ms, false);
	});
	const settled = async () => {
		await promise;
		return true;
	};

	try {
		return await Promise.race([settled(), late]);
	} finally {
		clearTimeout(timer);
	}
}
