import type {Schedule} from './schedule.js';
import {stepOf} from './step-of.js';

/**
The one way to write a schedule: equal schedules have equal normal forms, and every cron that knows six fields, lists,
ranges and steps can read it (no `?`, no names, no wrap-around; `L`, `W` and `#` stay where they are needed).
*/
export function normalForm({seconds, minutes, hours, days, months, weekdays}: Schedule): string {
	return [
		plain(seconds, 0, 60),
		plain(minutes, 0, 60),
		plain(hours, 0, 24),
		days.isOpen
			? '*'
			: [
				...days.values.length > 0 ? [runs(days.values)] : [],
				...days.nearest.map(day => `${day}W`),
				...days.isLast ? ['L'] : [],
				...days.isLastWorkday ? ['LW'] : [],
			].join(','),
		plain(months, 1, 12),
		weekdays.isOpen
			? '*'
			: [
				...weekdays.values.length > 0 ? [runs(weekdays.values)] : [],
				...weekdays.last.map(day => `${day}L`),
				...weekdays.nth.map(({weekday, nth}) => `${weekday}#${nth}`).sort(),
			].join(','),
	].join(' ');
}

function plain(values: readonly number[], min: number, size: number): string {
	const step = stepOf(values.map(value => value - min), size);
	if (step?.from === 0) {
		return step.by === 1 ? '*' : `*/${step.by}`;
	}

	return runs(values);
}

function runs(values: readonly number[]): string {
	const found: Array<[number, number]> = [];
	for (const value of values) {
		const run = found.at(-1);
		if (run && value === run[1] + 1) {
			run[1] = value;
		} else {
			found.push([value, value]);
		}
	}

	return found.map(([first, last]) => first === last ? first : (first + 1 === last ? `${first},${last}` : `${first}-${last}`)).join(',');
}
