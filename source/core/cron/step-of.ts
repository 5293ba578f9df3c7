/** The step of values that go in equal steps to the end of a field of `size` values counted from 0. */
export function stepOf(values: readonly number[], size: number): {from: number; by: number} | undefined {
	const [from, second] = values;
	if (from === undefined || second === undefined) {
		return undefined;
	}

	const by = second - from;
	return from < by && values.length === Math.ceil((size - from) / by) && values.every((value, index) => value === from + (index * by)) ? {from, by} : undefined;
}
