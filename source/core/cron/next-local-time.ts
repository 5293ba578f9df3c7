import {dayMask} from './day-mask.js';
import type {Schedule} from './schedule.js';

const dayMs = 86_400_000;

/** 29 February falls on the same weekday again after 40 years at most, and nothing is rarer than that. */
const maxMonths = 41 * 12;

/** A schedule is not followed beyond this year. */
const lastYear = 9999;

/**
The first time of the calendar at or after `local` that fits, without a zone: both are milliseconds since 1970 as if the
clock on the wall were that of UTC. Undefined when none comes within the 41 years after which none ever can.
*/
export function nextLocalTime(schedule: Schedule, local: number): number | undefined {
	const start = Math.floor(local / dayMs);
	const today = timeOfDay(schedule, Math.ceil((local - (start * dayMs)) / 1000));
	const day = nextDay(schedule, today === undefined ? start + 1 : start);
	if (day === undefined) {
		return undefined;
	}

	const seconds = day === start && today !== undefined ? today : timeOfDay(schedule, 0);
	return seconds === undefined ? undefined : (day * dayMs) + (seconds * 1000);
}

/** The first second of the day, at or after `from`, that fits. */
function timeOfDay({hours, minutes, seconds}: Schedule, from: number): number | undefined {
	for (const hour of hours) {
		if ((hour * 3600) + 3599 < from) {
			continue;
		}

		for (const minute of minutes) {
			const start = (hour * 3600) + (minute * 60);
			const second = start + 59 < from ? undefined : seconds.find(value => start + value >= from);
			if (second !== undefined) {
				return start + second;
			}
		}
	}

	return undefined;
}

/** Days count from 1970. */
function nextDay(schedule: Schedule, from: number): number | undefined {
	const date = new Date(from * dayMs);
	let year = date.getUTCFullYear();
	let month = date.getUTCMonth() + 1;
	let earliest = date.getUTCDate();
	for (let count = 0; count < maxMonths && year <= lastYear; count++) {
		const rest = dayMask(schedule, year, month) & (-1 << earliest);
		if (rest !== 0) {
			// The lowest bit that is set.
			return (Date.UTC(year, month - 1, 31 - Math.clz32(rest & -rest))) / dayMs;
		}

		year += month === 12 ? 1 : 0;
		month = (month % 12) + 1;
		earliest = 1;
	}

	return undefined;
}
