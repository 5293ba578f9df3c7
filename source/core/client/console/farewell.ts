const patienceMs = 3000;

/** Notices that a shell was told to end, on servers that then leave the socket open and swallow what is typed. */
export type Farewell = {
	typed(text: string): void;
	/** A prompt came: what looked like a farewell was none. */
	prompted(): void;
	stop(): void;
};

/** Calls `onEnded` when no prompt follows a typed `quit`, `exit`, `logout`, `q` or Ctrl-D in 3 s. */
export function createFarewell(onEnded: () => void): Farewell {
	let line = '';
	let timer: NodeJS.Timeout | undefined;
	return {
		typed(text) {
			for (const character of text) {
				const isEnter = character === '\r' || character === '\n';
				if (character === '\u0004' || (isEnter && /^(?:quit|exit|logout|q)$/u.test(line.trim()))) {
					timer ??= setTimeout(onEnded, patienceMs);
				}

				line = isEnter ? '' : (line + character).slice(-16);
			}
		},
		prompted() {
			clearTimeout(timer);
			timer = undefined;
		},
		stop() {
			clearTimeout(timer);
		},
	};
}
