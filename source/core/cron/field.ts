/** A field of a schedule, by the names that faults and notes use. */
export type FieldName = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'weekday';

export type Field = {
	name: FieldName;
	/** The least value, and how many there are. */
	min: number;
	size: number;
	/** The greatest value that may be written: a weekday of 7 is Sunday once more. */
	max: number;
	/** Three letters each, in capitals; the first one means `min`. */
	names: readonly string[];
};

/** The six fields in the order of a line. */
export const fields = [
	field('second', 0, 59),
	field('minute', 0, 59),
	field('hour', 0, 23),
	field('day', 1, 31),
	field('month', 1, 12, ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']),
	{...field('weekday', 0, 6, ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']), max: 7},
] as const satisfies readonly Field[];

function field(name: FieldName, min: number, max: number, names: readonly string[] = []): Field {
	return {
		name, min, max, size: max - min + 1, names,
	};
}
