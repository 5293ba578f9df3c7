import type {LogRow} from './log-rows.js';

/** What a line of a stack trace begins with, but for its first, which says what happened. */
const rest = /^\s+at \S|^\s*(?:\[CIRCULAR REFERENCE|Caused by: |Suppressed: |Wrapped by: |\.\.\. \d+ (?:more|common frames omitted))/u;
/** One line below another says little less than a line that hides it. */
const fewest = 2;

/**
Rows with each stack trace folded to the line before its frames, unless that one is open; traces are known by where that
line begins in the file. A mark between the lines of one is no part of it.
*/
export function foldTraces(rows: readonly LogRow[], open: ReadonlySet<number>): readonly LogRow[] {
	const folded: LogRow[] = [];
	for (let at = 0; at < rows.length; at++) {
		const row = rows[at]!;
		const lines = linesBelow(rows, at);
		if (lines < fewest) {
			folded.push(row);
			continue;
		}

		const isOpen = open.has(row.offset);
		folded.push({...row, trace: {lines, isOpen}});
		if (isOpen) {
			folded.push(...rows.slice(at + 1, at + 1 + lines));
		}

		at += lines;
	}

	return folded;
}

/** The first line of the trace in which a row is; undefined where it is in none. */
export function traceOf(rows: readonly LogRow[], at: number): LogRow | undefined {
	let head = at;
	while (head > 0 && isRest(rows[head]!) && !rows[head - 1]!.mark) {
		head--;
	}

	return head < rows.length && linesBelow(rows, head) >= fewest ? rows[head] : undefined;
}

/** A trace whose first line is not here, such as one that a file begins with, has its first frame instead. */
function linesBelow(rows: readonly LogRow[], at: number): number {
	const isBelow = isRest(rows[at]!) && at > 0 && !rows[at - 1]!.mark;
	if (isBelow || rows[at]!.mark) {
		return 0;
	}

	let end = at + 1;
	while (end < rows.length && isRest(rows[end]!)) {
		end++;
	}

	return end - at - 1;
}

function isRest({text, mark}: LogRow): boolean {
	return mark === undefined && rest.test(text);
}
