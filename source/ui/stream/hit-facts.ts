import type {Json, JsonObject, Result} from '../../core/protocol/result.js';
import {isJsonObject, isNumeric} from '../../views/json-text.js';
import {exitWord} from './exit-word.js';
import {recordOf} from './stream-row.js';

/** What the figures of a stream need of one result, read fast because it is read of each. */
export type HitFacts = {
	/** Ms; undefined where the result has none, or has it for something else than one call. */
	cost: number | undefined;
	/** Undefined where the result does not tell. */
	threw: boolean | undefined;
};

export function hitFacts(result: Result): HitFacts {
	if (result.type === 'trace') {
		const call = tracedCall(result['root']);
		return call ? {cost: nanoseconds(call['totalCost'] ?? call['cost']), threw: call['throw'] === true} : {cost: undefined, threw: undefined};
	}

	if (result.type === 'monitor' || result.type === 'stack') {
		return {cost: undefined, threw: undefined};
	}

	const record = recordOf(result, 0);
	const word = exitWord(record);
	const {cost} = record;
	return {cost: word === 'enter' || !isNumeric(cost) ? undefined : Number(cost), threw: word === undefined || word === 'enter' ? undefined : word === 'throw'};
}

/** The method that was traced: the first below the thread. */
export function tracedCall(root: Json | undefined): JsonObject | undefined {
	const children = isJsonObject(root) ? root['children'] : undefined;
	const [call] = Array.isArray(children) ? children : [];
	return isJsonObject(call) ? call : undefined;
}

function nanoseconds(value: Json | undefined): number | undefined {
	return isNumeric(value) ? Number(value) / 1e6 : undefined;
}
