import type {Result} from '../../../protocol/result.js';

const head = /^method=(?<className>\S+)\.(?<methodName>[^\s.]+) location=(?<accessPoint>At\w+)$/u;
const body = /^ts=(?<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?); \[cost=(?<cost>[\d.E-]+)ms\] result=(?<value>.*)$/u;

/**
A hit of `watch` as JSON has it; the value is the text that Arthas makes of it there as well. Threads that
hit at once print into each other's lines (4.1.5), so a value that isn't whole in its form is none.
*/
export function watchHitOf([first = '', second = '', ...more]: readonly string[]): Result | undefined {
	const {className, methodName, accessPoint} = head.exec(first)?.groups ?? {};
	const {ts, cost, value} = body.exec(second)?.groups ?? {};
	return className === undefined || methodName === undefined || accessPoint === undefined || ts === undefined || value === undefined || !isWhole(value, more)
		? undefined
		: {
			type: 'watch', accessPoint, className, methodName, cost: Number(cost), ts, value: [value, ...more].join('\n'),
		};
}

/** Whether more of a hit is on its way: its agent stopped between two of its lines, as one does that is short of processor time. */
export function isBegunWatch([first = '', second, ...more]: readonly string[]): boolean {
	return head.test(first) && (second === undefined || (body.test(second) && second.endsWith('[') && more.at(-1) !== ']'));
}

/** How a line within the bracket begins: moved in, or, of an exception, as Java prints its stack and Arthas its end. */
const innerLine = /^(?: {4}|\t+(?:at |\.{3} \d+ |Suppressed: |Caused by: )|Caused by: |,$)/u;

/** A single line, or a bracket that its last line closes around lines that are all of its inside. */
function isWhole(first: string, more: readonly string[]): boolean {
	if (more.length === 0) {
		return !first.endsWith('[');
	}

	const inner = more.slice(0, -1);
	return first.endsWith('[') && more.at(-1) === ']' && inner.every(line => innerLine.test(line) && !/[;,]ts=\d{4}-|method=\S+ location=At/u.test(line));
}
