import type {JsonObject, Result} from '../../../protocol/result.js';
import {cellsOf, startsOf} from './columns.js';

type Collector = {name: string; collectionCount: number; collectionTime: number};

const titles = ['Memory', 'used', 'total', 'max', 'usage'];
/** In a sample of `dashboard` the memory stands beside what the collectors did. */
const titlesBeside = [...titles, 'GC'];

/** `memory` as JSON has it; sizes are as exact as the text, which rounds them to its unit. */
export function memoryOf(lines: readonly string[]): Result[] | undefined {
	const memory = readMemory(lines.filter(line => line !== ''));
	return memory?.gcInfos.length === 0 ? [{type: 'memory', memoryInfo: memory.memoryInfo}] : undefined;
}

export function beginsMemory(line: string): boolean {
	return startsOf(line, titlesBeside) !== undefined;
}

/** The pools of each kind, and what is told of collectors beside them; undefined where a row is of another shape. */
export function readMemory([titleLine = '', ...rows]: readonly string[]): {memoryInfo: JsonObject; gcInfos: JsonObject[]} | undefined {
	const starts = startsOf(titleLine, titlesBeside) ?? startsOf(titleLine, titles);
	const memoryInfo: Record<string, JsonObject[]> = {heap: [], nonheap: [], buffer_pool: []};
	const collectors = new Map<string, Collector>();
	let group = 'heap';
	for (const row of rows) {
		const cells = starts && cellsOf(row, starts);
		const [name = '', used = '', total = '', max = '', , collector = ''] = cells ?? [];
		const sizes = [used, total, max].map(text => bytesOf(text));
		const isKnown = name === '' ? collector !== '' : sizes.every(size => size !== undefined);
		if (!isKnown || (collector !== '' && !takeCollector(collector, collectors))) {
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

	return rows.length === 0 ? undefined : {memoryInfo, gcInfos: [...collectors.values()]};
}

const units: Readonly<Record<string, number>> = {K: 1 << 10, M: 1 << 20, G: 1 << 30};

function bytesOf(text: string): number | undefined {
	const {digits, unit = ''} = /^(?<digits>\d+)(?<unit>[KMG])$/u.exec(text)?.groups ?? {};
	return digits === undefined ? (text === '-1' || text === '-' ? -1 : undefined) : Number(digits) * (units[unit] ?? 1);
}

/** Gives whether the cell is one of a collector: how often it ran, or how long in ms. */
function takeCollector(cell: string, collectors: Map<string, Collector>): boolean {
	const {name, what, value} = /^gc\.(?<name>\S+)\.(?<what>count|time\(ms\))\s+(?<value>\d+)$/u.exec(cell)?.groups ?? {};
	if (name === undefined) {
		return false;
	}

	const collector = collectors.get(name) ?? {name, collectionCount: 0, collectionTime: 0};
	collector[what === 'count' ? 'collectionCount' : 'collectionTime'] = Number(value);
	collectors.set(name, collector);
	return true;
}
