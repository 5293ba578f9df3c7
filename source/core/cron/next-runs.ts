import {nextLocalTime} from './next-local-time.js';
import type {Schedule} from './schedule.js';
import {zoneOf, type Zone} from './zone.js';

const dayMs = 86_400_000;

export type RunsOptions = {
	/** Runs come after this instant, ms since 1970. */
	from: number;
	/** An IANA name; that of this process unless given. */
	zone?: string | undefined;
};

/**
The next runs of a schedule as instants, ms since 1970; fewer than `count` where the calendar ends first.

@throws ArthasError ERR_USAGE for an unknown zone.
*/
export function nextRuns(schedule: Schedule, {count, ...options}: RunsOptions & {count: number}): number[] {
	const found: number[] = [];
	if (count > 0) {
		for (const run of runsAfter(schedule, options)) {
			found.push(run);
			if (found.length >= count) {
				break;
			}
		}
	}

	return found;
}

/**
All runs of a schedule, one after the other. Where clocks change:

- A schedule that leaves the hour open (all 24 of them) is a rhythm and keeps to the clock that passes. The hour that is
  left out has no runs, the hour that comes twice has them twice.
- Any other names times of the day, and each happens once on its day: one that is left out at the first instant after
  the gap, one that comes twice at its first coming. Runs that meet in one instant are one run.
*/
export function * runsAfter(schedule: Schedule, {from, zone}: RunsOptions): Generator<number, void> {
	const place = zoneOf(zone);
	const next = schedule.hours.length === 24 ? nextOfRhythm : nextOfDay;
	for (let run = next(schedule, place, from); run !== undefined; run = next(schedule, place, run)) {
		yield run;
	}
}

function nextOfRhythm(schedule: Schedule, zone: Zone, after: number): number | undefined {
	let from = secondAfter(after);
	for (;;) {
		const {end, offset} = zone.spanAt(from);
		const local = nextLocalTime(schedule, from + offset);
		if (local === undefined || local - offset < end) {
			return local === undefined ? undefined : local - offset;
		}

		from = end;
	}
}

function nextOfDay(schedule: Schedule, zone: Zone, after: number): number | undefined {
	const from = secondAfter(after);
	let local = nextLocalTime(schedule, from + zone.spanAt(from).offset);
	while (local !== undefined) {
		const run = firstInstant(zone, local);
		if (run !== undefined && run > after) {
			return run;
		}

		local = nextLocalTime(schedule, local + 1000);
	}

	return undefined;
}

function secondAfter(instant: number): number {
	return (Math.floor(instant / 1000) + 1) * 1000;
}

/** When the clock shows this time first, or when a gap that swallows it ends; undefined when its whole day is left out. */
function firstInstant(zone: Zone, local: number): number | undefined {
	// No clock is ahead of UTC by more than 14 hours.
	let span = zone.spanAt(local - (15 * 3_600_000));
	while (local - span.offset >= span.end) {
		span = zone.spanAt(span.end);
	}

	const instant = local - span.offset;
	if (instant >= span.start) {
		return instant;
	}

	return Math.floor((span.start + span.offset) / dayMs) === Math.floor(local / dayMs) ? span.start : undefined;
}
