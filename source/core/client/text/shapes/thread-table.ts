import type {JsonObject, Result} from '../../../protocol/result.js';

const titles = ['ID', 'NAME', 'GROUP', 'PRIORITY', 'STATE', '%CPU', 'DELTA_TIME', 'TIME', 'INTERRUPTED', 'DAEMON'];
const head = new RegExp(`^${titles.join(String.raw`\s+`)}$`, 'u');
const countPattern = /^Threads Total: (?<total>\d+), (?<states>[A-Z_]+: \d+(?:, [A-Z_]+: \d+)*)(?:, Internal threads: (?<internal>\d+))?$/u;

/** `thread` and `thread --all`: the counts and a row for each thread. A terminal of few rows would leave some out. */
export function readThreadTable(lines: readonly string[], isAll: boolean): Result | undefined {
	const [counts = '', titleLine = '', ...rows] = lines;
	const {total, states = ''} = countPattern.exec(counts)?.groups ?? {};
	if (total === undefined || !head.test(titleLine)) {
		return undefined;
	}

	const starts = titles.map((title, index) => titleLine.indexOf(title, index === 0 ? 0 : titleLine.indexOf(titles[index - 1] ?? '')));
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

/** The cells of a row; a cell that fills its column may have been cut, and then there are none. */
function cellsOf(row: string, starts: readonly number[]): string[] | undefined {
	const isCut = starts.some(start => start > 0 && row.charAt(start - 1).trim() !== '');
	return isCut ? undefined : starts.map((start, index) => row.slice(start, starts[index + 1]).trim());
}

function threadOf(cells: string[] | undefined): JsonObject | undefined {
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
