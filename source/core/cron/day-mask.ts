import type {Schedule} from './schedule.js';

/** The days of a month on which a schedule runs: bit 1 is the 1st. The month counts from 1. */
export function dayMask({days, weekdays, months}: Schedule, year: number, month: number): number {
	if (!months.includes(month)) {
		return 0;
	}

	const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
	// The weekday of the 1st; 0 is Sunday.
	const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
	// Bit 31 makes a number negative, which does not matter to who tests bits.
	const all = length === 31 ? -2 : (1 << (length + 1)) - 2;
	if (days.isOpen && weekdays.isOpen) {
		return all;
	}

	return ((days.isOpen ? 0 : monthDayMask(days, length, first)) | (weekdays.isOpen ? 0 : weekdayMask(weekdays, length, first))) & all;
}

function monthDayMask({values, isLast, isLastWorkday, nearest}: Schedule['days'], length: number, first: number): number {
	let mask = isLast ? 1 << length : 0;
	for (const day of values) {
		mask |= 1 << day;
	}

	for (const day of isLastWorkday ? [...nearest, length] : nearest) {
		// A month without this day has none that is nearest to it.
		mask |= day > length ? 0 : 1 << nearestWorkday(day, length, first);
	}

	return mask;
}

/** Saturdays move to Friday and Sundays to Monday, but never into another month. */
function nearestWorkday(day: number, length: number, first: number): number {
	const weekday = (first + day - 1) % 7;
	if (weekday === 6) {
		return day === 1 ? 3 : day - 1;
	}

	if (weekday === 0) {
		return day === length ? day - 2 : day + 1;
	}

	return day;
}

function weekdayMask({values, last, nth}: Schedule['weekdays'], length: number, first: number): number {
	const firstOf = (weekday: number) => 1 + ((weekday - first + 7) % 7);
	let mask = 0;
	for (const weekday of values) {
		for (let day = firstOf(weekday); day <= length; day += 7) {
			mask |= 1 << day;
		}
	}

	for (const weekday of last) {
		const day = firstOf(weekday);
		mask |= 1 << (day + (Math.floor((length - day) / 7) * 7));
	}

	for (const {weekday, nth: count} of nth) {
		const day = firstOf(weekday) + ((count - 1) * 7);
		mask |= day <= length ? 1 << day : 0;
	}

	return mask;
}
