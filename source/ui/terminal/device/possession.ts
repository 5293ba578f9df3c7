import {Buffer} from 'node:buffer';
import type {Link} from './link.js';
import {
	setBlocking, writeThrough, type Input, type Output,
} from './streams.js';

export type Possession = {
	isOurs(): boolean;
	/** Writes while the terminal is ours. */
	send(text: string, isFrame: boolean): void;
	/** Sets the terminal up once more, after somebody else changed it. */
	renew(): void;
	/** Gives the terminal to `run`, and takes it back when nobody has it any more. */
	lend<T>(run: () => Promise<T>): Promise<T>;
	/** Gives the terminal back for good, when it has answered what it was asked. */
	close(): Promise<void>;
	/** Gives it back for good at once, whatever state it is in. */
	restore(): void;
};

export type PossessionOptions = {
	stdin: Input;
	stdout: Output;
	link: Link;
	/** What sets the screen up, and what undoes it, as things are. */
	enter: () => string;
	leave: () => string;
	/** The terminal is ours again, and its screen is empty. */
	onReturn: () => void;
	onClose: () => void;
};

/** What the terminal was asked and has not answered within so many ms, somebody else will get as keys. */
const patience = 500;

/** Owns whether the terminal is ours. It is, at once. */
export function createPossession(options: PossessionOptions): Possession {
	const possession = new OwnPossession(options);
	possession.take();
	return possession;
}

class OwnPossession implements Possession {
	readonly #options: PossessionOptions;
	#state: 'ours' | 'leaving' | 'lent' | 'closed' = 'lent';
	#borrowers = 0;
	#left: Promise<void> = Promise.resolve();

	constructor(options: PossessionOptions) {
		this.#options = options;
	}

	isOurs(): boolean {
		return this.#state === 'ours';
	}

	take(): void {
		const {stdin, stdout, enter} = this.#options;
		setBlocking(stdout, false);
		stdin.setRawMode(true);
		stdin.resume();
		this.#state = 'ours';
		this.send(enter(), false);
	}

	send(text: string, isFrame: boolean): void {
		if (this.#state !== 'ours') {
			return;
		}

		const {stdout, link} = this.#options;
		const bytes = Buffer.byteLength(text);
		link.sent(bytes, isFrame);
		stdout.write(text, () => {
			link.written(bytes);
		});
	}

	renew(): void {
		if (this.#state === 'ours') {
			// Node believes that nothing changed, and does nothing, unless it is told otherwise.
			this.#options.stdin.setRawMode(false);
			this.#return();
		}
	}

	async lend<T>(run: () => Promise<T>): Promise<T> {
		this.#borrowers++;
		if (this.#state === 'ours') {
			this.#left = this.#leaveQuietly('lent');
		}

		await this.#left;
		try {
			return await run();
		} finally {
			this.#borrowers--;
			if (this.#borrowers === 0 && this.#state === 'lent') {
				this.#return();
			}
		}
	}

	async close(): Promise<void> {
		if (this.#state === 'ours') {
			this.#left = this.#leaveQuietly('closed');
		}

		await this.#left;
		this.restore();
	}

	restore(): void {
		if (this.#state === 'ours' || this.#state === 'leaving') {
			this.#leave();
		}

		const isFirst = this.#state !== 'closed';
		this.#state = 'closed';
		if (isFirst) {
			this.#options.onClose();
		}
	}

	#return(): void {
		this.take();
		this.#options.onReturn();
	}

	async #leaveQuietly(state: 'lent' | 'closed'): Promise<void> {
		this.#state = 'leaving';
		await this.#options.link.settled(patience);
		// A signal may have ended all of it meanwhile.
		if (this.#state === 'leaving' && state === 'lent') {
			this.#leave();
			this.#state = 'lent';
		}
	}

	#leave(): void {
		const {stdin, stdout, link, leave} = this.#options;
		writeThrough(stdout, leave());
		stdin.setRawMode(false);
		stdin.pause();
		if (link.unwritten() === 0) {
			setBlocking(stdout, true);
		}
	}
}
