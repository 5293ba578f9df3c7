import type {Schedule} from '../schedule.js';
import {clock} from './clock.js';
import {runsOf} from './runs-of.js';
import {timeShape, type TimeShape} from './time-shape.js';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A schedule in English: “every 30 min, 08:00 to 10:30”, “11:00 on the 4th, and Mon to Wed”. */
export function english(schedule: Schedule): string {
	const shape = timeShape(schedule);
	const date = dateWords(schedule);
	if (date === '') {
		return shape.kind === 'times' && shape.times.length === 1 ? `every day at ${timeWords(shape)}` : `${isTimes(shape) ? 'at ' : ''}${timeWords(shape)}`;
	}

	return `${timeWords(shape)}${/^(?:on|in) /u.test(date) ? ' ' : ', '}${date}`;
}

function isTimes({kind}: TimeShape): boolean {
	return kind === 'times' || kind === 'hours';
}

function timeWords(shape: TimeShape): string {
	switch (shape.kind) {
		case 'rhythm': {
			return rhythmWords(shape);
		}

		case 'window': {
			const {unit, by, first, last} = shape;
			const [start, end] = [clock(first.hour, first.minute, first.second), clock(last.hour, last.minute, last.second)];
			// Nobody writes the leading zero of an hour that stands for itself.
			return unit === 'hour' ? `hourly ${start.replace(/^0/u, '')} to ${end.replace(/^0/u, '')}` : `${every(by, unit === 'minute' && by > 1 ? 'min' : unit)}, ${start} to ${end}`;
		}

		case 'times': {
			return list(shape.times.map(({hour, minute, second}) => clock(hour, minute, second)));
		}

		case 'hours': {
			return `${list(shape.hours.map(String))} o'clock`;
		}

		case 'minutes': {
			return `every hour at ${list(shape.minutes.map(minute => `:${String(minute).padStart(2, '0')}`))}`;
		}

		case 'parts': {
			return [part('second', shape.seconds), part('minute', shape.minutes), part('hour', shape.hours)].join(' of ');
		}
	}
}

function rhythmWords({unit, by, from, minute, second}: Extract<TimeShape, {kind: 'rhythm'}>): string {
	const past = unit === 'hour' ? `:${clock(minute, second).slice(0, 5)}` : (unit === 'minute' ? ` second ${second}` : '');
	const at = unit === 'hour' ? ` at :${String(minute).padStart(2, '0')}${second === 0 ? '' : past.slice(3)}` : ` at${past}`;
	const isEven = second === 0 && (unit !== 'hour' || minute === 0);
	const start = from === 0 ? '' : ` from ${unit === 'hour' ? clock(from, minute, second) : `${unit} ${from}`}`;
	if (unit === 'hour' && isEven) {
		return by === 1 ? 'every hour, on the hour' : `${every(by, unit)}${start}`;
	}

	return `${every(by, unit)}${start}${isEven || unit === 'second' || (unit === 'hour' && from > 0) ? '' : at}`;
}

function every(by: number, unit: string): string {
	return by === 1 ? `every ${unit}` : `every ${by} ${unit}${unit === 'min' ? '' : 's'}`;
}

function part(unit: string, runs: Array<[number, number]>): string {
	const [run, ...others] = runs;
	if (!run) {
		return `every ${unit}`;
	}

	return `${unit}${others.length > 0 || run[0] !== run[1] ? 's' : ''} ${list(runs.map(([first, last]) => first === last ? String(first) : `${first} to ${last}`))}`;
}

function dateWords({days, weekdays: week, months: ofYear}: Schedule): string {
	const inMonths = ofYear.length === 12 ? '' : list(runsOf(ofYear.map(month => month - 1), 12).map(([first, last]) => first === last ? months[first] ?? '' : `${months[first]} to ${months[last]}`));
	const weekWords = week.isOpen ? '' : weekdayWords(week);
	if (days.isOpen) {
		return [weekWords, inMonths === '' ? '' : `in ${inMonths}`].filter(Boolean).join(' ');
	}

	const isPlain = !days.isLast && !days.isLastWorkday && days.nearest.length === 0;
	if (isPlain && ofYear.length === 1 && week.isOpen && days.values.length === 1) {
		return `on ${days.values[0]} ${inMonths}`;
	}

	const of = inMonths === '' ? (week.isOpen ? ' of the month' : '') : ` of ${inMonths}`;
	return `on ${dayWords(days)}${of}${weekWords === '' ? '' : `, and ${weekWords}`}`;
}

function dayWords({values, isLast, isLastWorkday, nearest}: Schedule['days']): string {
	const runs = runsOf(values, 64).map(([first, last]) => first === last ? ordinal(first) : `${ordinal(first)} to ${ordinal(last)}`);
	return [
		...runs.length > 0 ? [`the ${list(runs)}`] : [],
		...nearest.map(day => `the weekday nearest the ${ordinal(day)}`),
		...isLast ? ['the last day'] : [],
		...isLastWorkday ? ['the last weekday'] : [],
	].join(' and ');
}

function weekdayWords({values, last, nth}: Schedule['weekdays']): string {
	return list([
		...runsOf(values, 7).map(([from, to]) => from === to ? weekdays[from] ?? '' : `${weekdays[from]} to ${weekdays[to]}`),
		...last.map(day => `the last ${weekdays[day]} of the month`),
		...nth.map(({weekday, nth: count}) => `the ${ordinal(count)} ${weekdays[weekday]} of the month`),
	]);
}

function ordinal(value: number): string {
	const ending = value > 10 && value < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
	return `${value}${ending}`;
}

function list(items: readonly string[]): string {
	return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
