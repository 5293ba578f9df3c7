import type {Result} from '../protocol/result.js';
import type {HostCommand} from './dispatch.js';

export type Job = {
	readonly id: number;
	/** Resolves when the command has ended and its last result was taken. */
	readonly ended: Promise<void>;
	/** Asks the command to stop; what it does about it shows in its results. */
	interrupt(reason?: unknown): void;
};

export type TakeResult = (result: Result) => Promise<void> | void;

/** Starts a command and hands its results over one after another, never faster than `take` resolves. */
export function startJob(id: number, sessionId: string, command: HostCommand, take: TakeResult): Job {
	const controller = new AbortController();
	const run = async () => {
		for await (const result of command({jobId: id, sessionId, signal: controller.signal})) {
			await take(result);
		}
	};

	return {
		id,
		ended: run(),
		interrupt(reason) {
			controller.abort(reason);
		},
	};
}
