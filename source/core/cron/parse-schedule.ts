import {fault, isFault, type CronFault} from './fault.js';
import {fields, type Field} from './field.js';
import {nextLocalTime} from './next-local-time.js';
import {parseMonthDays, parseWeekdays, sorted} from './parse-days.js';
import {parseValues} from './parse-values.js';
import type {Schedule} from './schedule.js';

/** Longer than any schedule that a person would write: 60 seconds in a list are 170 characters. */
const maxLength = 1000;

/**
Reads a schedule of six fields: second, minute, hour, day of month, month, day of week. Five fields are the schedule of
a crontab, which runs at second 0. What can be read and never comes, such as 30 February, is a fault as well.
*/
export function parseSchedule(line: string): Schedule | CronFault {
	const texts = splitFields(line);
	if (isFault(texts)) {
		return texts;
	}

	const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = texts;
	const found = {
		seconds: parseList(second, fields[0]),
		minutes: parseList(minute, fields[1]),
		hours: parseList(hour, fields[2]),
		days: parseMonthDays(day),
		months: parseList(month, fields[4]),
		weekdays: parseWeekdays(weekday),
	};
	const wrong = Object.values(found).find(part => isFault(part));
	if (wrong) {
		return wrong;
	}

	const schedule: Schedule = {text: texts.join(' '), ...found as Omit<Schedule, 'text'>};
	return isNever(schedule) ? fault('day', 'never', `${day} ${month} ${weekday}`) : schedule;
}

/** Every month has a first day and every weekday, so that only few lines need a look at the calendar. */
function isNever(schedule: Schedule): boolean {
	const {days, weekdays} = schedule;
	return !(days.isOpen && weekdays.isOpen) && weekdays.values.length === 0 && nextLocalTime(schedule, 0) === undefined;
}

/** Whether a line of this many fields is one of a crontab. */
export function isFiveFields(line: string): boolean {
	return words(line).length === 5;
}

function splitFields(line: string): string[] | CronFault {
	if (line.length > maxLength) {
		return fault(null, 'too-long', line, {count: line.length, max: maxLength});
	}

	const texts = words(line).map(text => text.toUpperCase());
	if (texts.length === 0) {
		return fault(null, 'empty', '');
	}

	if (texts[0]?.startsWith('@')) {
		return fault(null, 'nickname', texts[0].toLowerCase());
	}

	if (texts.length === 5 || texts.length === 6) {
		return texts.length === 5 ? ['0', ...texts] : texts;
	}

	return fault(null, texts.length < 5 ? 'too-few-fields' : 'too-many-fields', line, {count: texts.length});
}

/** Only blanks and tabs part fields: a line break would be a second line. */
function words(line: string): string[] {
	return line.split(/[ \t]+/u).filter(text => text !== '');
}

function parseList(text: string, field: Field): number[] | CronFault {
	const values: number[] = [];
	for (const element of text.split(',')) {
		const found = refuseSpecial(element, field) ?? parseValues(element, field);
		if (isFault(found)) {
			return found;
		}

		values.push(...found);
	}

	return sorted(values);
}

/** What only the days know. */
function refuseSpecial(element: string, {name, names}: Field): CronFault | undefined {
	if (element.includes('?')) {
		return fault(name, 'question-mark', element);
	}

	return /^(?:\d*L(?:-\d+)?|LW|\d*W|\d*C|\w+#\w+)$/u.test(element) && !names.includes(element) ? fault(name, 'not-in-this-field', element) : undefined;
}
