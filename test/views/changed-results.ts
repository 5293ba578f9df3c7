import type {Json, JsonObject, Result} from '../../source/core/protocol/result.js';
import {isJsonObject} from '../../source/views/json-text.js';

/** Values of a shape that no member is expected to have. */
export const oddShapes: Json[] = [{odd: ['odd-shape']}, [['odd-shape'], 1], [{odd: 'odd-shape'}, null]];

/** The result again and again, each time with one more object that has a new member. */
export function withNewMember(result: Result): Array<{path: string; changed: Result}> {
	return places(result, result.type).map(({path, place}) => ({path, changed: {...put(result, place), type: result.type}}));
}

function put(root: JsonObject, place: JsonObject): JsonObject {
	const copy = (value: Json): Json => {
		if (Array.isArray(value)) {
			return value.map((item: Json) => copy(item));
		}

		if (!isJsonObject(value)) {
			return value;
		}

		const members = Object.fromEntries(Object.entries(value).map(([name, member]): [string, Json] => [name, copy(member)]));
		return value === place ? {...members, brandNew: 'brand-new-value'} : members;
	};

	const copied = copy(root);
	return isJsonObject(copied) ? copied : {};
}

function places(value: Json, path: string): Array<{path: string; place: JsonObject}> {
	if (Array.isArray(value)) {
		// Members of a list are of one kind, and the first ones stand for all.
		return value.slice(0, 3).flatMap((item: Json) => places(item, `${path}[]`));
	}

	return isJsonObject(value)
		? [{path, place: value}, ...Object.entries(value).flatMap(([name, member]) => places(member, `${path}.${name}`))]
		: [];
}

/** All texts in a value, by path. */
export function textsIn(value: Json, path: string): Array<{path: string; text: string}> {
	if (typeof value === 'string') {
		return [{path, text: value}];
	}

	if (Array.isArray(value)) {
		return value.flatMap((item: Json) => textsIn(item, `${path}[]`));
	}

	return isJsonObject(value)
		? Object.entries(value).flatMap(([name, member]) => path === value['type'] && name === 'type' ? [] : textsIn(member, `${path}.${name}`))
		: [];
}
