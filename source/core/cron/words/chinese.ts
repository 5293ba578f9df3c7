import type {Schedule} from '../schedule.js';
import {clock} from './clock.js';
import {runsOf} from './runs-of.js';
import {timeShape, type TimeShape} from './time-shape.js';

const units = {second: '秒', minute: '分钟', hour: '小时'};
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** A schedule in Chinese, the date before the time: “每月 4 日及周一至周三 11:00”. */
export function chinese(schedule: Schedule): string {
	const shape = timeShape(schedule);
	const date = dateWords(schedule);
	const isTimes = shape.kind === 'times' || shape.kind === 'hours';
	return [date === '' && isTimes ? '每天' : date, timeWords(shape)].filter(Boolean).join(' ');
}

function timeWords(shape: TimeShape): string {
	switch (shape.kind) {
		case 'rhythm': {
			return rhythmWords(shape);
		}

		case 'window': {
			const {unit, by, first, last} = shape;
			return `${clock(first.hour, first.minute, first.second)} 到 ${clock(last.hour, last.minute, last.second)} ${every(by, unit)}`;
		}

		case 'times': {
			return shape.times.map(({hour, minute, second}) => clock(hour, minute, second)).join('、');
		}

		case 'hours': {
			return `${shape.hours.join('、')} 点整`;
		}

		case 'minutes': {
			return `每小时第 ${shape.minutes.join('、')} 分`;
		}

		case 'parts': {
			return [part('小时', '时', shape.hours), part('分钟', '分', shape.minutes), part('秒', '秒', shape.seconds)].join('，');
		}
	}
}

function rhythmWords({unit, by, from, minute, second}: Extract<TimeShape, {kind: 'rhythm'}>): string {
	if (unit === 'hour' && minute === 0 && second === 0 && by === 1) {
		return '每小时整点';
	}

	const start = from === 0 ? '' : `从${unit === 'hour' ? ` ${clock(from, minute, second)} ` : `第 ${from} ${unit === 'minute' ? '分' : '秒'}`}起`;
	const at = unit === 'hour' && from === 0 && (minute > 0 || second > 0) ? `第 ${minute} 分` : '';
	return `${start}${every(by, unit)}${at}${unit !== 'second' && second > 0 && !(unit === 'hour' && from > 0) ? `第 ${second} 秒` : ''}`;
}

function every(by: number, unit: keyof typeof units): string {
	return by === 1 ? `每${units[unit]}` : `每 ${by} ${units[unit]}`;
}

function part(each: string, name: string, runs: Array<[number, number]>): string {
	return runs.length === 0 ? `每${each}` : `第 ${runs.map(([first, last]) => first === last ? first : `${first}-${last}`).join('、')} ${name}`;
}

function dateWords({days, weekdays: week, months}: Schedule): string {
	const inMonths = months.length === 12 ? '' : `${spans(runsOf(months.map(month => month - 1), 12).map(([first, last]) => [first + 1, last + 1]))} 月`;
	const weekWords = week.isOpen ? '' : weekdayWords(week);
	if (days.isOpen) {
		return [inMonths, weekWords].filter(Boolean).join(' ');
	}

	const gap = days.values.length > 0 ? ' ' : '';
	return `${inMonths === '' ? '每月' : inMonths}${gap}${dayWords(days)}${weekWords === '' ? '' : `及${weekWords}`}`;
}

function dayWords({values, isLast, isLastWorkday, nearest}: Schedule['days']): string {
	return [
		...values.length > 0 ? [`${spans(runsOf(values, 64))} 日`] : [],
		...nearest.map(day => `离 ${day} 日最近的工作日`),
		...isLast ? ['最后一天'] : [],
		...isLastWorkday ? ['最后一个工作日'] : [],
	].join('、');
}

function weekdayWords({values, last, nth}: Schedule['weekdays']): string {
	return [
		...runsOf(values, 7).map(([from, to]) => from === to ? weekdays[from] : `${weekdays[from]}至${weekdays[to]}`),
		...last.map(day => `当月最后一个${weekdays[day]}`),
		...nth.map(({weekday, nth: count}) => `当月第 ${count} 个${weekdays[weekday]}`),
	].join('、');
}

function spans(runs: Array<[number, number]>): string {
	return runs.map(([first, last]) => first === last ? first : `${first}-${last}`).join('、');
}
