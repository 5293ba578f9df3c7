/** An async queue with one reader: pushes never wait, the end comes after all that was pushed. */
export type Queue<T> = AsyncIterable<T> & {
	push(value: T): void;
	end(): void;
	readonly length: number;
};

export function createQueue<T>(): Queue<T> {
	let values: T[] = [];
	let isEnded = false;
	let wake: () => void = () => undefined;
	return {
		push(value) {
			if (!isEnded) {
				values.push(value);
				wake();
			}
		},
		end() {
			isEnded = true;
			wake();
		},
		get length() {
			return values.length;
		},
		async * [Symbol.asyncIterator]() {
			for (;;) {
				const batch = values;
				values = [];
				yield * batch;
				if (values.length > 0) {
					continue;
				}

				if (isEnded) {
					return;
				}

				await new Promise<void>(resolve => {
					wake = resolve;
				});
			}
		},
	};
}
