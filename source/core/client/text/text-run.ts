import type {ConsoleClosing} from '../console/closing.js';
import {plainLine, withoutColours} from './plain-line.js';
import {createPromptChecks} from './prompt-checks.js';

/** How a command on a text console ended, as far as a terminal tells. */
export type TextEnd =
	/** Its prompt is there again: everything that it printed has come. */
	| {kind: 'prompt'; isInterrupted: boolean}
	/** No prompt followed the interrupt; the console can't be used any more. */
	| {kind: 'unconfirmed'}
	/** The shell waits for the rest of the line. */
	| {kind: 'unfinished'}
	/** The terminal shows something else than was typed; `mayHaveRun` when it was noticed too late. */
	| {kind: 'mistyped'; shown: string; mayHaveRun: boolean}
	| {kind: 'closed'; closing: ConsoleClosing};

export type TextRunOptions = {
	/** What this console's shell writes when it is ready, to the byte. */
	prompt: string;
	commandLine: string;
	/** No line of its output can equal the prompt, so that the prompt needs no proof. */
	isOwnWords: boolean;
	write: (text: string) => void;
	/** The shell has taken the command. */
	onStart: () => void;
	/** A line of output, without colours and the blanks at its end. */
	onLine: (line: string) => void;
};

/** A prompt that may be output is looked at when nothing has followed it for so long. */
const settleMs = 50;
/** The same where a check is unanswered, or where only the beginning of a line looks like a prompt. */
const patienceMs = 300;
const interruptMs = 2000;
/** What was typed is shown in a few ms; a letter that isn't in that time never is. */
const echoMs = 2000;
const interruptKey = '\u0003';

/**
One command on a console, from its echo to the next prompt, which must be told from a line of output
that looks the same: a real one echoes what is typed. Arthas 4.1.5 may run the line before again after
Ctrl-Z, so that is never typed, and nothing is typed while a command runs but its interrupt.
*/
export class TextRun {
	readonly ended: Promise<TextEnd>;
	readonly #options: TextRunOptions;
	readonly #checks;
	#phase: 'typing' | 'echo' | 'output' | 'proven' | 'ended' = 'echo';
	/** Output since the last line end. */
	#rest = '';
	#hasLines = false;
	/** A line holds what looks like a prompt. With threads that still print when their command has ended, that is all that is seen of it. */
	#hasSeenPrompt = false;
	#isInterrupted = false;
	#isUnfinished = false;
	#quiet: NodeJS.Timeout | undefined;
	#deadline: NodeJS.Timeout | undefined;
	#settle: (end: TextEnd) => void = () => undefined;

	constructor(options: TextRunOptions) {
		this.#options = options;
		this.ended = new Promise(resolve => {
			this.#settle = resolve;
		});
		const {commandLine, write, prompt} = options;
		this.#checks = createPromptChecks(prompt);
		if (isPlain(commandLine)) {
			write(`${commandLine}\r`);
			return;
		}

		// The terminal of Arthas 4.1.5 drops letters of some scripts, and another command than was meant must not run.
		this.#phase = 'typing';
		this.#deadline = setTimeout(() => {
			this.#mistyped();
		}, echoMs);
		write(commandLine);
	}

	/** Whether the console behind it is as it was before. */
	get isClean(): boolean {
		return this.#checks.areAnswered;
	}

	take(text: string): void {
		if (this.#phase === 'ended') {
			return;
		}

		clearTimeout(this.#quiet);
		const parts = (this.#rest + text).split('\n');
		this.#rest = parts.pop() ?? '';
		for (const part of parts) {
			this.#line(part.endsWith('\r') ? part.slice(0, -1) : part);
		}

		this.#look();
	}

	interrupt(): void {
		if (this.#isInterrupted || this.#phase === 'ended') {
			return;
		}

		this.#isInterrupted = true;
		if (this.#phase === 'proven') {
			// Its prompt is on its way, and that of Ctrl-C behind it.
			this.#phase = 'output';
		}

		clearTimeout(this.#deadline);
		this.#deadline = setTimeout(() => {
			this.#end({kind: 'unconfirmed'});
		}, interruptMs);
		this.#options.write(interruptKey);
		clearTimeout(this.#quiet);
		this.#look();
	}

	closed(closing: ConsoleClosing): void {
		if (this.#phase === 'output' && withoutColours(this.#rest) !== '' && !this.#isPrompt()) {
			this.#options.onLine(plainLine(this.#rest));
		}

		this.#end({kind: 'closed', closing});
	}

	#line(line: string): void {
		const {prompt, commandLine, onStart} = this.#options;
		if (this.#phase === 'typing' || this.#phase === 'echo') {
			const shown = unwrapped(line);
			if (shown === commandLine) {
				this.#phase = 'output';
				onStart();
			} else if (!this.#isInterrupted) {
				this.#end({kind: 'mistyped', shown, mayHaveRun: true});
			}

			return;
		}

		const proof = this.#checks.answeredBy(line);
		if (proof?.before) {
			this.#print(proof.before);
		}

		if (proof) {
			// A check from before the interrupt proves the prompt of that time; another one is on its way.
			this.#phase = proof.isAfterInterrupt === this.#isInterrupted ? 'proven' : 'output';
		} else if (this.#phase === 'output') {
			this.#hasSeenPrompt ||= line.includes(prompt);
			this.#print(line);
		}
	}

	#print(line: string): void {
		const {prompt, onLine} = this.#options;
		// Ctrl-C is answered by a prompt, in the middle of a line where other threads still print.
		const isAnswer = this.#isInterrupted && line.includes(prompt);
		const text = plainLine(isAnswer ? line.replace(prompt, '') : line);
		if (!isAnswer || (text !== '' && !text.startsWith('echo '))) {
			this.#hasLines = true;
			onLine(text);
		}
	}

	/** Judges what stands behind the last line end. */
	#look(): void {
		if (this.#phase === 'typing') {
			this.#compare();
		} else if (this.#phase === 'proven' && this.#isPrompt()) {
			this.#end(this.#isUnfinished ? {kind: 'unfinished'} : {kind: 'prompt', isInterrupted: this.#isInterrupted});
		} else if (this.#phase === 'output' || this.#isInterrupted) {
			this.#lookForPrompt();
		}
	}

	#lookForPrompt(): void {
		if (this.#isInterrupted) {
			const isThere = this.#rest.endsWith(this.#options.prompt) || (this.#hasSeenPrompt && this.#rest === '');
			if (isThere || this.isClean) {
				this.#checkWhenQuiet(isThere ? settleMs : patienceMs);
			}
		} else if (this.#isPrompt() && this.#options.isOwnWords) {
			this.#end({kind: 'prompt', isInterrupted: false});
		} else if (this.#isPrompt()) {
			this.#checkWhenQuiet(this.isClean ? settleMs : patienceMs);
		} else if (this.#rest.endsWith(this.#options.prompt) || (this.#hasSeenPrompt && this.#rest === '')) {
			this.#checkWhenQuiet(patienceMs);
		} else if (this.#rest === '> ' && !this.#hasLines) {
			this.#quiet = setTimeout(() => {
				this.#isUnfinished = true;
				this.interrupt();
			}, settleMs);
		}
	}

	#compare(): void {
		const shown = unwrapped(this.#rest);
		if (shown === this.#options.commandLine) {
			clearTimeout(this.#deadline);
			this.#phase = 'echo';
			this.#options.write('\r');
		} else if (!this.#options.commandLine.startsWith(shown)) {
			this.#mistyped();
		}
	}

	#mistyped(): void {
		// Nothing has run yet: the line goes unsent.
		this.#options.write(interruptKey);
		this.#end({kind: 'mistyped', shown: unwrapped(this.#rest), mayHaveRun: false});
	}

	/** Types something that only a shell at its prompt shows behind it. */
	#checkWhenQuiet(ms: number): void {
		this.#quiet = setTimeout(() => {
			this.#hasSeenPrompt = false;
			this.#options.write(`${this.#checks.create(this.#isInterrupted)}\r`);
		}, ms);
	}

	#isPrompt(): boolean {
		return this.#rest.endsWith(this.#options.prompt) && withoutColours(this.#rest) === this.#options.prompt;
	}

	#end(end: TextEnd): void {
		if (this.#phase !== 'ended') {
			this.#phase = 'ended';
			clearTimeout(this.#quiet);
			clearTimeout(this.#deadline);
			this.#settle(end);
		}
	}
}

function isPlain(commandLine: string): boolean {
	return /^[ -~]*$/u.test(commandLine);
}

/** The echo of a line that is longer than the terminal is wide has a blank and a CR in its middle. */
function unwrapped(echo: string): string {
	return echo.replaceAll(' \r', '');
}
