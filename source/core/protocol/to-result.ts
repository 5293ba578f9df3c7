import {isJsonObject} from './is-json-object.js';
import {isResult, type Json, type Result} from './result.js';

/**
An element of a list of results as a Result: the element itself, or, when it has no `type` to go by,
one of type `unknown` that shows it.
*/
export function toResult(element: Json): Result {
	if (isResult(element)) {
		return element;
	}

	const members = isJsonObject(element) ? element : {value: element};
	return {...members, type: 'unknown'};
}
