/**
Runs by brute force, with nothing of the program: every minute of a stretch of time is asked for its time on the wall,
which comes from Intl, and compared with the fields as they are written. Slow and simple on purpose.
*/
export type Wall = {
	start: number;
	/** For every minute since `start`: the minutes of its wall clock since 1970, as if that were UTC. */
	local: Int32Array;
};

const minuteMs = 60_000;

/** The wall clock of a zone. No zone changes within a quarter of an hour. */
export function wallOf(zone: string, start: number, minutes: number): Wall {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
	});
	const offsetAt = (instant: number) => {
		const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = format.format(instant).split(/\D+/u).map(Number);
		return (Date.UTC(year, month - 1, day, hour, minute) - instant) / minuteMs;
	};

	const local = new Int32Array(minutes);
	// A day whose two ends are alike is taken as one: no clock goes there and back within a day.
	for (let from = 0; from < minutes; from += 1440) {
		const to = Math.min(from + 1440, minutes);
		const first = offsetAt(start + (from * minuteMs));
		const isEven = offsetAt(start + (to * minuteMs)) === first;
		for (let index = from; index < to; index += 15) {
			const offset = isEven ? first : offsetAt(start + (index * minuteMs));
			for (let minute = index; minute < Math.min(index + 15, to); minute++) {
				local[minute] = (start / minuteMs) + minute + offset;
			}
		}
	}

	return {start, local};
}

/** The runs from minute `from` of the wall up to minute `to`. */
export function bruteRuns(line: string, {start, local}: Wall, from = 0, to = local.length): number[] {
	const [second, minute, hour, day, month, weekday] = line.split(' ') as [string, string, string, string, string, string];
	const seconds = valuesOf(second, 0, 59);
	const ofDay = new Uint8Array(1440);
	for (const value of valuesOf(hour, 0, 23)) {
		for (const part of valuesOf(minute, 0, 59)) {
			ofDay[(value * 60) + part] = 1;
		}
	}

	const isRhythm = valuesOf(hour, 0, 23).length === 24;
	const days = new Map<number, boolean>();
	const fits = (wall: number) => {
		if (ofDay[wall % 1440] === 0) {
			return false;
		}

		const date = Math.floor(wall / 1440);
		const known = days.get(date) ?? fitsDay(new Date(date * 86_400_000), {day, month, weekday});
		days.set(date, known);
		return known;
	};

	const runs: number[] = [];
	let latest = local[from]! - 1;
	const busyHours = new Set(valuesOf(hour, 0, 23));
	for (let index = from; index < to; index++) {
		const wall = local[index]!;
		// An hour that is nowhere in the line is taken as a whole, where the clock goes evenly through it.
		if (wall === latest + 1 && wall % 60 === 0 && index + 59 < to && local[index + 59] === wall + 59 && !busyHours.has((wall % 1440) / 60)) {
			index += 59;
			latest += 60;
			continue;
		}

		const instant = start + (index * minuteMs);
		if (isRhythm ? fits(wall) : wall > latest && fits(wall)) {
			runs.push(...seconds.map(value => instant + (value * 1000)));
		} else if (!isRhythm && wall > latest + 1) {
			// The clock went forward: is one of the times between of this day?
			const today = Math.floor(wall / 1440) * 1440;
			const left = Array.from({length: wall - latest - 1}, (_, gap) => latest + 1 + gap).filter(time => time >= today);
			runs.push(...left.some(time => fits(time)) ? [instant] : []);
		}

		if (!isRhythm && wall > latest + 1 && fits(wall) && !seconds.includes(0)) {
			throw new Error('not foreseen: a gap that ends in a minute whose second 0 is none');
		}

		latest = Math.max(latest, wall);
	}

	return runs;
}

function fitsDay(date: Date, {day, month, weekday}: {day: string; month: string; weekday: string}): boolean {
	if (!valuesOf(month, 1, 12).includes(date.getUTCMonth() + 1)) {
		return false;
	}

	const [today, ofWeek] = [date.getUTCDate(), date.getUTCDay()];
	const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	const workdayNearest = (wanted: number) => {
		const distance = (other: number) => Math.abs(other - wanted);
		const workdays = Array.from({length}, (_, index) => index + 1).filter(other => {
			const weekdayOf = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), other)).getUTCDay();
			return weekdayOf > 0 && weekdayOf < 6;
		});
		return wanted > length ? 0 : workdays.sort((a, b) => distance(a) - distance(b))[0];
	};

	const byDate = day.split(',').some(part => {
		if (part.endsWith('W')) {
			return today === workdayNearest(part === 'LW' ? length : Number.parseInt(part, 10));
		}

		return part === 'L' ? today === length : valuesOf(part, 1, 31).includes(today);
	});
	const byWeek = weekday.split(',').some(part => {
		const [name, nth] = part.split('#');
		if (nth !== undefined) {
			return ofWeek === Number(name) % 7 && Math.ceil(today / 7) === Number(nth);
		}

		return part.endsWith('L') ? ofWeek === Number.parseInt(part, 10) % 7 && today + 7 > length : valuesOf(part, 0, /(?:^|-)7/u.test(part) ? 7 : 6).some(value => value % 7 === ofWeek);
	});
	const [anyDate, anyWeek] = [/^[*?]$/u.test(day), /^[*?]$/u.test(weekday)];
	return (anyDate && anyWeek) || (!anyDate && byDate) || (!anyWeek && byWeek);
}

/** Numbers only; a weekday of 7 stays 7. */
function valuesOf(text: string, min: number, max: number): number[] {
	const values = new Set<number>();
	for (const part of text.split(',')) {
		const [range = '', step] = part.split('/');
		const [first, last] = range.split('-').map(Number);
		const isOpen = range === '*' || range === '?';
		let value = isOpen ? min : first!;
		const end = last ?? (isOpen || step !== undefined ? max : value);
		for (let count = 0; ; count++) {
			if (count % Number(step ?? 1) === 0) {
				values.add(value);
			}

			if (value === end) {
				break;
			}

			value = value === max ? min : value + 1;
		}
	}

	return [...values].sort((a, b) => a - b);
}
