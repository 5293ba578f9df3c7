import {onAbort} from './on-abort.js';

/**
A value that changes over time. It is React's external-store contract on purpose, without React,
so that a screen can read it with one hook and a program with one callback.
*/
export type Readable<T> = {
	/** The value now. The same object is returned until the value changes. */
	getSnapshot(): T;
	/** Calls `listener` after each change; returns the function that stops it. */
	subscribe(listener: () => void): () => void;
};

export type Writable<T> = Readable<T> & {
	set(value: T): void;
};

export function writable<T>(initial: T): Writable<T> {
	let value = initial;
	const listeners = new Set<() => void>();
	return {
		getSnapshot: () => value,
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		set(next) {
			if (Object.is(next, value)) {
				return;
			}

			value = next;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}

/** Resolves with the first value that `accept` takes; rejects with the signal's reason. */
export async function until<T>(source: Readable<T>, accept: (value: T) => boolean, signal?: AbortSignal): Promise<T> {
	signal?.throwIfAborted();
	if (accept(source.getSnapshot())) {
		return source.getSnapshot();
	}

	return new Promise((resolve, reject) => {
		const unsubscribe = source.subscribe(() => {
			const value = source.getSnapshot();
			if (accept(value)) {
				unsubscribe();
				forget();
				resolve(value);
			}
		});
		const forget = onAbort(signal, () => {
			unsubscribe();
			reject(signal?.reason as Error);
		});
	});
}
