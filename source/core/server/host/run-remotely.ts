import type {JobContext} from '../../host/dispatch.js';
import {onAbort} from '../../on-abort.js';
import {
	failedAnswer, toRequest, toResults, type Answer, type CallEvent, type Caller, type Retcode,
} from '../../protocol/basic-agent.js';
import type {Result} from '../../protocol/result.js';
import {createQueue} from '../../queue.js';

export type RemoteRun = {caller: Caller; line: string; job: JobContext; canCancel: boolean};

/** One command line on a BasicAgent; its results are those of a channel agent, `status` as the last. Never throws. */
export async function * runRemotely({caller, line, job, canCancel}: RemoteRun): AsyncGenerator<Result, void> {
	const {jobId, signal} = job;
	const request = toRequest(line);
	if ('problem' in request) {
		yield * failed(/^\S*/.exec(line.trim())?.[0] ?? '', jobId, 'invalidParams', request.problem);
		return;
	}

	const {method} = request;
	const events = createQueue<CallEvent | {kind: 'left'}>();
	const id = caller.call(request, events.push);
	if (id === undefined) {
		yield * failed(method, jobId, 'noSuchHost', 'it has no connection now');
		return;
	}

	const forget = onAbort(signal, () => {
		if (canCancel) {
			caller.cancel(id);
		} else {
			events.push({kind: 'left'});
		}
	});
	try {
		for await (const event of events) {
			yield * resultsOf(event, method, jobId);
			if (event.kind === 'answer' || event.kind === 'lost' || event.kind === 'left') {
				return;
			}
		}
	} finally {
		forget();
		caller.forget(id);
	}
}

function resultsOf(event: CallEvent | {kind: 'left'}, method: string, jobId: number): Result[] {
	switch (event.kind) {
		case 'result': {
			return [{type: method, jobId, ...event.result}];
		}

		case 'answer': {
			return toResults(method, event.answer, jobId);
		}

		case 'gap': {
			return [{type: 'message', jobId, message: `${event.count} results were dropped by the agent while its connection was gone`}];
		}

		case 'lost': {
			return failed(method, jobId, 'noSuchHost', 'its connection went before it answered, and the command may have run');
		}

		case 'left': {
			return failed(method, jobId, 'killed', 'this agent can\'t be told to end a command, which ends by its own time-out');
		}

		default: {
			return [];
		}
	}
}

function failed(method: string, jobId: number, retcode: Retcode, detail: string): Result[] {
	return toResults(method, failedAnswer(retcode, detail, '') as Answer, jobId);
}
