/** What the program prints, until nobody reads it any more. */
export type Output = {
	/** Data, to stdout. */
	out: (text: string) => void;
	/** Words for people, to stderr. */
	err: (text: string) => void;
	/** Resolves when all is written, or else with why stdout can't be written. */
	settle(): Promise<NodeJS.ErrnoException | undefined>;
};

/**
Writes to the two streams of the process. A reader that leaves, as `head` does, is no failure: `onEnd` is
called so that what runs can be ended, and from then on everything is silent. A disk that is full is one.
*/
export function openOutput({stdout, stderr}: {stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream}, onEnd: () => void): Output {
	let failure: NodeJS.ErrnoException | undefined;
	let isErrGone = false;
	stdout.on('error', (error: NodeJS.ErrnoException) => {
		failure ??= error;
		onEnd();
	});
	// Words that nobody reads are no reason to end anything.
	stderr.on('error', () => {
		isErrGone = true;
	});
	return {
		out(text) {
			if (!failure && text !== '') {
				stdout.write(text);
			}
		},
		err(text) {
			if (!isErrGone && failure?.code !== 'EPIPE') {
				stderr.write(text);
			}
		},
		async settle() {
			await Promise.all([written(stdout), written(stderr)]);
			return failure;
		},
	};
}

/** The callback of a write comes after all that was written before, and also when that failed. */
async function written(stream: NodeJS.WritableStream): Promise<void> {
	await new Promise<void>(resolve => {
		stream.write('', () => {
			resolve();
		});
	});
}
