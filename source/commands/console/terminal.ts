import {once} from 'node:events';
import process from 'node:process';
import type {ReadStream, WriteStream} from 'node:tty';
import {createModeTracker} from './mode-tracker.js';

export type Size = {cols: number; rows: number};

export type Listeners = {onKeys: (text: string) => void; onResize: (size: Size) => void; onEnd: () => void};

/** The person's terminal while a console has it. */
export type Terminal = {
	readonly isInteractive: boolean;
	size(): Size;
	/** From here on every key comes as it is. The function that comes back gives the terminal back as it was; more than once is harmless. */
	takeOver(listeners: Listeners): () => void;
	/** Writes as it stands; resolves when more may come, or when nobody reads any more. */
	write(text: string, signal: AbortSignal): Promise<void>;
};

export type Input = Pick<ReadStream, 'isTTY' | 'setRawMode' | 'setEncoding' | 'on' | 'off' | 'resume' | 'pause'>;
export type Output = Pick<WriteStream, 'isTTY' | 'columns' | 'rows' | 'write' | 'on' | 'off' | 'destroyed'> & NodeJS.EventEmitter;

/** A terminal of which nothing is known. */
const usual: Size = {cols: 80, rows: 24};

export function createTerminal(input: Input = process.stdin, output: Output = process.stdout): Terminal {
	const modes = createModeTracker();
	const size = (): Size => output.isTTY && output.columns > 0 ? {cols: output.columns, rows: output.rows} : usual;
	return {
		isInteractive: input.isTTY,
		size,
		async write(text, signal) {
			modes.see(text);
			if (output.destroyed || output.write(text)) {
				return;
			}

			try {
				await once(output, 'drain', {signal});
			} catch {
				// Whoever left, or took the terminal away, is told elsewhere.
			}
		},
		takeOver: listeners => takeOver(input, output, {...listeners, size, undo: modes.undo}),
	};
}

type Takeover = Listeners & {size: () => Size; undo: () => string};

function takeOver(input: Input, output: Output, {onKeys, onResize, onEnd, size, undo}: Takeover): () => void {
	let isOurs = true;
	const resized = () => {
		onResize(size());
	};

	// A shell that stopped and continued us has set the terminal to its own liking.
	const makeRaw = () => {
		input.setRawMode(true);
	};

	const restore = () => {
		if (isOurs) {
			isOurs = false;
			input.setRawMode(false);
			input.pause();
			input.off('data', onKeys).off('end', onEnd);
			output.off('resize', resized);
			process.off('exit', restore).off('SIGCONT', makeRaw).off('SIGQUIT', onEnd);
			output.write(undo());
		}
	};

	process.on('exit', restore).on('SIGCONT', makeRaw).on('SIGQUIT', onEnd);
	output.on('resize', resized);
	makeRaw();
	input.setEncoding('utf8');
	input.on('data', onKeys).on('end', onEnd);
	input.resume();
	return restore;
}
