import type {Result} from '../../protocol/result.js';

/** Output of no known shape. */
export function textResult(lines: readonly string[]): Result {
	return {type: 'text', text: lines.join('\n')};
}
