import type {JsonObject, Result} from '../../../protocol/result.js';
import {cellsOf, startsOf} from './columns.js';

/** The titles of a table of threads, as `thread` and `dashboard` have it. */
export const threadTitles = ['ID', 'NAME', 'GROUP', 'PRIORITY', 'STATE', '%CPU', 'DELTA_TIME', 'TIME', 'INTERRUPTED', 'DAEMON'];
const countPattern = /^Threads Total: (?<total>\d+), (?<states>[A-Z_]+: \d+(?:, [A-Z_]+: \d+)*)(?:, Internal threads: (?<internal>\d+))?$/u;

/** `thread` and `thread --all`: the counts and a row for each thread. A terminal of few rows would leave some out. */
export function readThreadTable(lines: readonly string[], isAll: boolean): Result | undefined {
	const [counts = '', titleLine = '', ...rows] = lines;
	const {total, states = ''} = countPattern.exec(counts)?.groups ?? {};
	const starts = startsOf(titleLine, threadTitles);
	if (total === undefined || !starts) {
		return undefined;
	}

	const threads = rows.filter(row => row !== '').map(row => threadOf(cellsOf(row, starts)));
	return threads.length === Number(total) && threads.every(thread => thread !== undefined)
		? {
			type: 'thread', all: isAll, threadStateCount: Object.fromEntries(states.split(', ').map(pair => {
				const [state = '', count] = pair.split(': ');
				return [state, Number(count)];
			})), threadStats: threads,
		}
		: undefined;
}

/** One row of such a table; undefined where it is none. */
export function threadOf(cells: string[] | undefined): JsonObject | undefined {
	const [id = '', name = '', group = '', priority = '', state = '', cpu = '', delta = '', time = '', interrupted = '', daemon = ''] = cells ?? [];
	const {minutes, seconds} = /^(?<minutes>\d+):(?<seconds>\d+\.\d+)$/u.exec(time)?.groups ?? {};
	if (!/^-?\d+$/u.test(id) || minutes === undefined || !/^(?:true|false)$/u.test(daemon)) {
		return undefined;
	}

	return {
		id: Number(id),
		name,
		group: group === '-' ? '' : group,
		priority: Number(priority),
		...(state !== '-' && {state}),
		cpu: Number(cpu),
		deltaTime: Math.round(Number(delta) * 1000),
		time: (Number(minutes) * 60_000) + Math.round(Number(seconds) * 1000),
		interrupted: interrupted === 'true',
		daemon: daemon === 'true',
	};
}
