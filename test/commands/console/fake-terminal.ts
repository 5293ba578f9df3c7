/* eslint-disable unicorn/prefer-event-target -- the streams of a terminal are emitters. */
import {EventEmitter} from 'node:events';
import {createTerminal, type Input, type Output} from '../../../source/commands/console/terminal.js';

/** The two streams of a terminal, with what was done to them. */
export function fakeTerminal({isInteractive = true, cols = 100, rows = 30} = {}) {
	const changes = new EventEmitter();
	const input = Object.assign(new EventEmitter(), {
		isTTY: isInteractive, raw: [] as boolean[], isFlowing: false,
		setRawMode(isRaw: boolean) {
			this.raw.push(isRaw);
			changes.emit('change');
			return this;
		},
		setEncoding() {
			return this;
		},
		resume() {
			this.isFlowing = true;
			return this;
		},
		pause() {
			this.isFlowing = false;
			return this;
		},
	});
	const output = Object.assign(new EventEmitter(), {
		isTTY: true, columns: cols, rows, destroyed: false, isFull: false, written: '',
		write(text: string) {
			this.written += text;
			changes.emit('change');
			return !this.isFull;
		},
	});
	return {
		input,
		output,
		terminal: createTerminal(input as unknown as Input, output as unknown as Output),
		type(text: string) {
			input.emit('data', text);
		},
		resize(size: {cols: number; rows: number}) {
			output.columns = size.cols;
			output.rows = size.rows;
			output.emit('resize');
		},
		/** Resolves when the condition holds; looked at after every write and change of mode. */
		async until(condition: () => boolean) {
			while (!condition()) {
				await new Promise(resolve => {
					changes.once('change', resolve);
				});
			}
		},
	};
}
