import {randomUUID} from 'node:crypto';
import type {Clock} from '../simulation/clock.js';
import type {InputStatus, Job, Shell} from '../simulation/job.js';
import {Consumer} from './consumer.js';
import type {Times} from './script.js';

export type SessionOptions = {
	readonly clock: Clock;
	readonly times: Times;
	readonly queueSize: number;
	/** False for the session of one `exec`. */
	readonly lasting: boolean;
	/** Interrupts a job that nobody reads. */
	readonly interrupt: (job: Job) => void;
};

const historySize = 50;

/** A session of the HTTP API: its results go to every consumer. */
export class ApiSession implements Shell {
	readonly id = randomUUID();
	readonly lasting: boolean;
	readonly createTime = Date.now();
	lastAccessTime = Date.now();
	foreground: Job | undefined;
	locked = false;
	finished = 0;
	readonly consumers = new Map<string, Consumer>();
	readonly #options: SessionOptions;
	readonly #history: string[] = [];
	#lastStatus: string | undefined;
	#consumersMade = 0;
	#warned: Job | undefined;

	constructor(options: SessionOptions) {
		this.#options = options;
		this.lasting = options.lasting;
	}

	/** Adds a consumer; one that joins gets the last results and the input status once more. */
	addConsumer(): Consumer {
		const {clock, times, queueSize} = this.#options;
		this.#consumersMade++;
		const consumer = new Consumer({
			number: this.#consumersMade, clock, times, size: queueSize,
		});
		this.consumers.set(consumer.id, consumer);
		if (this.#consumersMade > 1) {
			const last = this.#lastStatus;
			for (const result of [inputStatusResult('DISABLED'), ...this.#history, ...(last === undefined ? [] : [last])]) {
				consumer.push(result);
			}
		}

		return consumer;
	}

	send(result: string): void {
		this.#history.push(result);
		if (this.#history.length > historySize) {
			this.#history.shift();
		}

		this.#distribute(result);
	}

	inputStatus(status: InputStatus): void {
		this.#lastStatus = inputStatusResult(status);
		this.#distribute(this.#lastStatus);
	}

	/** Ends every poll that waits. */
	close(): void {
		for (const consumer of this.consumers.values()) {
			consumer.close();
		}

		this.consumers.clear();
	}

	/** When no consumer keeps up the job is interrupted, once, and the reason comes after its end. */
	#distribute(result: string): void {
		const consumers = [...this.consumers.values()];
		for (const consumer of consumers) {
			consumer.push(result);
		}

		const job = this.foreground;
		if (job?.status === 'RUNNING' && job !== this.#warned && consumers.length > 0 && consumers.every(({unhealthy}) => unhealthy)) {
			this.#warned = job;
			this.#options.interrupt(job);
			this.send('{"jobId":0,"message":"all consumers are unhealthy, current job was interrupted.","type":"message"}');
		}
	}
}

function inputStatusResult(status: InputStatus): string {
	return `{"inputStatus":"${status}","jobId":0,"type":"input_status"}`;
}
