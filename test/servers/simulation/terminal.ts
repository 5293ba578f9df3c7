import type {Clock} from './clock.js';

export type TerminalScript = {
	/** The frames before the first prompt. */
	readonly banner: readonly string[];
	readonly pid: number;
	readonly version: string;
	/** What further commands print. */
	readonly lines?: Readonly<Record<string, readonly string[]>>;
	/** Events a second of `watch` and the other streams, default 20. */
	readonly perSecond?: number;
	/** A number as `data` is typed as its digits (4.1.5); without it such a frame is ignored (3.5.6). */
	readonly typesNumbers?: boolean;
	readonly clock: Clock;
	/** One frame of output. */
	readonly write: (frame: string) => void;
	/** The shell has ended. */
	readonly exited: () => void;
};

/** The text terminal of an Arthas agent: what is typed comes back, one frame a character. */
export class Terminal {
	size = {cols: 80, rows: 24};
	readonly #script: TerminalScript;
	#typed = '';
	#stream: (() => void) | undefined;
	#ended = false;

	constructor(script: TerminalScript) {
		this.#script = script;
		script.clock.soon(() => {
			for (const frame of script.banner) {
				this.#write(frame);
			}

			this.#prompt();
		});
	}

	/** One frame from the client; whatever is not understood is ignored in silence. */
	input(frame: string): void {
		const message = parse(frame);
		if (this.#ended || !message) {
			return;
		}

		if (message['action'] === 'resize') {
			this.#resize(message);
		} else if (message['action'] === 'read') {
			this.#read(message['data']);
		}
	}

	#read(data: unknown): void {
		const text = typeof data === 'number' && this.#script.typesNumbers ? String(data) : data;
		if (typeof text === 'string') {
			for (const character of text) {
				this.#type(character);
			}
		}
	}

	close(): void {
		this.#stream?.();
		this.#stream = undefined;
		this.#ended = true;
	}

	#resize({cols, rows}: Record<string, unknown>): void {
		const valid = (value: unknown, old: number) => typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : old;
		this.size = {cols: valid(cols, this.size.cols), rows: valid(rows, this.size.rows)};
	}

	#type(character: string): void {
		if (this.#ended) {
			return;
		}

		if (this.#stream) {
			this.#typeIntoStream(character);
		} else if (character === '\r' || character === '\n') {
			const line = this.#typed;
			this.#typed = '';
			this.#write('\r\n');
			this.#run(line.trim());
		} else if (character === '\u0003') {
			this.#typed = '';
			this.#write('\r\n');
			this.#prompt();
		} else if (character === '\u0004' && this.#typed === '') {
			this.#exit();
		} else if (character === '\u007F') {
			this.#erase();
		} else if (character >= ' ') {
			this.#typed += character;
			this.#write(character);
		}
	}

	/** After Ctrl-C or `q` only the prompt comes, no `^C` and no line break. */
	#typeIntoStream(character: string): void {
		if (character === '\u0003' || character === 'q') {
			this.#stream?.();
			this.#stream = undefined;
			this.#prompt();
		}
	}

	#erase(): void {
		if (this.#typed !== '') {
			this.#typed = this.#typed.slice(0, -1);
			this.#write('\b \b');
		}
	}

	#run(line: string): void {
		const name = line.split(/\s+/, 1)[0] ?? '';
		const lines = line === 'version' ? [this.#script.version] : this.#script.lines?.[line];
		if (['exit', 'quit', 'logout', 'q'].includes(line)) {
			this.#exit();
		} else if (['watch', 'trace', 'stack', 'monitor', 'tt'].includes(name)) {
			this.#watch(line);
		} else {
			this.#answer(line, name, lines);
			this.#prompt();
		}
	}

	#answer(line: string, name: string, lines: readonly string[] | undefined): void {
		if (lines) {
			for (const one of lines) {
				this.#line(one);
			}
		} else if (line !== '') {
			// The stock agent prints this text one frame a character, too.
			for (const character of `java.lang.IllegalArgumentException: ${name}: command not found`) {
				this.#write(character);
			}

			this.#write('\r\n');
		}
	}

	#watch(line: string): void {
		const [, className = '', methodName = ''] = line.split(/\s+/);
		const limit = Number(/-n (\d+)/.exec(line)?.[1] ?? 100);
		this.#line('Press Q or Ctrl+C to abort.');
		this.#line('Affect(class count: 1 , method count: 1) cost in 74 ms, listenerId: 1');
		let count = 0;
		this.#stream = this.#script.clock.repeat(1000 / (this.#script.perSecond ?? 20), () => {
			count++;
			this.#line(`method=${className}.${methodName} location=AtExit`);
			this.#line(`ts=2026-11-21 14:00:42; [cost=0.511665ms] result=@Integer[${count}]`);
			if (count === limit) {
				this.#stream?.();
				this.#stream = undefined;
				this.#line(`Command execution times exceed limit: ${limit}, so command will exit. You can set it with -n option.`);
				this.#prompt();
			}
		});
	}

	#exit(): void {
		this.#write('\u001B[32mSession has been terminated.');
		this.#write('\r\n');
		this.#line('Arthas is still running in the background.');
		this.#line('To completely shutdown arthas, please execute the \'stop\' command.');
		this.#write('\u001B[m');
		this.close();
		this.#script.exited();
	}

	#prompt(): void {
		this.#write(`[arthas@${this.#script.pid}]$ `);
	}

	/** A line and its end are two frames; an empty line is its end alone. */
	#line(text: string): void {
		if (text !== '') {
			this.#write(text);
		}

		this.#write('\r\n');
	}

	#write(frame: string): void {
		if (!this.#ended) {
			this.#script.write(frame);
		}
	}
}

function parse(frame: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(frame);
		return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
	} catch {
		return undefined;
	}
}
