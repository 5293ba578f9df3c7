import type {JsonObject, Result} from '../../../protocol/result.js';
import {cellsOf, startsOf} from './columns.js';
import {beginsMemory, readMemory} from './memory.js';
import {threadOf, threadTitles} from './thread-table.js';

/**
A sample of `dashboard` as JSON has it; sizes are as exact as the text, which rounds them to its unit. Undefined where a line
is not of its shape, such as those of a Tomcat.
*/
export function dashboardOf(given: readonly string[]): Result | undefined {
	const lines = given.filter(line => line.trim() !== '');
	const memoryAt = lines.findIndex(line => beginsMemory(line));
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
