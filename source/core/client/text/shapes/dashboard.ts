import type {JsonObject, Result} from '../../../protocol/result.js';
import {cellsOf, startsOf} from './columns.js';
import {threadOf, threadTitles} from './thread-table.js';

/** The memory of a sample stands beside what its collectors did. */
const memoryTitles = ['Memory', 'used', 'total', 'max', 'usage', 'GC'];

/**
A sample of `dashboard` as JSON has it; sizes are as exact as the text, which rounds them to its unit. Undefined where a line
is not of its shape, such as those of a Tomcat.
*/
export function dashboardOf(given: readonly string[]): Result | undefined {
	const lines = given.filter(line => line.trim() !== '');
	const memoryAt = lines.findIndex(line => startsOf(line, memoryTitles));
	const runtimeAt = lines.findIndex(line => line.trim() === 'Runtime');
	if (memoryAt === -1 || runtimeAt < memoryAt) {
		return undefined;
	}

	const threads = readThreads(lines.slice(0, memoryAt));
	const memory = readMemory(lines.slice(memoryAt, runtimeAt));
	const runtimeInfo = readRuntime(lines.slice(runtimeAt + 1));
	return threads && memory && runtimeInfo && {
		type: 'dashboard', threads, ...memory, runtimeInfo,
	};
}

/** Whether a line is the first of a sample. */
export function beginsDashboard(line: string): boolean {
	return line.startsWith('ID ') && startsOf(line, threadTitles) !== undefined;
}

/** Whether more of a sample is on its way. */
export function isBegunDashboard([first = '', ...more]: readonly string[]): boolean {
	return beginsDashboard(first) && !more.some(line => line.startsWith('timestamp/uptime'));
}

function readThreads([titleLine = '', ...rows]: readonly string[]): JsonObject[] | undefined {
	const starts = startsOf(titleLine, threadTitles);
	const threads = starts && rows.map(row => threadOf(withCutName(cellsOf(row, starts), starts)));
	return threads?.every(thread => thread !== undefined) ? threads : undefined;
}

/** A name that fills its column was cut there. */
function withCutName(cells: string[] | undefined, [, start = 0, end = 0]: readonly number[]): string[] | undefined {
	return cells?.map((cell, index) => index === 1 && cell.length === end - start - 1 ? `${cell}…` : cell);
}

function readMemory([titleLine = '', ...rows]: readonly string[]): {memoryInfo: JsonObject; gcInfos: JsonObject[]} | undefined {
	const starts = startsOf(titleLine, memoryTitles) ?? [];
	const memoryInfo: Record<string, JsonObject[]> = {heap: [], nonheap: [], buffer_pool: []};
	const collectors = new Map<string, {name: string; collectionCount: number; collectionTime: number}>();
	let group = 'heap';
	for (const row of rows) {
		const [name = '', used = '', total = '', max = '', , collector = ''] = cellsOf(row, starts) ?? [];
		const sizes = [used, total, max].map(text => bytesOf(text));
		const known = name === '' || sizes.every(size => size !== undefined);
		if (!known || (collector !== '' && !readCollector(collector, collectors))) {
			return undefined;
		}

		if (name !== '') {
			// Nothing else has no limit in words.
			group = max === '-' ? 'buffer_pool' : (name === 'nonheap' ? 'nonheap' : group);
			memoryInfo[group]?.push({
				type: group, name, used: sizes[0] ?? 0, total: sizes[1] ?? 0, max: sizes[2] ?? -1,
			});
		}
	}

	return {memoryInfo, gcInfos: [...collectors.values()]};
}

const units: Readonly<Record<string, number>> = {K: 1 << 10, M: 1 << 20, G: 1 << 30};

function bytesOf(text: string): number | undefined {
	const {digits, unit = ''} = /^(?<digits>\d+)(?<unit>[KMG])$/u.exec(text)?.groups ?? {};
	return digits === undefined ? (text === '-1' || text === '-' ? -1 : undefined) : Number(digits) * (units[unit] ?? 1);
}

/** Gives whether the cell is one of a collector: how often it ran, or how long in ms. */
function readCollector(cell: string, collectors: Map<string, {name: string; collectionCount: number; collectionTime: number}>): boolean {
	const {name, what, value} = /^gc\.(?<name>\S+)\.(?<what>count|time\(ms\))\s+(?<value>\d+)$/u.exec(cell)?.groups ?? {};
	if (name === undefined) {
		return false;
	}

	const collector = collectors.get(name) ?? {name, collectionCount: 0, collectionTime: 0};
	collector[what === 'count' ? 'collectionCount' : 'collectionTime'] = Number(value);
	collectors.set(name, collector);
	return true;
}

function readRuntime(lines: readonly string[]): JsonObject | undefined {
	const values = new Map(lines.map(line => {
		const {name = '', value = ''} = /^(?<name>\S+)\s+(?<value>.*)$/u.exec(line)?.groups ?? {};
		return [name, value.trim()];
	}));
	const {time, seconds} = /^(?<time>.*)\/(?<seconds>\d+)s$/u.exec(values.get('timestamp/uptime') ?? '')?.groups ?? {};
	if (time === undefined || lines.length !== 7) {
		return undefined;
	}

	// Three letters name a zone for sure only where they are those of UTC.
	const timestamp = / (?:UTC|GMT) \d{4}$/u.test(time) ? Date.parse(time) : Number.NaN;
	return {
		osName: values.get('os.name') ?? '', osVersion: values.get('os.version') ?? '', javaVersion: values.get('java.version') ?? '', javaHome: values.get('java.home') ?? '',
		systemLoadAverage: Number(values.get('systemload.average') ?? -1), processors: Number(values.get('processors') ?? 0), uptime: Number(seconds),
		...!Number.isNaN(timestamp) && {timestamp},
	};
}
