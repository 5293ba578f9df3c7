import type {Result} from '../../../source/core/protocol/result.js';

/** The number that the simulated JVMs put into each result of a watch: in a tree (3.5.6) or in a text (4.1.5). */
export function watchNumber({value}: Result): number {
	return Number(typeof value === 'string' ? /\d+/u.exec(value)?.[0] : (value as {value?: unknown}).value);
}
