/** Longest text typed at once: a terminal of Arthas echoes about 2,250 characters a second and can't take much more. */
export const pieceLength = 512;

/** How long the next piece of a long text waits for an echo that never comes: a running command doesn't echo. */
const patienceMs = 500;

export type Typing = {
	write(text: string): void;
	/** Called with the length of each output, which may be the echo. */
	heard(length: number): void;
	stop(): void;
};

/** Sends long text in pieces: the next one after as much output as the last one was long, or after a while without. */
export function createTyping(send: (text: string) => void): Typing {
	let waiting = '';
	let unheard = 0;
	let timer: NodeJS.Timeout | undefined;
	const next = () => {
		clearTimeout(timer);
		timer = undefined;
		if (waiting === '') {
			return;
		}

		const piece = firstPiece(waiting);
		waiting = waiting.slice(piece.length);
		unheard = piece.length;
		// A short piece, such as a key, holds up nobody.
		if (waiting !== '' || piece.length >= pieceLength - 1) {
			timer = setTimeout(next, patienceMs);
		}

		send(piece);
	};

	return {
		write(text) {
			waiting += text;
			if (timer === undefined) {
				next();
			}
		},
		heard(length) {
			unheard -= length;
			if (timer && unheard <= 0) {
				next();
			}
		},
		stop() {
			clearTimeout(timer);
			timer = undefined;
			waiting = '';
		},
	};
}

/** At most 512 characters, and never half of a surrogate pair. */
function firstPiece(text: string): string {
	const parts = (text.codePointAt(pieceLength - 1) ?? 0) > 0xFF_FF;
	return text.slice(0, parts ? pieceLength - 1 : pieceLength);
}
