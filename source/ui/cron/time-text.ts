import {clockTime} from '../clock-time.js';

/** A time as short as it can be told apart: of today by the clock, else with its day. In the zone of this machine. */
export function timeText(ms: number, now: number): string {
	const [date, today] = [new Date(ms), new Date(now)];
	return date.toDateString() === today.toDateString() ? clockTime(ms) : `${dayText(date)} ${clockTime(ms).slice(0, 5)}`;
}

function dayText(date: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
