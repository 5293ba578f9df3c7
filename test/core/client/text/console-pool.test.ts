import {expect, it} from 'vitest';
import {createConsolePool} from '../../../../source/core/client/text/console-pool.js';
import type {TextConsole} from '../../../../source/core/client/text/text-console.js';

const never = new AbortController().signal;

/** Consoles that do nothing but come and go. */
function fakeConsoles() {
	const opened: Array<TextConsole & {isUsable: boolean; used: number; isClosed: boolean}> = [];
	return {
		opened,
		async open(): Promise<TextConsole> {
			let close: () => void = () => undefined;
			const closed = new Promise<{reason: 'by-us'; detail: string}>(resolve => {
				close = () => {
					console.isClosed = true;
					resolve({reason: 'by-us', detail: ''});
				};
			});
			const console = {
				pid: '1', used: 0, isUsable: true, isClosed: false, closed, run: async () => ({kind: 'prompt' as const, isInterrupted: false}), close() {
					close();
				},
			};
			opened.push(console);
			return console;
		},
	};
}

it('uses a console again, and opens no more than it may', async () => {
	const {open, opened} = fakeConsoles();
	const pool = createConsolePool({open, size: 2, streams: 1});
	const first = await pool.take('one-shot', never);
	first.give();
	const second = await pool.take('one-shot', never);
	expect(second.console).toBe(first.console);
	await pool.take('one-shot', never);
	const waiting = new AbortController();
	const third = pool.take('one-shot', waiting.signal);
	waiting.abort(new Error('enough'));
	await expect(third).rejects.toThrow('enough');
	const fourth = pool.take('one-shot', never);
	second.give();
	expect((await fourth).console).toBe(first.console);
	expect(opened.length).toBe(2);
	expect(pool.open).toBe(2);
});

it('keeps a place for short commands beside streams', async () => {
	const {open} = fakeConsoles();
	const pool = createConsolePool({open, size: 3, streams: 2});
	await pool.take('stream', never);
	const {give} = await pool.take('stream', never);
	const third = pool.take('stream', never);
	await pool.take('one-shot', never);
	give();
	expect((await third).console).toBeDefined();
});

it('throws away what can\'t be used any more, or was used often', async () => {
	const {open, opened} = fakeConsoles();
	const pool = createConsolePool({open, commands: 3});
	const hung = await pool.take('one-shot', never);
	opened[0]!.isUsable = false;
	hung.give();
	expect(opened[0]!.isClosed).toBe(true);
	const old = await pool.take('one-shot', never);
	opened[1]!.used = 3;
	old.give();
	expect(opened[1]!.isClosed).toBe(true);
	await pool.take('one-shot', never);
	expect(opened.length).toBe(3);
	pool.close();
	expect(opened[2]!.isClosed).toBe(true);
});

it('gives its place back when no console can be opened, and once only', async () => {
	const {open} = fakeConsoles();
	let fails = 2;
	const pool = createConsolePool({
		size: 1, async open() {
			if (fails-- > 0) {
				throw new Error('frozen');
			}

			return open();
		},
	});
	await expect(pool.take('stream', never)).rejects.toThrow('frozen');
	await expect(pool.take('one-shot', never)).rejects.toThrow('frozen');
	const {give} = await pool.take('one-shot', never);
	give();
	give();
	await pool.take('one-shot', never);
	const late = new AbortController();
	const next = pool.take('one-shot', late.signal);
	late.abort(new Error('still taken'));
	await expect(next).rejects.toThrow('still taken');
});
