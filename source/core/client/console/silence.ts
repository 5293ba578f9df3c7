/** Told when something was typed and nothing was heard for a while, and when a ping into the silence had no answer either. */
export type Silence = {
	typed(): void;
	heard(): void;
	stop(): void;
};

export function createSilence({ms, onSilent, onHeard, onDead}: {ms: number; onSilent: () => void; onHeard: () => void; onDead: () => void}): Silence {
	let timer: NodeJS.Timeout | undefined;
	let isSilent = false;
	const stop = () => {
		clearTimeout(timer);
		timer = undefined;
	};

	return {
		typed() {
			timer ??= setTimeout(() => {
				isSilent = true;
				timer = setTimeout(onDead, ms);
				onSilent();
			}, ms);
		},
		heard() {
			stop();
			if (isSilent) {
				isSilent = false;
				onHeard();
			}
		},
		stop,
	};
}
