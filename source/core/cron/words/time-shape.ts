import type {Schedule} from '../schedule.js';
import {stepOf} from '../step-of.js';
import {runsOf, wholeRun} from './runs-of.js';

type Time = {hour: number; minute: number; second: number};

/** The times of a day, in the form in which people would say them. */
export type TimeShape =
	/** In equal steps all day long. The first run of a round is at `from` of the unit, with the smaller units as given. */
	| {kind: 'rhythm'; unit: 'second' | 'minute' | 'hour'; by: number; from: number; minute: number; second: number}
	/** Equal steps between two times of the day. */
	| {kind: 'window'; unit: 'second' | 'minute' | 'hour'; by: number; first: Time; last: Time}
	| {kind: 'times'; times: Time[]}
	/** On the hour, evening before morning where the day turns within. */
	| {kind: 'hours'; hours: number[]}
	/** Some minutes of every hour. */
	| {kind: 'minutes'; minutes: readonly number[]}
	/** Whatever has no shorter form: runs of neighbours, none where it is all of them. */
	| {kind: 'parts'; seconds: Runs; minutes: Runs; hours: Runs};

type Runs = Array<[first: number, last: number]>;

const maxTimes = 6;

export function timeShape(schedule: Schedule): TimeShape {
	const {hours, minutes, seconds} = schedule;
	const [second = 0] = seconds;
	const isOnce = seconds.length === 1;
	return (hours.length === 24 ? rhythm(schedule) : (isOnce && minutes.length === 1 ? onceAnHour(hours, minutes[0] ?? 0, second) : window(schedule)))
		?? few(schedule)
		?? {
			kind: 'parts', seconds: parts(seconds, 60), minutes: parts(minutes, 60), hours: parts(hours, 24),
		};
}

function rhythm({minutes, seconds}: Schedule): TimeShape | undefined {
	const [[minute = 0], [second = 0]] = [minutes, seconds];
	if (minutes.length === 60) {
		const step = seconds.length === 1 ? undefined : stepOf(seconds, 60);
		return step
			? {
				kind: 'rhythm', unit: 'second', ...step, minute, second,
			}
			: (seconds.length > 1
				? undefined
				: {
					kind: 'rhythm', unit: 'minute', by: 1, from: 0, minute, second,
				});
	}

	if (seconds.length > 1) {
		return undefined;
	}

	const step = minutes.length === 1 ? {by: 1, from: 0} : stepOf(minutes, 60);
	return step
		? {
			kind: 'rhythm', unit: minutes.length === 1 ? 'hour' : 'minute', ...step, minute, second,
		}
		: (second === 0 ? {kind: 'minutes', minutes} : undefined);
}

function onceAnHour(hours: readonly number[], minute: number, second: number): TimeShape | undefined {
	const step = hours.length > 3 ? stepOf(hours, 24) : undefined;
	if (step && step.by > 1 && 24 % step.by === 0) {
		return {
			kind: 'rhythm', unit: 'hour', ...step, minute, second,
		};
	}

	const run = hours.length > 2 ? wholeRun(hours, 24) : undefined;
	if (run) {
		const [first, last] = run;
		return {
			kind: 'window', unit: 'hour', by: 1, first: {hour: first, minute, second}, last: {hour: last, minute, second},
		};
	}

	const ordered = runsOf(hours, 24).flatMap(([first, last]) => Array.from({length: ((last - first + 24) % 24) + 1}, (_, index) => (first + index) % 24));
	return minute === 0 && second === 0 && hours.length > 1 ? {kind: 'hours', hours: ordered} : undefined;
}

function window({hours, minutes, seconds}: Schedule): TimeShape | undefined {
	const run = wholeRun(hours, 24);
	const isOnce = seconds.length === 1;
	const step = isOnce ? stepOf(minutes, 60) : stepOf(seconds, 60);
	if (!run || step?.from !== 0 || !(isOnce || minutes.length === 60)) {
		return undefined;
	}

	return {
		kind: 'window',
		unit: isOnce ? 'minute' : 'second',
		by: step.by,
		first: {hour: run[0], minute: 0, second: seconds[0] ?? 0},
		last: {hour: run[1], minute: minutes.at(-1) ?? 0, second: seconds.at(-1) ?? 0},
	};
}

function few({hours, minutes, seconds}: Schedule): TimeShape | undefined {
	return hours.length * minutes.length * seconds.length > maxTimes
		? undefined
		: {kind: 'times', times: hours.flatMap(hour => minutes.flatMap(minute => seconds.map(second => ({hour, minute, second}))))};
}

function parts(values: readonly number[], size: number): Runs {
	return values.length === size ? [] : runsOf(values, size);
}
