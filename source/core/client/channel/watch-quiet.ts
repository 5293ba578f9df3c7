import type {CommandSpec} from '../wire.js';

const oneShotQuietMs = [3000, 10_000, 30_000];
const streamQuietMs = 60_000;
/** Events a second above which a minute of silence is strange. */
const usualRate = 0.1;

/**
The Java server (3.5.6) strands the messages of about one in a thousand short commands: the agent
answered, nobody is told, and a second reader gets them. A newer reader of a stream silences an older
one without a word. Both show as silence; another attachment finds out. `isCertain` tells that no
message can have died with a reader, because the first one is still there.
*/
export function watchQuiet(spec: CommandSpec, {signal, onQuiet}: {signal: AbortSignal; onQuiet: (isCertain: boolean) => Promise<void>}): {heard(): void; stop(): void} {
	const startedAt = performance.now();
	let events = 0;
	let tries = 0;
	let timer: NodeJS.Timeout | undefined;
	const arm = () => {
		clearTimeout(timer);
		const isUsual = events / Math.max(1, (performance.now() - startedAt) / 1000) >= usualRate;
		const waitMs = spec.isStream ? (isUsual && tries < 3 ? streamQuietMs : undefined) : oneShotQuietMs[tries];
		if (waitMs === undefined || signal.aborted) {
			return;
		}

		timer = setTimeout(() => {
			tries++;
			void onQuiet(!spec.isStream);
			arm();
		}, waitMs);
	};

	signal.addEventListener('abort', () => {
		clearTimeout(timer);
	}, {once: true});
	return {
		heard() {
			events++;
			arm();
		},
		stop() {
			clearTimeout(timer);
		},
	};
}
