import {getEventListeners} from 'node:events';
import process from 'node:process';
import {expect, it} from 'vitest';
import {onAbort} from '../../source/core/on-abort.js';
import {until, writable} from '../../source/core/readable.js';

it('tells of changes only, and lets a listener leave while it listens', () => {
	const value = writable(1);
	const heard: number[] = [];
	const unsubscribe = value.subscribe(() => {
		heard.push(value.getSnapshot());
		if (value.getSnapshot() === 3) {
			unsubscribe();
		}
	});
	for (const next of [1, 2, 2, 3, 4]) {
		value.set(next);
	}

	expect(heard).toEqual([2, 3]);
});

it('waits for a value, and leaves nothing at the signal', async () => {
	const value = writable(1);
	const {signal} = new AbortController();
	const waiting = until(value, now => now > 2, signal);
	value.set(2);
	value.set(3);
	expect(await waiting).toBe(3);
	expect(await until(value, now => now === 3)).toBe(3);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('stops waiting with the reason of the signal', async () => {
	const value = writable(1);
	const controller = new AbortController();
	const waiting = until(value, now => now > 1, controller.signal);
	controller.abort(new Error('enough'));
	await expect(waiting).rejects.toThrow('enough');
	await expect(until(value, () => true, controller.signal)).rejects.toThrow('enough');
});

it('lets hundreds wait for one signal without a warning on the terminal', async () => {
	const warnings: Error[] = [];
	const hear = (warning: Error) => {
		warnings.push(warning);
	};

	process.on('warning', hear);
	const controller = new AbortController();
	let aborted = 0;
	const forgets = Array.from({length: 200}, () => onAbort(controller.signal, () => {
		aborted++;
	}));
	for (const forget of forgets.slice(0, 50)) {
		forget();
	}

	controller.abort();
	// Warnings are told in a turn of their own.
	await new Promise(resolve => {
		setImmediate(resolve);
	});
	process.off('warning', hear);
	expect(aborted).toBe(150);
	expect(warnings).toEqual([]);
});

it('calls at once when the signal was aborted before, and never without one', () => {
	let calls = 0;
	const call = () => {
		calls++;
	};

	onAbort(AbortSignal.abort(), call)();
	onAbort(undefined, call)();
	expect(calls).toBe(1);
});
