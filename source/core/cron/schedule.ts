/**
When a job runs: plain data, made by `parseSchedule`. Numbers are sorted and stand once. Days of the month and
weekdays are joined as crontab(5) does: where both say something, either is enough.
*/
export type Schedule = {
	/** Six fields as they were written: one blank between them, names in capitals. */
	text: string;
	seconds: readonly number[];
	minutes: readonly number[];
	hours: readonly number[];
	days: MonthDays;
	/** 1 to 12. */
	months: readonly number[];
	weekdays: Weekdays;
};

export type MonthDays = {
	/** Written `*` or `?`: the field says nothing. */
	isOpen: boolean;
	/** 1 to 31. */
	values: readonly number[];
	/** `L`: the last day. */
	isLast: boolean;
	/** `LW`: the last day from Monday to Friday. */
	isLastWorkday: boolean;
	/** `15W`: the day from Monday to Friday that is nearest the 15th and in its month. */
	nearest: readonly number[];
};

export type Weekdays = {
	isOpen: boolean;
	/** 0 is Sunday. */
	values: readonly number[];
	/** `5L`, `FRIL`: the last such day of the month. */
	last: readonly number[];
	/** `FRI#2`: the second one of the month. */
	nth: ReadonlyArray<{weekday: number; nth: number}>;
};
