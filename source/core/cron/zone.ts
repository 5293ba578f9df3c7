import {ArthasError} from '../error.js';

/** A time without a change of the clock: instants from `start` to before `end`, ms, and what the clock is ahead of UTC, ms. */
export type ZoneSpan = {start: number; end: number; offset: number};

export type Zone = {
	name: string;
	/** The span of an instant. A span ends with a change of the clock, or where this table ends and the next one goes on. */
	spanAt(instant: number): ZoneSpan;
};

const tableMs = 365 * 86_400_000;

/** No zone has gone there and back within a week, so that no change is missed between two looks. */
const lookMs = 7 * 86_400_000;

const zones = new Map<string, Zone>();

/**
A time zone by its IANA name; without one, that of this process. What was learnt about a zone is kept.

@throws ArthasError ERR_USAGE for a name that is none.
*/
export function zoneOf(name: string = new Intl.DateTimeFormat().resolvedOptions().timeZone): Zone {
	const known = zones.get(name);
	if (known) {
		return known;
	}

	const offsetAt = offsetReader(name);
	const tables = new Map<number, ZoneSpan[]>();
	const zone: Zone = {
		name,
		spanAt(instant) {
			const index = Math.floor(instant / tableMs);
			const table = tables.get(index) ?? buildTable(offsetAt, index * tableMs);
			tables.set(index, table);
			return table.find(({end}) => instant < end)!;
		},
	};
	zones.set(name, zone);
	return zone;
}

/** The offset as the platform's own tables tell it: there is no other way to ask them. */
function offsetReader(timeZone: string): (instant: number) => number {
	const format = dateFormat(timeZone);
	return instant => {
		const [, sign = '+', hours = 0, minutes = 0, seconds = 0] = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/u.exec(format.format(instant)) ?? [];
		return (sign === '-' ? -1000 : 1000) * ((Number(hours) * 3600) + (Number(minutes) * 60) + Number(seconds));
	};
}

function dateFormat(timeZone: string): Intl.DateTimeFormat {
	try {
		return new Intl.DateTimeFormat('en-US', {timeZone, timeZoneName: 'longOffset'});
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `there is no time zone “${timeZone.slice(0, 60)}”`, {hint: 'name it as in Europe/Berlin, Asia/Shanghai or UTC', cause: error});
	}
}

function buildTable(offsetAt: (instant: number) => number, from: number): ZoneSpan[] {
	const spans: ZoneSpan[] = [];
	let span = {start: from, end: from + tableMs, offset: offsetAt(from)};
	for (let instant = from; instant < from + tableMs; instant += lookMs) {
		const next = Math.min(instant + lookMs, from + tableMs - 1000);
		const offset = offsetAt(next);
		if (offset !== span.offset) {
			const start = findChange(offsetAt, instant, next);
			spans.push({...span, end: start});
			span = {start, end: from + tableMs, offset};
		}
	}

	return [...spans, span];
}

/** The first second with the offset of `to`, which `from` has not. */
function findChange(offsetAt: (instant: number) => number, from: number, to: number): number {
	const offset = offsetAt(to);
	let [before, after] = [from, to];
	while (after - before > 1000) {
		const middle = Math.floor((before + after) / 2000) * 1000;
		if (offsetAt(middle) === offset) {
			after = middle;
		} else {
			before = middle;
		}
	}

	return after;
}
