/**
Values in a ring of `size` as runs of neighbours, the first one after the widest gap: 1, 3, 23 in hours is 23, 1, 3.
A run of two stays two single values.
*/
export function runsOf(values: readonly number[], size: number): Array<[first: number, last: number]> {
	return wholeRuns(values, size).flatMap(([first, last]): Array<[number, number]> => (first + 1) % size === last ? [[first, first], [last, last]] : [[first, last]]);
}

/** The first and last of values that are all neighbours. */
export function wholeRun(values: readonly number[], size: number): [first: number, last: number] | undefined {
	const [run, ...others] = wholeRuns(values, size);
	return others.length === 0 ? run : undefined;
}

function wholeRuns(values: readonly number[], size: number): Array<[first: number, last: number]> {
	const runs: Array<[number, number]> = [];
	for (const value of turned(values, size)) {
		const run = runs.at(-1);
		if (run && value === (run[1] + 1) % size) {
			run[1] = value;
		} else {
			runs.push([value, value]);
		}
	}

	return runs;
}

/** Starts after the widest gap, so that a night reads from evening to morning; among equal gaps, with the least value. */
function turned(values: readonly number[], size: number): number[] {
	const gaps = values.map((value, index) => ((value - (values.at(index - 1) ?? 0) + size - 1) % size) + 1);
	const start = gaps.indexOf(Math.max(...gaps));
	return [...values.slice(start), ...values.slice(0, start)];
}
