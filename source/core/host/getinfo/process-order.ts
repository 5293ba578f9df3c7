import type {Ranked} from './processes.js';

export type Placed = {process: Ranked; depth: number};

export type Arrangement = {count?: number; sort?: string; tree?: boolean};

/** The processes that are told, in their order; in a tree every child stands below its parent, whose place it takes. */
export function arrange(processes: readonly Ranked[], {count = 30, sort, tree = false}: Arrangement): Placed[] {
	const order = sort ?? (tree ? 'pid' : 'cpu');
	const sorted = processes.toSorted((a, b) => compare(a, b, order));
	const placed = tree ? below(sorted) : sorted.map(process => ({process, depth: 0}));
	return count === 0 ? placed : placed.slice(0, count);
}

const measures: Record<string, (process: Ranked) => number> = {
	cpu: ({cpuPercent}) => cpuPercent,
	memory: ({stat}) => stat.rssBytes,
	// Without an earlier sample there is no rate, and who did most so far is the next best.
	io: ({ioPerSecond, io}) => ioPerSecond + (((io?.readBytes ?? 0) + (io?.writtenBytes ?? 0)) / 1e18),
	time: ({stat}) => stat.cpuTicks,
	threads: ({stat}) => stat.threads,
	start: ({stat}) => stat.startTicks,
};

function compare(a: Ranked, b: Ranked, order: string): number {
	if (order === 'name') {
		return a.stat.name < b.stat.name ? -1 : Number(a.stat.name > b.stat.name) || a.stat.pid - b.stat.pid;
	}

	const measure = measures[order];
	return (measure === undefined ? 0 : measure(b) - measure(a)) || a.stat.pid - b.stat.pid;
}

/** Roots are those whose parents are not among them. Nothing is told twice, even if two were each other's parents. */
function below(processes: readonly Ranked[]): Placed[] {
	const pids = new Set(processes.map(({stat}) => stat.pid));
	const children = new Map<number, Ranked[]>();
	for (const process of processes) {
		children.set(process.stat.ppid, [...(children.get(process.stat.ppid) ?? []), process]);
	}

	const placed: Placed[] = [];
	const stack: Placed[] = processes.filter(({stat}) => !pids.has(stat.ppid)).toReversed().map(process => ({process, depth: 0}));
	while (stack.length > 0) {
		const next = stack.pop();
		if (next !== undefined) {
			placed.push(next);
			stack.push(...(children.get(next.process.stat.pid) ?? []).toReversed().map(process => ({process, depth: next.depth + 1})));
		}
	}

	return placed;
}
