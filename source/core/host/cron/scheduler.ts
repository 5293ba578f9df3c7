import {nextRuns, type Schedule} from '../../cron/index.js';
import type {Clock} from './clock.js';

/** Runs that are due: the one to start, if it is not too late for it, and those that were missed before it. */
export type Due = {
	name: string;
	/** When the run to start should have begun, ms; undefined where it is too late for all of them. */
	at: number | undefined;
	missed: {count: number; isAtLeast: boolean; first: number; last: number} | undefined;
};

export type Planned = {
	schedule: Schedule;
	zone: string | undefined;
	/** Runs at or before this instant are over. */
	after: number;
	/** How much later than its schedule this host begins, ms. */
	delay: number;
};

type Entry = Planned & {next: number | undefined};

/** A run that is later than this is missed: what should have happened at night is no surprise at noon. */
const lateMs = 30_000;

/** The clock is looked at that often, because it may be set, and a machine may have slept. */
const lookMs = 15_000;

/** Setting the clock back by less means that times of the day come again, which does not run them again. */
const smallStepMs = 3 * 3_600_000;

const maxMissed = 10_000;

/** One timer for all tasks. It says what is due and never waits for what comes of it. */
export class Scheduler {
	readonly #clock: Clock;
	readonly #onDue: (due: Due) => void;
	readonly #entries = new Map<string, Entry>();
	#callOff: (() => void) | undefined;
	#lookedAt: number;

	constructor(clock: Clock, onDue: (due: Due) => void) {
		this.#clock = clock;
		this.#onDue = onDue;
		this.#lookedAt = clock.now();
	}

	set(name: string, planned: Planned): void {
		const now = this.#clock.now();
		const entry = {...planned, after: planned.after - now > smallStepMs ? now : planned.after};
		this.#entries.set(name, {...entry, next: next(entry)});
		this.#arm();
	}

	delete(name: string): void {
		this.#entries.delete(name);
		this.#arm();
	}

	/** When a task runs next, with its delay; undefined when it does not. */
	nextOf(name: string): number | undefined {
		const entry = this.#entries.get(name);
		return entry && dueAt(entry);
	}

	close(): void {
		this.#entries.clear();
		this.#callOff?.();
		this.#callOff = undefined;
	}

	#arm(): void {
		this.#callOff?.();
		this.#callOff = undefined;
		const times = [...this.#entries.values()].map(entry => dueAt(entry)).filter(time => time !== undefined);
		if (times.length > 0) {
			const wait = Math.min(...times) - this.#clock.now();
			this.#callOff = this.#clock.after(Math.max(0, Math.min(wait, lookMs)), () => {
				this.#look();
			});
		}
	}

	#look(): void {
		const now = this.#clock.now();
		if (now < this.#lookedAt - 1000) {
			this.#goBack(now);
		}

		this.#lookedAt = now;
		const dues: Due[] = [];
		for (const [name, entry] of this.#entries) {
			const due = dueOf(entry, now);
			if (due) {
				dues.push({name, ...due});
			}
		}

		this.#arm();
		for (const due of dues) {
			this.#onDue(due);
		}
	}

	/** The same rule as for the hour that comes twice: rhythms keep to the time that passes, times of the day happen once. */
	#goBack(now: number): void {
		for (const entry of this.#entries.values()) {
			if (entry.schedule.hours.length === 24 || entry.after - now > smallStepMs) {
				entry.after = Math.min(entry.after, now);
				entry.next = next(entry);
			}
		}
	}
}

/** Moves an entry past all that is due. */
function dueOf(entry: Entry, now: number): Omit<Due, 'name'> | undefined {
	const over: number[] = [];
	const latest = now - entry.delay;
	while (entry.next !== undefined && entry.next <= latest && over.length < maxMissed) {
		over.push(entry.next);
		entry.after = entry.next;
		entry.next = next(entry);
	}

	const isAtLeast = entry.next !== undefined && entry.next <= latest;
	if (isAtLeast) {
		entry.after = latest;
		entry.next = next(entry);
	}

	const last = over.at(-1);
	if (last === undefined) {
		return undefined;
	}

	const isInTime = !isAtLeast && latest - last <= lateMs;
	const missed = isInTime ? over.slice(0, -1) : over;
	const [first] = missed;
	return {
		at: isInTime ? last : undefined,
		missed: first === undefined
			? undefined
			: {
				count: missed.length, isAtLeast, first, last: missed.at(-1) ?? first,
			},
	};
}

function next({schedule, zone, after}: Planned): number | undefined {
	return nextRuns(schedule, {from: after, zone, count: 1})[0];
}

function dueAt({next: time, delay}: Entry): number | undefined {
	return time === undefined ? undefined : time + delay;
}
