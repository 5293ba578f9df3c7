import type {ConsoleCloseReason, ConsoleWire} from '../../../core/client/console-wire.js';
import {isArthasError} from '../../../core/error.js';
import type {ConsoleSize} from './emulator.js';
import {feed} from './feed.js';
import {openWire, type OpenConsole} from './open-wire.js';

/** `not-opened` is a wire that never was ready; the detail is what was wrong. */
export type ConsoleClosed = {reason: ConsoleCloseReason | 'not-opened'; detail: string};

export type ConverseOptions = {
	open: OpenConsole;
	size: () => ConsoleSize;
	/** Watches what a wire can't tell: that the agent is gone. Gives the function that stops it. */
	watch?: ((onGone: () => void) => () => void) | undefined;
	onReady: (wire: ConsoleWire) => void;
	take: (text: string, onParsed: () => void) => void;
	/** Ends the opening. */
	signal: AbortSignal;
};

/** The life of one wire, from its opening until all that it brought stands on the screen. */
export async function converse({open, size, watch, onReady, take, signal}: ConverseOptions): Promise<ConsoleClosed> {
	let wire: ConsoleWire;
	try {
		wire = await openWire(open, size, signal);
	} catch (error) {
		return {reason: signal.aborted ? 'by-us' : 'not-opened', detail: openingDetail(error)};
	}

	if (signal.aborted) {
		wire.close();
	}

	let isGone = false;
	const stopWatching = watch?.(() => {
		isGone = true;
		wire.close();
	});
	onReady(wire);
	await feed(wire.output, take);
	const closed = await wire.closed;
	stopWatching?.();
	return isGone ? {reason: 'agent-gone', detail: ''} : closed;
}

/** What was wrong with a console that did not open. */
export function openingDetail(error: unknown): string {
	const hint = isArthasError(error) && error.hint !== undefined ? `; ${error.hint}` : '';
	return `${error instanceof Error ? error.message : String(error)}${hint}`;
}
