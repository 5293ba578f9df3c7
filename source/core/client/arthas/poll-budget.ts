/** The few long polls that one JVM bears: each holds one of its HTTP workers. */
export type PollBudget = {
	claim(): Promise<PollClaim>;
};

export type PollClaim = {
	/** How many streams poll already; 0 when there is room. */
	ahead: number;
	/** Resolves when it is this one's turn, at once when there is room. */
	granted: Promise<void>;
	/** Gives the place back, or leaves the line. */
	release(): void;
};

/** Polls that a JVM with so many processors bears: it has two workers for each, and one must stay free for short calls. */
export function pollLimit(processors: number): number {
	return Math.min(Math.max((2 * processors) - 1, 1), 4);
}

/**
@param learnProcessors Asks the JVM, before the first second poll; rejects or gives undefined when it
can't be learnt, which allows one poll until it is asked again.
*/
export function createPollBudget(learnProcessors: () => Promise<number | undefined>): PollBudget {
	let limit: number | undefined;
	let busy = 0;
	const line: Array<() => void> = [];
	const admit = () => {
		while (line.length > 0 && busy < (limit ?? 1)) {
			busy++;
			line.shift()?.();
		}
	};

	const learn = async () => {
		try {
			const processors = await learnProcessors();
			limit ??= processors === undefined ? undefined : pollLimit(processors);
		} catch {
			// One poll is always borne; the next stream asks again.
		}
	};

	return {
		async claim() {
			if (busy > 0 && limit === undefined) {
				await learn();
			}

			let enter: () => void = () => undefined;
			let isIn = false;
			const granted = new Promise<void>(resolve => {
				enter = () => {
					isIn = true;
					resolve();
				};
			});
			line.push(enter);
			admit();
			return {
				ahead: isIn ? 0 : busy,
				granted,
				release() {
					const place = line.indexOf(enter);
					if (place !== -1) {
						line.splice(place, 1);
					} else if (isIn) {
						isIn = false;
						busy--;
					}

					admit();
				},
			};
		},
	};
}
