import type {Result} from '../../../protocol/result.js';
import {splitRowAffect} from './row-affect.js';

/** `sm CLASS [METHOD]`; its details tell less than JSON does, so they stay text. */
export function readSm(lines: readonly string[], words: readonly string[]): Result[] | undefined {
	const split = splitRowAffect(lines);
	if (!split || words.some(word => word.startsWith('-')) || split.body.length !== split.affect.rowCount) {
		return undefined;
	}

	const methods = split.body.map(line => methodOf(line));
	return methods.every(method => method !== undefined) ? [...methods, split.affect] : undefined;
}

function methodOf(line: string): Result | undefined {
	const {declaringClass, methodName, descriptor} = /^(?<declaringClass>\S+) (?<methodName>[^\s(]+)(?<descriptor>\(\S*\)\S+)$/u.exec(line)?.groups ?? {};
	return declaringClass === undefined || methodName === undefined || descriptor === undefined
		? undefined
		: {
			type: 'sm', detail: false, methodInfo: {
				constructor: methodName === '<init>', declaringClass, descriptor, methodName,
			},
		};
}
