import type {RawData, WebSocket} from 'ws';

/** What may wait for the slow side before the fast one isn't read any more, and when it is again. */
const high = 1 << 20;
const low = 1 << 18;
/** What is not read here piles up in the observed JVM, so that nobody may stand still for longer. */
const standstillMs = 30_000;

/** Text frames one way, no faster than the other side takes them. `onStandstill` is told when it takes nothing for 30 s. */
export function relay(from: WebSocket, to: WebSocket, onStandstill: () => void): (data: RawData, isBinary: boolean) => void {
	let patience: NodeJS.Timeout | undefined;
	const stop = () => {
		clearTimeout(patience);
		patience = undefined;
	};

	const sent = () => {
		if (patience && to.bufferedAmount < low) {
			stop();
			from.resume();
		}
	};

	from.once('close', stop);
	to.once('close', stop);
	return (data, isBinary) => {
		if (isBinary || to.readyState !== to.OPEN) {
			return;
		}

		to.send(data as Uint8Array, {binary: false}, sent);
		if (!patience && to.bufferedAmount > high) {
			from.pause();
			patience = setTimeout(onStandstill, standstillMs);
		}
	};
}
