import {setMaxListeners} from 'node:events';

/** Questions that are asked again and again while somebody looks at their answers. */
export type Rounds = {
	/** What is asked ends with it. */
	readonly signal: AbortSignal;
	readonly isAsking: boolean;
	/** Begins with a question, or asks no more; the same again changes nothing. */
	look(isLooking: boolean): void;
	/** Asks now, if somebody looks, or once more after what is being asked. */
	refresh(): void;
	end(): Promise<void>;
};

/** @param waitMs How long after an answer the next question comes. */
export function createRounds(ask: (signal: AbortSignal) => Promise<void>, waitMs: () => number): Rounds {
	const ended = new AbortController();
	// One for each host that is asked.
	setMaxListeners(0, ended.signal);
	let isLooking = false;
	let isDue = false;
	let asking: Promise<void> | undefined;
	let timer: NodeJS.Timeout | undefined;

	const turn = async () => {
		isDue = false;
		await ask(ended.signal);
		asking = undefined;
		if (isDue) {
			refresh();
		} else if (isLooking && !ended.signal.aborted) {
			timer = setTimeout(refresh, waitMs());
		}
	};

	const refresh = () => {
		clearTimeout(timer);
		if (isLooking && !ended.signal.aborted) {
			isDue = true;
			asking ??= turn();
		}
	};

	return {
		signal: ended.signal,
		get isAsking() {
			return asking !== undefined;
		},
		look(next) {
			if (next !== isLooking) {
				isLooking = next;
				refresh();
			}
		},
		refresh,
		async end() {
			isLooking = false;
			clearTimeout(timer);
			ended.abort();
			await asking;
		},
	};
}
