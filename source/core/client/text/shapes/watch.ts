import type {Result} from '../../../protocol/result.js';

const head = /^method=(?<className>\S+)\.(?<methodName>[^\s.]+) location=(?<accessPoint>At\w+)$/u;
const body = /^ts=(?<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?); \[cost=(?<cost>[\d.E-]+)ms\] result=(?<value>.*)$/u;

/** A hit of `watch` as JSON has it; the value is the text that Arthas makes of it there as well. */
export function watchHitOf([first = '', second = '', ...more]: readonly string[]): Result | undefined {
	const {className, methodName, accessPoint} = head.exec(first)?.groups ?? {};
	const {ts, cost, value} = body.exec(second)?.groups ?? {};
	return className === undefined || methodName === undefined || accessPoint === undefined || ts === undefined || value === undefined
		? undefined
		: {
			type: 'watch', accessPoint, className, methodName, cost: Number(cost), ts, value: [value, ...more].join('\n'),
		};
}
