/** Why the screen should be painted: because a person did something, or because something came by itself. */
export type Urgency = 'key' | 'stream';

/** What may keep a paint back, such as a link that is still busy with the one before. */
export type Gate = {
	isOpen(urgency: Urgency): boolean;
	/** Calls `listener` whenever it may have opened; returns the function that stops it. */
	subscribe(listener: () => void): () => void;
};

export type Clock = {
	/** Something changed. Nothing happens before the next turn of the event loop, so that all that changes now is one paint. */
	schedule(urgency?: Urgency): void;
	close(): void;
};

export type ClockOptions = {
	/** Paints what changed; gives whether all of it was painted. */
	paint: (urgency: Urgency) => boolean;
	gate?: Gate | undefined;
};

/** After a key the screen is painted at once, but for keys alone not more often than this, in ms: hands repeat keys 30 times a second. */
const leastKeyPause = 4;

/** How often a stream may be painted, in ms. */
const period = 1000 / 30;

/**
The one clock of the screen. The first change is painted at once, further ones once a frame; where nothing changes
nothing is scheduled. It is armed again after each paint, and never paints more than half of the time: a timer that is
shorter than the paint would leave no time for input.
*/
export function createClock(options: ClockOptions): Clock {
	return new OwnClock(options);
}

class OwnClock implements Clock {
	readonly #options: ClockOptions;
	readonly #gate: Gate;
	readonly #unsubscribe: () => void;
	/** When the next paint may be, on the clock of `performance`. */
	readonly #due = {key: 0, stream: 0};
	#wanted: Urgency | undefined;
	#alarm: {at: number; cancel: () => void} | undefined;
	#isClosed = false;

	constructor(options: ClockOptions) {
		this.#options = options;
		this.#gate = options.gate ?? alwaysOpen;
		this.#unsubscribe = this.#gate.subscribe(() => {
			this.#arm();
		});
	}

	schedule(urgency: Urgency = 'stream'): void {
		// A stream calls with each of 400,000 results a second.
		if (this.#alarm === undefined || (urgency === 'key' && this.#wanted !== 'key')) {
			this.#wanted = this.#wanted === 'key' ? 'key' : urgency;
			this.#arm();
		}
	}

	close(): void {
		this.#isClosed = true;
		this.#alarm?.cancel();
		this.#unsubscribe();
	}

	#arm(): void {
		if (this.#isClosed || this.#wanted === undefined || !this.#gate.isOpen(this.#wanted)) {
			return;
		}

		const at = this.#due[this.#wanted];
		if (this.#alarm === undefined || this.#alarm.at > at) {
			this.#alarm?.cancel();
			this.#alarm = {
				at, cancel: startTimer(() => {
					this.#fire();
				}, at - performance.now()),
			};
		}
	}

	#fire(): void {
		this.#alarm = undefined;
		const urgency = this.#wanted;
		// A gate that closed meanwhile calls when it opens.
		if (urgency === undefined || !this.#gate.isOpen(urgency)) {
			return;
		}

		this.#wanted = undefined;
		const began = performance.now();
		// A turn that was late makes its own frame late, not all that follow.
		const planned = began - this.#due.stream < period / 2 ? Math.min(began, this.#due.stream) : began;
		const isComplete = this.#options.paint(urgency);
		const ended = performance.now();
		const took = ended - began;
		this.#due.key = urgency === 'key' ? ended + Math.max(leastKeyPause, took) : ended;
		this.#due.stream = Math.max(planned + period, ended + took);
		this.#wanted ??= isComplete ? undefined : 'stream';
		this.#arm();
	}
}

const alwaysOpen: Gate = {isOpen: () => true, subscribe: () => () => undefined};

function startTimer(fire: () => void, delay: number): () => void {
	if (delay <= 0) {
		const immediate = setImmediate(fire);
		return () => {
			clearImmediate(immediate);
		};
	}

	const timer = setTimeout(fire, delay);
	return () => {
		clearTimeout(timer);
	};
}
