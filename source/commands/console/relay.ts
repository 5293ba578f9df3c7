import type {ConsoleWire} from '../../core/client/console-wire.js';
import {createEscapeFilter} from './escape-filter.js';
import type {Terminal} from './terminal.js';

const help = '\r\nAt the start of a line: ~. leaves the console, ~~ types a tilde, ~? shows this.\r\n';

export type Leaving = {
	/** A person left, the program is told to end, or the agent is known to be gone. */
	left: AbortController;
	/** The program is told to end. */
	signal: AbortSignal;
};

/** Joins the terminal and the console until one of them ends; the terminal is given back on every way out. */
export async function relay(wire: ConsoleWire, terminal: Terminal, {left, signal}: Leaving): Promise<void> {
	const leave = () => {
		left.abort();
	};

	left.signal.addEventListener('abort', () => {
		wire.close();
	}, {once: true});
	const restore = terminal.takeOver({
		onKeys: keyHandler(wire, {left, leave}, () => {
			void terminal.write(help, left.signal);
		}),
		onResize: wire.resize,
		onEnd: leave,
	});
	signal.addEventListener('abort', leave, {once: true});
	if (signal.aborted) {
		leave();
	}

	try {
		for await (const text of wire.output) {
			await terminal.write(text, left.signal);
		}

		await wire.closed;
	} finally {
		signal.removeEventListener('abort', leave);
		restore();
		wire.close();
	}
}

function keyHandler(wire: ConsoleWire, {left, leave}: {left: AbortController; leave: () => void}, showHelp: () => void): (text: string) => void {
	const filter = createEscapeFilter();
	return text => {
		for (const typed of filter(text)) {
			if (typed.kind === 'leave') {
				leave();
			} else if (typed.kind === 'help') {
				showHelp();
			} else if (!left.signal.aborted) {
				wire.write(typed.text);
			}
		}
	};
}
