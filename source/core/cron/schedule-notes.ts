import {isFiveFields} from './parse-schedule.js';
import type {Schedule} from './schedule.js';
import {stepOf} from './step-of.js';
import {clock} from './words/clock.js';
import {fillIn, type CronLanguage, type CronText} from './words/language.js';

export type NoteName = 'five-fields' | 'either-day' | 'saturday' | 'last-hour' | 'uneven-step' | 'short-months';

export type ScheduleNote = {name: NoteName; values: Readonly<Record<string, string | number>>};

/** What a person may have meant otherwise: nothing of it is wrong. */
export function scheduleNotes(line: string, schedule: Schedule): ScheduleNote[] {
	return [
		...isFiveFields(line) ? [note('five-fields', {text: schedule.text})] : [],
		...schedule.days.isOpen || schedule.weekdays.isOpen ? [] : [note('either-day')],
		...(schedule.text.split(' ')[5] ?? '').split(',').includes('L') ? [note('saturday')] : [],
		...lastHour(schedule),
		...unevenStep(schedule.seconds, 'second'),
		...unevenStep(schedule.minutes, 'minute'),
		...shortMonths(schedule),
	];
}

export function noteWords({name, values}: ScheduleNote, language: CronLanguage = 'en'): string {
	return fillIn(texts[name], language, values);
}

const texts: Readonly<Record<NoteName, CronText>> = {
	'five-fields': {en: 'Five fields are a line of a crontab: it runs at second 0, as {text}', zh: '五个域是 crontab 的写法：在第 0 秒执行，即 {text}'},
	'either-day': {en: 'Day of month and day of week both say something: either is enough', zh: '日和星期都有限定：满足其一即执行'},
	saturday: {en: 'L alone as day of week is Saturday; the last Friday is FRIL', zh: '星期域单独的 L 表示星期六；最后一个星期五写作 FRIL'},
	'last-hour': {en: 'The last run is {last}, not {hour}: hours {first}-{end} include all of hour {end}', zh: '最后一次是 {last}，不是 {hour}：{first}-{end} 点包含整个 {end} 点'},
	'uneven-step': {en: '60 is no multiple of {step}: the pause between {unit} {last} and the next 0 is shorter', zh: '60 不是 {step} 的倍数：从 {last} 到下一个 0 的间隔较短'},
	'short-months': {en: 'Months without a day {day} have no run', zh: '没有 {day} 日的月份不执行'},
};

function note(name: NoteName, values: ScheduleNote['values'] = {}): ScheduleNote {
	return {name, values};
}

/** Many take `8-10` for a time that ends at 10:00. */
function lastHour({hours, minutes, seconds, text}: Schedule): ScheduleNote[] {
	const [first, end] = (/^(\d+)-(\d+)$/u.exec(text.split(' ')[2] ?? '') ?? []).slice(1).map(Number);
	const isWhole = first === undefined || end === undefined || hours.length === 24;
	return isWhole || minutes.length < 2 || minutes[0] !== 0
		? []
		: [note('last-hour', {
			first, end, hour: clock(end, 0), last: clock(end, minutes.at(-1) ?? 0, seconds.length > 1 ? seconds.at(-1) : 0),
		})];
}

function unevenStep(values: readonly number[], unit: 'second' | 'minute'): ScheduleNote[] {
	const step = stepOf(values, 60);
	return step?.from === 0 && step.by > 1 && values.length > 2 && 60 % step.by !== 0 ? [note('uneven-step', {step: step.by, unit, last: values.at(-1) ?? 0})] : [];
}

function shortMonths({days, weekdays, months}: Schedule): ScheduleNote[] {
	const day = Math.min(...days.values, ...days.nearest);
	const isShort = weekdays.isOpen && !days.isLast && !days.isLastWorkday && day > 28 && Number.isFinite(day);
	return isShort && months.some(month => new Date(Date.UTC(2027, month, 0)).getUTCDate() < day) ? [note('short-months', {day})] : [];
}
