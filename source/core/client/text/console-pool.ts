import {createSlots} from '../slots.js';
import type {TextConsole} from './text-console.js';

/** A console for one command; `give` must be called when it has ended. */
export type LentConsole = {console: TextConsole; give: () => void};

export type ConsolePool = {
	/** Waits for a place, and opens a console where none is idle; rejects as opening does, or with the signal's reason. */
	take(use: 'stream' | 'one-shot', signal: AbortSignal): Promise<LentConsole>;
	readonly open: number;
	close(): void;
};

export type ConsolePoolOptions = {
	open: (signal: AbortSignal) => Promise<TextConsole>;
	/** Consoles at a time. */
	size?: number | undefined;
	/** Of them for streams: five watches at once never failed on Arthas 4.1.5, of twenty one to three hung for good. */
	streams?: number | undefined;
	idleMs?: number | undefined;
	/** Commands until a console is replaced. */
	commands?: number | undefined;
};

/** The hidden consoles of one agent, used again while nothing is wrong with them. */
export function createConsolePool({open, size = 3, streams = 2, idleMs = 600_000, commands = 200}: ConsolePoolOptions): ConsolePool {
	const places = createSlots(size);
	const streamPlaces = createSlots(streams);
	const all = new Set<TextConsole>();
	const idle = new Map<TextConsole, NodeJS.Timeout>();
	const forgetClosed = async (console: TextConsole) => {
		await console.closed;
		clearTimeout(idle.get(console));
		idle.delete(console);
		all.delete(console);
	};

	const takeIdle = (): TextConsole | undefined => {
		for (const [console, timer] of idle) {
			clearTimeout(timer);
			idle.delete(console);
			if (console.isUsable) {
				return console;
			}
		}

		return undefined;
	};

	const openOne = async (signal: AbortSignal) => {
		const console = await open(signal);
		all.add(console);
		void forgetClosed(console);
		return console;
	};

	const rest = (console: TextConsole) => {
		if (console.isUsable && console.used < commands) {
			idle.set(console, setTimeout(console.close, idleMs).unref());
		} else {
			console.close();
		}
	};

	return {
		get open() {
			return all.size;
		},
		async take(use, signal) {
			const releases = use === 'stream' ? [await streamPlaces.take(signal)] : [];
			try {
				releases.push(await places.take(signal));
				const console = takeIdle() ?? await openOne(signal);
				return {
					console,
					give() {
						rest(console);
						release(releases);
					},
				};
			} catch (error) {
				release(releases);
				throw error;
			}
		},
		close() {
			for (const console of all) {
				console.close();
			}
		},
	};
}

function release(places: ReadonlyArray<() => void>): void {
	for (const give of places) {
		give();
	}
}
