import {ArthasError, isArthasError, nothingRan} from '../error.js';
import {onAbort} from '../on-abort.js';
import type {Agent} from './agent.js';
import {endByError} from './end-by-error.js';
import {createJob, type Job, type JobLimits} from './job.js';
import type {JobEnd} from './job-state.js';
import {endByStop} from './judge-end.js';
import type {PreparedCommand} from './prepare-command.js';
import {tryUntilEnd} from './try-until-end.js';
import type {StopRequest, WireSession} from './wire.js';

/** The longest time that a timer takes, some 24 days. */
const longestMs = 2_147_483_647;

export type RunJobOptions = {
	agent: Agent;
	command: PreparedCommand;
	/** A session of the server for one command; nothing has run when it rejects. */
	openSession: (signal: AbortSignal) => Promise<WireSession>;
	readOnly: boolean;
	approved?: boolean | undefined;
	limits?: JobLimits | undefined;
	signal?: AbortSignal | undefined;
};

export type JobRun = {
	job: Job;
	/** Resolves when the job has ended, nothing of it is read any more and its session is being closed. */
	released: Promise<void>;
	/** Interrupts it, waits for its end, gives up what would still be read of it. */
	end(): Promise<void>;
};

/** Runs one command to its end, and ends it at its deadline. The job that comes back never throws. */
export function runJob({agent, command, openSession, readOnly, approved = false, limits, signal}: RunJobOptions): JobRun {
	const stop = new AbortController();
	const leave = new AbortController();
	const request = (by: StopRequest['by']) => {
		if (!stop.signal.aborted) {
			writer.setState({name: 'stopping', by});
			stop.abort({by} satisfies StopRequest);
		}
	};

	const writer = createJob({
		agent, commandLine: command.commandLine, limits,
		onInterrupt() {
			request('us');
		},
	});
	const refusal = refuse(command, {readOnly, approved});
	if (refusal) {
		writer.setState(refusal);
		return {job: writer.job, released: Promise.resolve(), end: async () => undefined};
	}

	for (const text of command.notes) {
		writer.append({kind: 'notice', text});
	}

	const deadline = setTimeout(() => {
		request('deadline');
	}, Math.min(longestMs, command.deadlineMs));
	const forget = onAbort(signal, () => {
		request('us');
	});
	const forgetLimits = async () => {
		await writer.job.ended;
		clearTimeout(deadline);
		forget();
	};

	const drive = async () => {
		try {
			writer.setState(await tryUntilEnd(writer, {
				command, stop: stop.signal, leave: leave.signal, openSession: async () => open(openSession, AbortSignal.any([leave.signal, stop.signal])),
			}));
		} catch (error) {
			writer.setState(endOfFailure(error));
		}
	};

	void forgetLimits();
	const released = drive();
	return {
		job: writer.job,
		released,
		async end() {
			await writer.job.interrupt();
			leave.abort();
			await released;
		},
	};
}

/** The one place where safety is decided: what is refused here is never sent. */
function refuse({judgement: {tier, reason}, commandLine}: PreparedCommand, {readOnly, approved}: {readOnly: boolean; approved: boolean}): JobEnd | undefined {
	if (readOnly && tier !== 'look') {
		return {name: 'refused', by: 'policy', message: `${reason}; this is read-only, so “${commandLine.slice(0, 80)}” was not sent`};
	}

	return approved || tier === 'look' || tier === 'probe'
		? undefined
		: {name: 'refused', by: 'policy', message: `${reason}; it needs a yes, so nothing was sent`};
}

async function open(openSession: RunJobOptions['openSession'], signal: AbortSignal): Promise<WireSession> {
	try {
		return await openSession(signal);
	} catch (error) {
		throw isArthasError(error) ? nothingRan(error) : error;
	}
}

function endOfFailure(error: unknown): JobEnd {
	if (isArthasError(error)) {
		return endByError(error);
	}

	// What was asked to stop before it was sent rejects with the request.
	return typeof error === 'object' && error !== null && 'by' in error
		? endByStop(error as StopRequest, 'yes')
		: {name: 'failed', mayHaveRun: true, error: new ArthasError('ERR_PROTOCOL', (error as Error).message, {cause: error, ran: 'maybe'})};
}
