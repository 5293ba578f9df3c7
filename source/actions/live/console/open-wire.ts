import type {ConsoleWire} from '../../../core/client/console-wire.js';
import {isArthasError} from '../../../core/error.js';
import type {ConsoleSize} from './emulator.js';

export type OpenConsole = (size: ConsoleSize, signal: AbortSignal) => Promise<ConsoleWire>;

const secondTryMs = 10_000;

/** Agents of the Java channel server 3.5.6 sometimes stop half-way through the banner; a second try works. */
export async function openWire(open: OpenConsole, size: () => ConsoleSize, signal: AbortSignal): Promise<ConsoleWire> {
	const startedAt = performance.now();
	try {
		return await open(size(), signal);
	} catch (error) {
		const isWorthAnother = isArthasError(error) && error.code === 'ERR_TIMEOUT_CONSOLE' && error.retryable && performance.now() - startedAt < secondTryMs;
		if (!isWorthAnother || signal.aborted) {
			throw error;
		}

		return open(size(), signal);
	}
}
