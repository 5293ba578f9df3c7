import {stringifyJson} from '../../../core/protocol/json.js';
import type {Json} from '../../../core/protocol/result.js';
import {isJsonObject} from '../../../views/json-text.js';
import type {Place} from '../../../views/object-text/object-path.js';

/** What copying a place of an object gives: what it says, or all of it as the agent sent it. */
export function valueAt(place: Place, value: Json): string | undefined {
	const {kind, text, start, end} = place.node;
	if (text !== undefined || kind === 'null') {
		return text ?? 'null';
	}

	return typeof value === 'string' && start !== -1 ? value.slice(start, end) : jsonAt(place, value);
}

/** The part of a JSON value that a place is; undefined where the agent sent the object in another form. */
function jsonAt(place: Place, value: Json): string | undefined {
	const steps: Place[] = [];
	for (let next: Place = place; next.parent !== undefined; next = next.parent) {
		steps.push(next);
	}

	let part: Json | undefined = typeof value === 'string' ? undefined : value;
	for (const {node, index} of steps.reverse()) {
		part = Array.isArray(part) ? part[index] : (isJsonObject(part) && node.name !== undefined ? part[node.name] : undefined);
	}

	return part === undefined ? undefined : stringifyJson(part, 2);
}
