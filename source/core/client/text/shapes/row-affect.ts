import type {Result} from '../../../protocol/result.js';

const pattern = /^Affect\(row-cnt:(?<count>\d+)\) cost in \d+ ms\.$/u;

/** The line that ends what sc, sm and others print, and what stands before it. */
export function splitRowAffect(lines: readonly string[]): {body: readonly string[]; affect: Result & {rowCount: number}} | undefined {
	const at = lines.findLastIndex(line => line !== '');
	const count = pattern.exec(lines[at] ?? '')?.groups?.['count'];
	return count === undefined ? undefined : {body: lines.slice(0, at), affect: {type: 'row_affect', rowCount: Number(count)}};
}
