import type {CommandSpec} from '../wire.js';
import {pause} from '../pause.js';

/** Silence after which a reader looks again: three times, then no more. */
const oneShotMs = [3000, 10_000, 30_000];
const streamMs = [60_000, 60_000, 60_000];
/** Messages a second from which on a minute of silence is strange. */
const usualRate = 0.1;

/**
The Java server (3.5.6) strands the messages of about one in a thousand short commands: the agent
answered, nobody is told, and a second reader gets them. A newer reader of a stream silences an older
one without a word. Both show as silence; another attachment finds out.
*/
export function watchQuiet({isStream}: CommandSpec, {signal, onQuiet}: {signal: AbortSignal; onQuiet: () => void}): {heard(): void} {
	const startedAt = performance.now();
	let heardAt = startedAt;
	let messages = 0;
	const isStrange = () => !isStream || messages / ((performance.now() - startedAt) / 1000) >= usualRate;
	/** False when the job was over before so long a silence. */
	const silence = async (quietMs: number) => {
		const sinceAt = performance.now();
		for (let left = quietMs; left >= 1; left = quietMs - (performance.now() - Math.max(heardAt, sinceAt))) {
			if (!await pause(left, signal)) {
				return false;
			}
		}

		return true;
	};

	const watch = async () => {
		const waits = [...isStream ? streamMs : oneShotMs];
		for (let [quietMs] = waits; quietMs !== undefined && await silence(quietMs); [quietMs] = waits) {
			if (isStrange()) {
				waits.shift();
				onQuiet();
			}
		}
	};

	void watch();
	return {
		heard() {
			heardAt = performance.now();
			messages++;
		},
	};
}
