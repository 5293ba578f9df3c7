import type {JobEntry} from '../../core/client/job.js';
import type {Result} from '../../core/protocol/result.js';
import type {Text} from '../../words/index.js';
import type {ActionContext} from '../context.js';

/** A result and what it is compared with, by their numbers; or why it is not compared with anything. */
export type Compared = {seq: number; with: number} | {why: string};

export const onlyValues: Text = {en: 'only values are compared, such as those of watch', zh: '只能对比值，例如 watch 的结果'};

/**
The result with a number beside one that was marked, or else beside the one before it of the same method: calls that were entered
with such, and calls that were left with such.
*/
export function comparedResult({say}: ActionContext, entries: readonly JobEntry[], seq: number | undefined, marked?: number): Compared {
	const own = seq === undefined ? undefined : resultOf(entries.findLast(entry => entry.seq === seq));
	if (own?.['value'] === undefined || seq === undefined) {
		return {why: say(onlyValues)};
	}

	const isMarked = marked !== undefined && marked !== seq && entries.some(entry => entry.seq === marked);
	const other = entries.findLast(entry => isMarked ? entry.seq === marked : entry.seq < seq && isAlike(resultOf(entry), own));
	return other === undefined
		? {why: say({en: 'none before it of the same method is held', zh: '之前没有保留同一方法的结果'})}
		: {seq, with: other.seq};
}

function resultOf(entry: JobEntry | undefined): Result | undefined {
	return entry?.kind === 'result' ? entry.result : undefined;
}

function isAlike(one: Result | undefined, other: Result): boolean {
	return one?.['value'] !== undefined && ['type', 'className', 'methodName', 'lineNumber'].every(name => one[name] === other[name])
		&& (one['accessPoint'] === 'AtEnter') === (other['accessPoint'] === 'AtEnter');
}
