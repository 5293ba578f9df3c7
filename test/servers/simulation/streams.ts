import {type Clock, now} from './clock.js';
import type {StreamScript} from './command.js';
import {type Flavour, type Job, withJobId} from './job.js';

type StreamsOptions = {
	readonly flavour: Flavour;
	readonly stream: StreamScript | undefined;
	readonly clock: Clock;
	readonly changed: () => void;
	/** Ends a job that has reached its limit. */
	readonly finish: (job: Job) => void;
};

/** The application's own threads, which make the results of `watch` and the like. */
export class Streams {
	/** Numbered results of all streams together. */
	emitted = 0;
	readonly #options: StreamsOptions;

	constructor(options: StreamsOptions) {
		this.#options = options;
	}

	/** Makes results at the scripted rate from now on; `job.stop` ends it. */
	begin(job: Job): void {
		const perSecond = this.#options.stream?.perSecond ?? 200;
		let last = now();
		let owed = 0;
		const tick = () => {
			owed += Math.min((now() - last) * perSecond / 1000, 10_000);
			last = now();
			const count = Math.floor(owed);
			owed -= count;
			// Nothing is made up for: a blocked program makes its calls later, not faster.
			this.produce(job, count);
		};

		job.stop = perSecond > 0
			? this.#options.clock.repeat(5, tick)
			: () => undefined;
	}

	produce(job: Job, count: number): void {
		if (job.plan.kind !== 'stream') {
			return;
		}

		for (let made = 0; made < count && job.status === 'RUNNING' && job.out.ready?.() !== false; made++) {
			this.#event(job);
			if (job.emitted >= job.plan.limit) {
				this.#reachLimit(job);
			}
		}

		this.#options.changed();
	}

	/** Several threads may pass the limit together: a few results too many, the last even after `status`. */
	#reachLimit(job: Job): void {
		const {overshoot = 0, afterStatus = 0} = this.#options.stream ?? {};
		for (let extra = afterStatus; extra < overshoot; extra++) {
			this.#event(job);
		}

		this.#options.finish(job);
		for (let extra = 0; extra < afterStatus; extra++) {
			this.#event(job);
		}
	}

	#event(job: Job): void {
		if (job.plan.kind === 'stream') {
			job.emitted++;
			this.emitted++;
			job.out.result(withJobId(this.#options.flavour.event(job.plan, job.emitted), job.id));
		}
	}
}
