import {loadEmulator} from '../../../source/actions/live/console/emulator.js';
import {createConsoleRun, type ConsoleRun, type ConsoleRunOptions} from '../../../source/actions/live/console-run.js';
import {until} from '../../../source/core/readable.js';
import {createFakeWire, type FakeWire} from './fake-wire.js';

export type StartedRun = {
	run: ConsoleRun;
	wires: FakeWire[];
	wire: FakeWire;
	/** Resolves when all of it stands on the screen. */
	show(text: string): Promise<void>;
	/** The rows of the screen, without blanks at their ends. */
	rows(): string[];
};

const createEmulator = await loadEmulator();

/** A console whose other side is the test. It is ready, or failed to open, unless it shall still be opening. */
export async function startRun({isOpening = false, ...options}: Partial<ConsoleRunOptions> & {isOpening?: boolean} = {}): Promise<StartedRun> {
	const wires: FakeWire[] = [];
	const run = createConsoleRun({
		createEmulator,
		size: {cols: 20, rows: 5},
		async open() {
			const wire = createFakeWire();
			wires.push(wire);
			return wire;
		},
		...options,
	});
	await until(run.state, ({name}) => isOpening || name !== 'opening');
	const wire = () => {
		const last = wires.at(-1);
		if (!last) {
			throw new Error('it was not opened');
		}

		return last;
	};

	return {
		run,
		wires,
		get wire() {
			return wire();
		},
		show: async text => showOn(run, wire(), text),
		rows: () => Array.from({length: run.screen.size.rows}, (_, row) => run.screen.line(run.screen.base + row)?.translateToString(true) ?? ''),
	};
}

/** What comes is parsed piece by piece: the last character of a title of our own shows that all of it was. */
export async function showOn(run: ConsoleRun, wire: FakeWire, text: string): Promise<void> {
	const mark = `seen ${++shown}`;
	const isThere = new Promise<void>(resolve => {
		const stop = run.subscribe(() => {
			if (run.title() === mark) {
				stop();
				resolve();
			}
		});
	});
	wire.push(`${text}\u001B]2;${mark}\u0007`);
	await isThere;
}

let shown = 0;

/** Resolves when all lines were searched. */
export async function searched(run: ConsoleRun): Promise<void> {
	const {look} = run;
	if (look.matches.isDone) {
		return;
	}

	await new Promise<void>(resolve => {
		const stop = run.subscribe(() => {
			if (look.matches.isDone) {
				stop();
				resolve();
			}
		});
	});
}
