import {Writable, Readable} from 'node:stream';
import {createElement} from 'react';
import {render} from 'ink';
import {Frame} from './frame.js';
import type {FrameModel} from './frame-model.js';

export type InkRenderer = {
	/** Draws a frame; its text comes to `onFrame` before this returns. */
	draw(model: FrameModel): void;
	close(): void;
};

/**
The one place where Ink renders. With `debug` it writes each whole frame at once and moves no cursor, into a stream of ours,
so that the compositor decides what reaches the terminal. It gets no input: keys have one router.
*/
export function createInkRenderer(onFrame: (text: string) => void): InkRenderer {
	const stdout = createOutput(onFrame);
	const stdin = createInput();
	let instance: ReturnType<typeof render> | undefined;
	return {
		draw(model) {
			Object.assign(stdout, {columns: model.size.columns, rows: model.size.rows});
			const element = createElement(Frame, {model});
			if (instance) {
				instance.rerender(element);
			} else {
				instance = render(element, {
					stdout: stdout as unknown as NodeJS.WriteStream, stdin: stdin as unknown as NodeJS.ReadStream, stderr: stdout as unknown as NodeJS.WriteStream,
					debug: true, interactive: true, exitOnCtrlC: false, patchConsole: false, isScreenReaderEnabled: false,
				});
			}
		},
		close() {
			instance?.unmount();
		},
	};
}

function createOutput(onFrame: (text: string) => void): Writable {
	let isOpen = true;
	const output = new Writable({
		write(chunk: {toString(): string}, _encoding, done) {
			if (isOpen) {
				onFrame(chunk.toString());
			}

			done();
		},
		destroy(_error, done) {
			isOpen = false;
			done(null);
		},
	});
	return Object.assign(output, {isTTY: true});
}

function createInput(): Readable {
	const input = new Readable({
		read() {
			// Nothing ever comes: the router has all keys.
		},
	});
	const unchanged = () => input;
	return Object.assign(input, {
		isTTY: true, setRawMode: unchanged, ref: unchanged, unref: unchanged,
	});
}
