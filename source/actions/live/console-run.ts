import type {ConsoleWire} from '../../core/client/console-wire.js';
import {writable, type Readable} from '../../core/readable.js';
import type {
	ConsoleScreen, ConsoleSize, CreateEmulator, Emulator,
} from './console/emulator.js';
import {converse, type ConsoleClosed, type ConverseOptions} from './console/converse.js';
import {ConsoleLook} from './console/look.js';

export type ConsoleState = {name: 'opening'} | {name: 'ready'} | ({name: 'closed'} & ConsoleClosed);

/** A console with its emulator. It outlives its wire: what stands in it stays when that has ended. */
export type ConsoleRun = {
	readonly state: Readable<ConsoleState>;
	readonly screen: ConsoleScreen;
	/** What a person looks at in it. */
	readonly look: ConsoleLook;
	/** Epoch ms. */
	readonly openedAt: number;
	/** Whether there is a host that takes keys, or will be. */
	isOpen(): boolean;
	/** What the remote program calls itself, as it was sent. */
	title(): string;
	/** Sends what was typed; false when nobody is there to take it. What is typed while it opens is sent then. */
	type(text: string): boolean;
	/** Takes effect on both sides when it did not change for 200 ms. */
	resize(size: ConsoleSize): void;
	/** Opens a new wire under the same text, below a line that says so. Nothing while there is one. */
	reopen(remark: string): void;
	/** Calls `listener` when anything of it changed. */
	subscribe(listener: () => void): () => void;
	end(): Promise<void>;
};

export type ConsoleRunOptions = Pick<ConverseOptions, 'open' | 'watch'> & {createEmulator: CreateEmulator; size: ConsoleSize};

const resizeMs = 200;
const longestTitle = 200;
/** Nobody types more before a prompt comes. */
const mostTypedAhead = 1000;
/** Answers of one second. A program that asks for more wants something else than answers. */
const mostReplies = 1024;
/** Leaves another screen; where there is none it would move the cursor. */
const leaveOther = '\u001B[?1049l';
/** Ends a sequence that was cut, and what a program left switched on. */
const backToNormal = '\u001B[!p\u001B[?1;9;1000;1002;1003;1004;2004l\u001B>\u001B[?25h\u001B[m';

export function createConsoleRun(options: ConsoleRunOptions): ConsoleRun {
	return new OwnConsole(options);
}

class OwnConsole implements ConsoleRun {
	readonly state = writable<ConsoleState>({name: 'opening'});
	readonly screen: ConsoleScreen;
	readonly look: ConsoleLook;
	readonly openedAt = Date.now();
	readonly #options: ConsoleRunOptions;
	readonly #emulator: Emulator;
	readonly #listeners = new Set<() => void>();
	readonly #ended = new AbortController();
	#wire: ConsoleWire | undefined;
	#talk: Promise<void>;
	#size: ConsoleSize;
	/** The size of which the wire knows. */
	#told: ConsoleSize;
	#resizing: NodeJS.Timeout | undefined;
	#title = '';
	#typedAhead = '';
	readonly #replies = {since: 0, length: 0};

	constructor(options: ConsoleRunOptions) {
		this.#options = options;
		this.#size = options.size;
		this.#told = options.size;
		this.#emulator = options.createEmulator({
			size: options.size,
			onReply: text => {
				this.#reply(text);
			},
			onTitle: title => {
				this.#title = title.slice(0, longestTitle);
			},
			onOtherScreen: () => {
				this.look.leave();
			},
		});
		this.screen = this.#emulator.screen;
		this.look = new ConsoleLook(this.screen, this.#changed);
		this.state.subscribe(this.#changed);
		this.#talk = this.#converse();
	}

	isOpen(): boolean {
		return this.state.getSnapshot().name !== 'closed';
	}

	title(): string {
		return this.#title;
	}

	type(text: string): boolean {
		const {name} = this.state.getSnapshot();
		if (name === 'opening') {
			this.#typedAhead = (this.#typedAhead + text).slice(0, mostTypedAhead);
		} else {
			this.#wire?.write(text);
		}

		return name !== 'closed';
	}

	resize(size: ConsoleSize): void {
		// A pane that is hidden has no cells, and an emulator needs some.
		if (!isSame(size, this.#size) && size.cols > 1 && size.rows > 0 && !this.#ended.signal.aborted) {
			this.#size = size;
			clearTimeout(this.#resizing);
			this.#resizing = setTimeout(() => {
				this.#applySize();
			}, resizeMs);
		}
	}

	reopen(remark: string): void {
		if (!this.isOpen() && !this.#ended.signal.aborted) {
			this.state.set({name: 'opening'});
			this.#take(`\u0018${this.screen.isAlternate ? leaveOther : ''}${backToNormal}\r\n${remark}\r\n`, () => undefined);
			this.#talk = this.#converse();
		}
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	async end(): Promise<void> {
		clearTimeout(this.#resizing);
		this.look.stop();
		this.#ended.abort();
		this.#wire?.close();
		await this.#talk;
		this.#listeners.clear();
		this.#emulator.dispose();
	}

	async #converse(): Promise<void> {
		const closed = await converse({
			...this.#options,
			size: () => {
				this.#told = this.#size;
				return this.#told;
			},
			signal: this.#ended.signal,
			onReady: wire => {
				this.#begin(wire);
			},
			take: this.#take,
		});
		this.#wire = undefined;
		this.#typedAhead = '';
		this.state.set({name: 'closed', ...closed});
	}

	#begin(wire: ConsoleWire): void {
		this.#wire = wire;
		this.#applySize();
		if (this.#typedAhead !== '') {
			wire.write(this.#typedAhead);
			this.#typedAhead = '';
		}

		this.state.set({name: 'ready'});
	}

	readonly #take = (text: string, onParsed: () => void): void => {
		this.#emulator.write(text, () => {
			this.look.renew();
			onParsed();
			this.#changed();
		});
	};

	#reply(text: string): void {
		const now = performance.now();
		if (now - this.#replies.since > 1000) {
			this.#replies.since = now;
			this.#replies.length = 0;
		}

		this.#replies.length += text.length;
		if (this.#replies.length <= mostReplies) {
			this.#wire?.write(text);
		}
	}

	/** Both sides at once: a program that believes in another width than the screen breaks its lines wrongly. */
	#applySize(): void {
		clearTimeout(this.#resizing);
		if (!isSame(this.#told, this.#size)) {
			this.#told = this.#size;
			this.#wire?.resize(this.#size);
		}

		if (!isSame(this.screen.size, this.#size)) {
			const {lines, moved} = this.look.keptLines();
			moved(this.#emulator.resize(this.#size, lines));
		}
	}

	readonly #changed = (): void => {
		for (const listener of this.#listeners) {
			listener();
		}
	};
}

function isSame(one: ConsoleSize, other: ConsoleSize): boolean {
	return one.cols === other.cols && one.rows === other.rows;
}
