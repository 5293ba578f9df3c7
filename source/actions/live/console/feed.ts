/** So much may wait for the emulator, in characters; beyond 50 million it would throw output away. */
const mostWaiting = 1 << 19;

/** The emulator looks at the time only between two pieces, and keys must not wait for a megabyte. */
const pieceLength = 1 << 14;

/**
Gives output to the emulator as fast as that takes it, and stops reading while too much waits: then the socket stops, and
at last the remote program. Pieces are never waited for one by one, which would make it many times slower.
*/
export async function feed(output: AsyncIterable<string>, write: (text: string, onParsed: () => void) => void): Promise<void> {
	let waiting = 0;
	let wake: () => void = () => undefined;
	const isBelow = async (limit: number) => {
		while (waiting > limit) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
	};

	for await (const text of output) {
		for (let at = 0; at < text.length; at += pieceLength) {
			const piece = text.slice(at, at + pieceLength);
			waiting += piece.length;
			write(piece, () => {
				waiting -= piece.length;
				wake();
			});
			if (waiting > mostWaiting) {
				await isBelow(mostWaiting / 2);
			}
		}
	}

	await isBelow(0);
}
