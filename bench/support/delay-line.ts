/** A narrow and long way for bytes: they come out in order, so many a ms, and so many ms after they went in at the earliest. */
export type DelayLine = {send(bytes: Uint8Array): void; close(): void};

/** @param deliver Gets the bytes and when they were through, on the clock of `performance`, whenever the timer came. */
export function createDelayLine({bytesPerMs, delayMs}: {bytesPerMs: number; delayMs: number}, deliver: (bytes: Uint8Array, at: number) => void): DelayLine {
	let free = 0;
	const timers = new Set<NodeJS.Timeout>();
	return {
		send(bytes) {
			const now = performance.now();
			free = Math.max(free, now) + (bytes.length / bytesPerMs);
			const at = free + delayMs;
			const timer = setTimeout(() => {
				timers.delete(timer);
				deliver(bytes, at);
			}, at - now);
			timers.add(timer);
		},
		close() {
			for (const timer of timers) {
				clearTimeout(timer);
			}
		},
	};
}
