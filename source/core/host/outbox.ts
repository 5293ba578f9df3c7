import {ResponseStatus, ResultFormat, type ActionResponse} from '../protocol/generated/ArthasService.js';
import {resultsOf} from '../protocol/channel-response.js';
import {encodeResults} from './encode-results.js';

/** Where responses go while a connection stands; false asks for a pause until `drained()`. */
export type Sink = {write(response: ActionResponse): boolean};

type Loss = {response: ActionResponse; count: number; results: number; end: ResponseStatus | undefined};

/**
The way out for everything that this agent says, across connections. The Java agent loses what its jobs say while it
is disconnected; this one keeps up to `limit` responses and sends them in order once it is back. Beyond that the
oldest go, and the reader of that job is told how many. What was handed to a stream is not sent again when that
stream breaks: nobody can tell whether it arrived, and a result told twice is worse than one that is missed.
*/
export class Outbox {
	readonly #limit: number;
	readonly #queue: ActionResponse[] = [];
	#sink: Sink | undefined;
	#isFull = false;
	readonly #waiting: Array<() => void> = [];
	/** What had to go, per request. */
	readonly #lost = new Map<string, Loss>();

	constructor(limit = 1000) {
		this.#limit = limit;
	}

	/**
	Resolves when the stream has room for more, or at once while there is no server: a job that waits for it goes as fast
	as the server reads and no faster.
	*/
	async send(response: ActionResponse): Promise<void> {
		this.#queue.push(response);
		this.#flush();
		this.#trim();
		if (this.#sink !== undefined && this.#isFull) {
			await new Promise<void>(resolve => {
				this.#waiting.push(resolve);
			});
		}
	}

	attach(sink: Sink): void {
		this.#sink = sink;
		this.#isFull = false;
		this.#flush();
	}

	detach(): void {
		this.#sink = undefined;
		this.#release();
	}

	drained(): void {
		this.#isFull = false;
		this.#flush();
	}

	#flush(): void {
		if (this.#sink !== undefined && this.#lost.size > 0) {
			this.#queue.unshift(...[...this.#lost.values()].map(loss => lossNotice(loss)));
			this.#lost.clear();
		}

		while (this.#sink !== undefined && !this.#isFull) {
			const response = this.#queue.shift();
			if (response === undefined) {
				this.#release();
				return;
			}

			this.#isFull = !this.#sink.write(response);
		}
	}

	#trim(): void {
		while (this.#queue.length > this.#limit) {
			const response = this.#queue.shift();
			if (response !== undefined) {
				const loss = this.#lost.get(response.requestId);
				const isEnd = response.status !== ResponseStatus.CONTINUOUS;
				this.#lost.set(response.requestId, {
					response, count: (loss?.count ?? 0) + 1, results: (loss?.results ?? 0) + resultsIn(response), end: isEnd ? response.status : loss?.end,
				});
			}
		}
	}

	#release(): void {
		for (const resolve of this.#waiting.splice(0)) {
			resolve();
		}
	}
}

/** It carries the end of the job if that was among the lost, so that nobody waits for it for ever. */
function lossNotice({response, count, results, end}: Loss): ActionResponse {
	const text = `${count} ${count === 1 ? 'response of this job was' : 'responses of this job were'} dropped while the channel server was away`;
	return {
		...response,
		status: end ?? ResponseStatus.CONTINUOUS,
		executeResult: encodeResults([{
			type: 'message', jobId: 0, message: text,
			...(results > 0 && {
				gap: {
					reason: 'link-down', count: results, atLeast: results, detail: text,
				},
			}),
		}], ResultFormat.JSON),
	};
}

/** What a reader would have got: the echo of the command, the state of its prompt and its end are none. */
function resultsIn(response: ActionResponse): number {
	return resultsOf(response).filter(({type}) => type !== 'command' && type !== 'input_status' && type !== 'status').length;
}
