type Waiting = {condition: () => boolean; resolve: () => void; reject: (error: Error) => void};

/** Lets a test wait for what a peer has seen or done, so that no test has to sleep. */
export class Moments {
	#waiting: Waiting[] = [];

	/** To be called after every change that a test could wait for. */
	notify = (): void => {
		const waiting = this.#waiting;
		this.#waiting = [];
		for (const one of waiting) {
			if (one.condition()) {
				one.resolve();
			} else {
				this.#waiting.push(one);
			}
		}
	};

	/** Resolves as soon as `condition` holds; rejects when the peer ends first. */
	until = async (condition: () => boolean): Promise<void> => {
		if (condition()) {
			return;
		}

		await new Promise<void>((resolve, reject) => {
			this.#waiting.push({condition, resolve, reject});
		});
	};

	end(): void {
		for (const {condition, reject} of this.#waiting) {
			reject(new Error(`The peer ended before this came true: ${condition.toString()}`));
		}

		this.#waiting = [];
	}
}
