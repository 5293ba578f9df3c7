import {Buffer} from 'node:buffer';
import {EventEmitter} from 'node:events';
import type {TerminalOptions} from '../../../source/ui/terminal/terminal.js';
import {createJudge, type Judge} from './judge.js';

/** A terminal without a kernel: what is written is interpreted and answered, keys come from the test. */
export type FakeTerminal = Pick<TerminalOptions, 'stdin' | 'stdout'> & {
	judge: Judge;
	/** All that was written. */
	written(): string;
	/** What the terminal would send. */
	type(bytes: string): void;
	isRaw(): boolean;
	isReading(): boolean;
	/** Whether writes return before they are done, as far as anybody asked. */
	blocking: boolean[];
	/** From now on nothing is taken off our hands. */
	stall(): void;
	/** The window gets another size. */
	resize(columns: number, rows: number): void;
	emitter: EventEmitter;
};

export function createFakeTerminal(columns = 80, rows = 24, {answers = true}: {answers?: boolean} = {}): FakeTerminal {
	const judge = createJudge(columns, rows);
	// As the streams of Node are.
	/* eslint-disable unicorn/prefer-event-target */
	const input = new EventEmitter();
	const output = new EventEmitter();
	/* eslint-enable unicorn/prefer-event-target */
	const state = {isRaw: false, isReading: false, isStalled: false};
	const blocking: boolean[] = [];
	let written = '';
	judge.terminal.onData(data => {
		if (answers) {
			queueMicrotask(() => input.emit('data', Buffer.from(data)));
		}
	});

	const stdin = Object.assign(input, {
		setRawMode(isRaw: boolean) {
			state.isRaw = isRaw;
			return stdin;
		},
		resume() {
			state.isReading = true;
			return stdin;
		},
		pause() {
			state.isReading = false;
			return stdin;
		},
	});
	const stdout = Object.assign(output, {
		columns,
		rows,
		write(text: string, done?: () => void) {
			written += text;
			judge.writeNow(text);
			if (!state.isStalled) {
				queueMicrotask(() => done?.());
			}

			return true;
		},
		_handle: {
			setBlocking(isBlocking: boolean) {
				blocking.push(isBlocking);
				return 0;
			},
		},
	});
	return {
		// The parts of the streams of Node that are used.
		stdin: stdin as unknown as TerminalOptions['stdin'],
		stdout: stdout as unknown as TerminalOptions['stdout'],
		judge,
		emitter: input,
		blocking,
		written: () => written,
		type(bytes) {
			input.emit('data', Buffer.from(bytes));
		},
		isRaw: () => state.isRaw,
		isReading: () => state.isReading,
		stall() {
			state.isStalled = true;
		},
		resize(...size) {
			[stdout.columns, stdout.rows] = size;
			judge.resize(...size);
			output.emit('resize');
		},
	};
}

export type FakeProgram = EventEmitter & {pid: number; kill(pid: number, signal: string): true; killed: Array<[pid: number, signal: string]>};

/** A process that only notes the signals it sends. */
export function createFakeProgram(): FakeProgram {
	const killed: Array<[number, string]> = [];
	// eslint-disable-next-line unicorn/prefer-event-target
	return Object.assign(new EventEmitter(), {
		pid: 4711,
		killed,
		kill(pid: number, signal: string): true {
			killed.push([pid, signal]);
			return true;
		},
	});
}
