import {fault, isFault, type CronFault} from './fault.js';
import {fields} from './field.js';
import {parseValue, parseValues} from './parse-values.js';
import type {MonthDays, Weekdays} from './schedule.js';

const {3: dayField, 5: weekdayField} = fields;

/** The field of the days of a month: values, `L`, `LW`, `15W`, or `?` alone. */
export function parseMonthDays(text: string): MonthDays | CronFault {
	const days = {
		isOpen: isOpen(text), values: [] as number[], isLast: false, isLastWorkday: false, nearest: [] as number[],
	};
	for (const element of days.isOpen ? [] : text.split(',')) {
		const nearest = /^(?<day>\w+)W$/u.exec(element)?.groups?.['day'];
		if (element === 'L') {
			days.isLast = true;
		} else if (element === 'LW') {
			days.isLastWorkday = true;
		} else {
			const found = nearest === undefined ? parsePlain(element, dayField) : parseValue(nearest, dayField);
			if (isFault(found)) {
				return found;
			}

			(nearest === undefined ? days.values : days.nearest).push(...[found].flat());
		}
	}

	return {...days, values: sorted(days.values), nearest: sorted(days.nearest)};
}

/** The field of the weekdays: values, `5L`, `FRI#2`, a bare `L` for Saturday, or `?` alone. */
export function parseWeekdays(text: string): Weekdays | CronFault {
	const weekdays = {
		isOpen: isOpen(text), values: [] as number[], last: [] as number[], nth: [] as Array<{weekday: number; nth: number}>,
	};
	for (const element of weekdays.isOpen ? [] : text.split(',')) {
		const {last, weekday, nth} = /^(?:(?<last>\w+)L|(?<weekday>\w+)#(?<nth>\w+))$/u.exec(element)?.groups ?? {};
		const named = last ?? weekday;
		const found = element === 'L' ? [6] : (named === undefined ? parsePlain(element, weekdayField) : parseValue(named, weekdayField));
		if (isFault(found)) {
			return found;
		}

		if (nth !== undefined && !/^[1-5]$/u.test(nth)) {
			return fault('weekday', 'occurrence', element);
		}

		const days = [found].flat().map(day => day % 7);
		if (nth === undefined) {
			(last === undefined ? weekdays.values : weekdays.last).push(...days);
		} else {
			weekdays.nth.push(...days.map(day => ({weekday: day, nth: Number(nth)})));
		}
	}

	return {...weekdays, values: sorted(weekdays.values), last: sorted(weekdays.last)};
}

export function sorted(values: number[]): number[] {
	// Nearly all are: a set for each field would take as long as all the rest.
	const isSorted = values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
	return isSorted ? values : [...new Set(values)].sort((a, b) => a - b);
}

function isOpen(text: string): boolean {
	return text === '*' || text === '?';
}

function parsePlain(element: string, field: typeof dayField): number[] | CronFault {
	if (element.includes('?')) {
		return fault(field.name, 'question-mark-alone', element);
	}

	if (/^(?:\d*|[A-Z]{3})C$/u.test(element)) {
		return fault(field.name, 'calendar', element);
	}

	return /^(?:L-\d+|LW?|W|\w+W|\w+#\w+)$/u.test(element) && !field.names.includes(element)
		? fault(field.name, 'not-in-this-field', element)
		: parseValues(element, field);
}
