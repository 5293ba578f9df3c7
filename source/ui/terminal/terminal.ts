import process from 'node:process';
import type {ColorDepth} from './colors/color-depth.js';
import {detectColors} from './colors/detect-colors.js';
import type {InputEvent} from './decode-input.js';
import {createGroundQuestion, type GroundQuestion} from './device/ask-ground.js';
import {groundQuestion, type ScreenGround} from './device/detect-ground.js';
import {createLink, type Link} from './device/link.js';
import {listenInput} from './device/listen-input.js';
import {createPossession, type Possession} from './device/possession.js';
import {
	enterScreen, leaveScreen, mannersOf, mouseOff, mouseOn, type Manners,
} from './device/screen-modes.js';
import type {Input, Output} from './device/streams.js';
import {watchHangUp, watchWaysOut, type Process} from './device/ways-out.js';
import {sizeOf, watchSize, type TerminalSize} from './device/watch-size.js';
import {watchStops} from './device/watch-stops.js';

export type {Link} from './device/link.js';
export type {TerminalSize} from './device/watch-size.js';

export type TerminalOptions = {
	stdin: Input;
	stdout: Output;
	env: NodeJS.ProcessEnv;
	/** Whether our own signs are of ASCII though the locale knows more; also what dialogs and texts write as it is. */
	ascii?: boolean | undefined;
	/** Keys, pastes, mouse, focus, and answers to questions that were not ours. */
	onEvent: (event: InputEvent) => void;
	/** The screen has this size and is empty: clear, lay out, paint. Comes 50 ms after the last change, and after the terminal was lent. */
	onResize: (size: TerminalSize) => void;
	/** The terminal was given back because the program ends without being asked to: by a signal, an error, an exit. */
	onLeave?: (() => void) | undefined;
	/** The process whose signals and end are watched; ours, but for tests. */
	program?: Process;
};

/** A terminal that is ours: raw keys, the alternate screen, no cursor, no autowrap. */
export type Terminal = {
	size(): TerminalSize;
	readonly colors: ColorDepth;
	/** Whether the terminal may be told where a frame begins and ends. */
	readonly synchronized: boolean;
	/** What the terminal says its ground is, else what the environment says; known after 200 ms at the latest. */
	readonly ground: Promise<ScreenGround>;
	/** When a frame may be painted, and how large it may be: the gate of the clock. */
	readonly link: Link;
	/** Writes a frame, and asks the terminal to say when it has seen it. Nothing is written while the terminal is not ours. */
	frame(text: string): void;
	/** Writes what is no part of a frame, such as what goes to the clipboard. */
	write(sequence: string): void;
	mouse(isOn: boolean): void;
	/** Gives the terminal back and stops the job, as Ctrl-Z does elsewhere; resolves when the shell continues it. */
	suspend(): Promise<void>;
	/** Gives the terminal to something else, such as an editor, while `run` runs. */
	withTerminal<T>(run: () => Promise<T>): Promise<T>;
	/** Gives the terminal back for good. More than once is harmless. */
	close(): Promise<void>;
};

/** Takes the terminal, and gives it back as it was on every way out: `close`, signals, errors that nobody catches, exit. */
export function openTerminal(options: TerminalOptions): Terminal {
	const {stdout, env, program = process} = options;
	const manners = mannersOf(env, options.ascii);
	const link = createLink();
	const ground = createGroundQuestion(env, manners.strings);
	const kept: Kept = {hasMouse: false, stops: []};
	const possession = possess(options, manners, link, kept);
	const stops = watchStops(program, {
		lend: async run => possession.lend(run),
		renew() {
			possession.renew();
		},
	});
	kept.stops.push(stops.end, ground.close, ...watch(options, {possession, link, ground}));
	possession.send((manners.strings ? groundQuestion : '') + link.question(), true);
	return {
		link,
		suspend: stops.suspend,
		colors: detectColors(env),
		synchronized: manners.synchronized,
		ground: ground.answer,
		size: () => sizeOf(stdout, env),
		frame(text) {
			possession.send(manners.shown(text) + link.question(), true);
		},
		write(sequence) {
			possession.send(sequence, false);
		},
		mouse(isOn) {
			kept.hasMouse = isOn;
			possession.send(isOn ? mouseOn : mouseOff, false);
		},
		withTerminal: async run => possession.lend(run),
		close: async () => possession.close(),
	};
}

/** What is set up again when the terminal comes back, and what is stopped when it does not. */
type Kept = {hasMouse: boolean; stops: Array<() => void>};

function possess({stdin, stdout, env, onResize}: TerminalOptions, manners: Manners, link: Link, kept: Kept): Possession {
	return createPossession({
		stdin,
		stdout,
		link,
		enter: () => enterScreen() + (kept.hasMouse ? mouseOn : ''),
		leave: () => leaveScreen(manners, kept.hasMouse),
		onReturn() {
			onResize(sizeOf(stdout, env));
		},
		onClose() {
			for (const stop of kept.stops) {
				stop();
			}

			link.close();
		},
	});
}

type Parts = {possession: Possession; link: Link; ground: GroundQuestion};

function watch({stdin, stdout, env, onEvent, onResize, onLeave, program = process}: TerminalOptions, {possession, link, ground}: Parts): Array<() => void> {
	return [
		watchWaysOut(program, () => {
			possession.restore();
			onLeave?.();
		}),
		watchHangUp(program, stdin, stdout),
		watchSize(stdout, () => {
			if (possession.isOurs()) {
				onResize(sizeOf(stdout, env));
			}
		}),
		listenInput(stdin, event => {
			if (event.kind !== 'reply') {
				onEvent(event);
			} else if (event.text === '\u{1B}[0n') {
				link.answered();
			} else if (!ground.take(event.text)) {
				onEvent(event);
			}
		}),
	];
}
