import type {Clock} from '../simulation/clock.js';
import {recordedBanner, recording, type Recording} from './recordings.js';

export type ShellScript = {
	readonly pid: number;
	/** What is printed for further command lines, line by line. */
	readonly lines?: Readonly<Record<string, readonly string[]>>;
	/** Results a second of `watch`. */
	readonly perSecond?: number;
	/** The first so many starts of a stream lose the agent's enhancing lock; shared by the shells of one JVM. */
	readonly races?: {left: number};
	/** Streams and commands of this kind echo and then give nothing, not even after Ctrl-C. */
	readonly hangs?: RegExp;
	/** So many consoles show nothing of what is typed into them; shared by the shells of one JVM. */
	readonly deafness?: {left: number};
	/** Every command but `auth` with this word is refused. */
	readonly password?: string;
	/** Recorded pauses, multiplied. */
	readonly speed?: number;
	readonly clock: Clock;
	readonly write: (frame: string) => void;
	readonly exited: () => void;
	/** A command line began. */
	readonly began?: (line: string) => void;
	/** Called when a stream has begun or ended. */
	readonly changed?: () => void;
};

const recorded = [
	'exec-version',
	'exec-thread-n3',
	'exec-thread-table',
	'exec-sc-d',
	'exec-session',
	'exec-help',
	'exec-pipe-plaintext',
	'exec-trace-n2',
	'exec-missing-argument',
	'exec-bad-option-value',
	'exec-ognl-error',
	'exec-no-method-affected',
];
let library: Map<string, Recording> | undefined;

/**
The shell of an agent 4.1.5 behind a tunnel, frame by frame as recorded: each typed letter comes back as
a frame, each line of output is one and its end another, the prompt is one of its own.
*/
export class TunnelShell {
	size = {cols: 80, rows: 24};
	isStreaming = false;
	readonly #script: ShellScript;
	#typed = '';
	/** Typed behind a running command, which reads nothing. */
	#ahead = '';
	#stop: (() => void) | undefined;
	#isBusy = true;
	#isContinued = false;
	#isHung = false;
	readonly #isDeaf: boolean;
	#isEnded = false;
	#isSignedIn: boolean;

	constructor(script: ShellScript, bannerMs = 0) {
		this.#script = script;
		this.#isSignedIn = script.password === undefined;
		this.#isDeaf = (script.deafness?.left ?? 0) > 0;
		if (script.deafness) {
			script.deafness.left--;
		}

		script.clock.after(bannerMs, () => {
			for (const {data} of recordedBanner()) {
				this.#write(data.replace(/\b9171\b/u, String(script.pid)));
			}

			this.#prompt();
		});
	}

	get prompt(): string {
		return `[arthas@${this.#script.pid}]$ `;
	}

	/** One frame of the console; whatever is not understood is ignored in silence. */
	input(frame: string): void {
		const message = parse(frame);
		if (message['action'] === 'resize') {
			const {cols, rows} = message;
			this.size = {cols: Number(cols) > 0 ? Number(cols) : this.size.cols, rows: Number(rows) > 0 ? Number(rows) : this.size.rows};
		} else if (message['action'] === 'read' && typeof message['data'] === 'string') {
			if (this.isStreaming && message['data'] === 'q') {
				this.#interrupt();
				return;
			}

			for (const character of message['data']) {
				this.#type(character);
			}
		}
	}

	close(): void {
		this.#stop?.();
		this.#isEnded = true;
		this.#setStreaming(false);
	}

	#type(character: string): void {
		if (this.#isEnded || this.#isDeaf) {
			return;
		}

		if (this.#isBusy || this.#isHung) {
			this.#typeBehind(character);
		} else if (character === '\r') {
			const line = this.#typed;
			this.#typed = '';
			this.#write('\r\n');
			this.#run(line);
		} else if (character === '\u0003') {
			this.#typed = '';
			this.#isContinued = false;
			this.#write('\r\n');
			this.#prompt();
		} else if (character === '\u0004' && this.#typed === '') {
			this.#exit();
		} else if (/[\u2E80-\u9FFF]/u.test(character)) {
			this.#write('\u0007');
		} else if (character >= ' ') {
			this.#echo(character);
		}
	}

	#echo(character: string): void {
		this.#typed += character;
		this.#write(character);
		if ((this.prompt.length + this.#typed.length) % this.size.cols === 0) {
			this.#write(' \r');
		}
	}

	/** Swallowed by a stream, kept by any other command. */
	#typeBehind(character: string): void {
		if (this.#isHung) {
			this.#write(character);
		} else if (character === '\u0003') {
			this.#interrupt();
		} else if (!this.isStreaming) {
			this.#ahead += character;
		}
	}

	#interrupt(): void {
		this.#stop?.();
		this.#stop = undefined;
		this.#setStreaming(false);
		this.#prompt();
	}

	#run(line: string): void {
		this.#isBusy = true;
		const quotes = [...line].filter(character => character === '\'' || character === '"').length;
		if (this.#isContinued || quotes % 2 === 1 || line.endsWith('\\')) {
			this.#isContinued = true;
			this.#isBusy = false;
			this.#write('> ');
			return;
		}

		const words = line.trim().split(/\s+/u);
		this.#script.began?.(line);
		if (line === '') {
			this.#prompt();
		} else if (this.#script.hangs?.test(line)) {
			this.#isHung = true;
		} else if (words[0] === 'auth') {
			this.#isSignedIn ||= words[1] === this.#script.password;
			this.#answer([`Authentication result: ${this.#isSignedIn}, username: arthas`]);
		} else if (this.#isSignedIn) {
			this.#execute(line, words);
		} else {
			this.#answer(['Error! command not permitted, try to use \'auth\' command to authenticates.']);
		}
	}

	#execute(line: string, words: string[]): void {
		const [name = '', ...args] = words;
		const known = this.#script.lines?.[line];
		library ??= new Map(recorded.map(file => recording(file)).map(one => [one.line, one]));
		const played = library.get(line);
		if (known) {
			this.#answer(known);
		} else if (played) {
			this.#play(played);
		} else if (name === 'echo') {
			// It knows one argument.
			this.#answer([args[0] ?? '']);
		} else if (['quit', 'exit', 'logout', 'q'].includes(name)) {
			this.#exit();
		} else if (name === 'watch') {
			this.#watch(args);
		} else if (name === 'jad') {
			this.#answer([`No class found for: ${args[0] ?? ''}`, '', 'Affect(row-cnt:0) cost in 3 ms.']);
		} else {
			this.#complain(`java.lang.IllegalArgumentException: ${name}: command not found`);
		}
	}

	/** This one text comes a letter a frame. */
	#complain(text: string): void {
		for (const character of text) {
			this.#write(character);
		}

		this.#write('\r\n');
		this.#prompt();
	}

	#answer(lines: readonly string[]): void {
		this.#script.clock.after(1, () => {
			for (const one of lines) {
				this.#line(one);
			}

			this.#prompt();
		});
	}

	#play({frames}: Recording): void {
		const {clock, pid, speed = 1} = this.#script;
		const next = (index: number) => {
			const frame = frames[index];
			if (!frame) {
				return;
			}

			if (/^\[arthas@\d+\]\$ $/u.test(frame.data)) {
				this.#prompt();
				return;
			}

			this.#write(frame.data.replace(/\b9171\b/u, String(pid)));
			clock.after(((frames[index + 1]?.t ?? frame.t) - frame.t) * speed, () => {
				next(index + 1);
			});
		};

		clock.after((frames[0]?.t ?? 0) * speed, () => {
			next(0);
		});
	}

	#watch(args: string[]): void {
		const at = args.indexOf('-n');
		const limit = at === -1 ? 100 : Number(args.splice(at, 2)[1]);
		if (args.length === 0) {
			this.#answer(['The argument \'class-pattern\' is required, description: The full qualified name of class you want to watch']);
			return;
		}

		const {races, clock, perSecond = 100} = this.#script;
		this.#setStreaming(true);
		if (races && races.left > 0) {
			races.left--;
			this.#line('someone else is enhancing classes, pls. wait.');
			this.#interrupt();
			return;
		}

		this.#line('Press Q or Ctrl+C to abort.');
		this.#line('Affect(class count: 1 , method count: 1) cost in 74 ms, listenerId: 1');
		let count = 0;
		this.#stop = clock.repeat(1000 / perSecond, () => {
			count++;
			this.#line(`method=${args[0]}.${args[1]} location=AtExit`);
			this.#line(`ts=2026-11-21 14:00:42.${String(count % 1000).padStart(3, '0')}; [cost=0.511665ms] result=@ArrayList[`);
			this.#line(`    @Integer[${count}],`);
			this.#line(']');
			if (count === limit) {
				this.#line(`Command execution times exceed limit: ${limit}, so command will exit. You can set it with -n option.`);
				this.#interrupt();
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
		this.#isBusy = false;
		this.#write(this.prompt);
		const ahead = this.#ahead;
		this.#ahead = '';
		for (const character of ahead) {
			this.#type(character);
		}
	}

	#line(text: string): void {
		if (text !== '') {
			this.#write(text);
		}

		this.#write('\r\n');
	}

	#setStreaming(isStreaming: boolean): void {
		this.isStreaming = isStreaming;
		this.#script.changed?.();
	}

	#write(frame: string): void {
		if (!this.#isEnded) {
			this.#script.write(frame);
		}
	}
}

function parse(frame: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(frame);
		return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
	} catch {
		return {};
	}
}
