import type {ConsoleCloseReason, ConsoleWire} from '../../../source/core/client/console-wire.js';

export type FakeWire = ConsoleWire & {
	readonly typed: string[];
	readonly sizes: Array<{cols: number; rows: number}>;
	/** Characters that the reader has taken. */
	readonly taken: number;
	readonly isClosed: boolean;
	push(text: string): void;
	end(reason: ConsoleCloseReason, detail?: string): void;
};

/** A wire whose other side is the test. */
export function createFakeWire(): FakeWire {
	const pieces: string[] = [];
	const typed: string[] = [];
	const sizes: Array<{cols: number; rows: number}> = [];
	let taken = 0;
	let isEnded = false;
	let wake: () => void = () => undefined;
	let close: (closing: {reason: ConsoleCloseReason; detail: string}) => void = () => undefined;
	const closed = new Promise<{reason: ConsoleCloseReason; detail: string}>(resolve => {
		close = resolve;
	});
	const end = (reason: ConsoleCloseReason, detail = '') => {
		isEnded = true;
		wake();
		close({reason, detail});
	};

	return {
		typed,
		sizes,
		closed,
		end,
		get taken() {
			return taken;
		},
		get isClosed() {
			return isEnded;
		},
		output: {
			async * [Symbol.asyncIterator]() {
				for (;;) {
					const piece = pieces.shift();
					if (piece !== undefined) {
						taken += piece.length;
						yield piece;
					} else if (isEnded) {
						return;
					} else {
						await new Promise<void>(resolve => {
							wake = resolve;
						});
					}
				}
			},
		},
		push(text) {
			pieces.push(text);
			wake();
		},
		write(text) {
			typed.push(text);
		},
		resize(size) {
			sizes.push(size);
		},
		close() {
			end('by-us');
		},
		async [Symbol.asyncDispose]() {
			end('by-us');
		},
	};
}
