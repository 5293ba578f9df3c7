/** Text between a socket and one reader, who gets all that is pending in one piece: echo comes a character a frame. */
export type OutputBuffer = AsyncIterable<string> & {
	push(text: string): void;
	end(): void;
};

/** `onPressure` is called when more than `limit` characters wait, and again when the reader has taken them. */
export function createOutputBuffer(limit: number, onPressure: (isHigh: boolean) => void): OutputBuffer {
	let pending: string[] = [];
	let size = 0;
	let isEnded = false;
	let wake: () => void = () => undefined;
	const nextPush = async () => new Promise<void>(resolve => {
		wake = resolve;
	});
	const take = () => {
		const text = pending.join('');
		pending = [];
		if (size > limit) {
			onPressure(false);
		}

		size = 0;
		return text;
	};

	return {
		push(text) {
			pending.push(text);
			if (size <= limit && size + text.length > limit) {
				onPressure(true);
			}

			size += text.length;
			wake();
		},
		end() {
			isEnded = true;
			wake();
		},
		async * [Symbol.asyncIterator]() {
			for (;;) {
				if (size > 0) {
					yield take();
				} else if (isEnded) {
					return;
				} else {
					await nextPush();
				}
			}
		},
	};
}
