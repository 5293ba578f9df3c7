import type {Json, JsonObject} from '../core/protocol/result.js';
import {
	isJsonObject, isNumeric, scalarText, scalarTexts,
} from './json-text.js';

/**
The members of an object that a view draws, each read once and in the shape that the view expects. A
member that is absent, null or of another shape reads as undefined. What no reader took stays in
`rest`, so that nothing an agent sends can get lost on the way to the eye; null says no more than an
absent member does.
*/
export type Members = {
	/** Any scalar, as text. */
	text: (name: string) => string | undefined;
	/** A number for arithmetic; its exact digits are in `text`. */
	number: (name: string) => number | undefined;
	flag: (name: string) => boolean | undefined;
	/** A list of scalars. */
	texts: (name: string) => string[] | undefined;
	object: (name: string) => JsonObject | undefined;
	/** A list of objects. */
	objects: (name: string) => JsonObject[] | undefined;
	/** Whatever is there, null included. */
	json: (name: string) => Json | undefined;
	/** Members that the view knows and does not show. */
	hide: (...names: string[]) => void;
	/** All members that nobody took, in the order in which they came. */
	rest: () => JsonObject;
};

export function membersOf(object: JsonObject): Members {
	const taken = new Set<string>();
	const take = <T>(name: string, read: (value: Json) => T | undefined): T | undefined => {
		const value = Object.hasOwn(object, name) ? object[name] : undefined;
		const shaped = value === undefined ? undefined : read(value);
		if (shaped !== undefined || value === null) {
			taken.add(name);
		}

		return shaped;
	};

	return {
		text: name => take(name, scalarText),
		number: name => take(name, value => isNumeric(value) ? Number(value) : undefined),
		flag: name => take(name, value => typeof value === 'boolean' ? value : undefined),
		texts: name => take(name, value => Array.isArray(value) ? scalarTexts(value) : undefined),
		object: name => take(name, value => isJsonObject(value) ? value : undefined),
		objects: name => take(name, objectsIn),
		json: name => take(name, value => value),
		hide(...names) {
			for (const name of names) {
				taken.add(name);
			}
		},
		rest: () => Object.fromEntries(Object.entries(object).filter(([name]) => !taken.has(name))),
	};
}

function objectsIn(value: Json): JsonObject[] | undefined {
	return Array.isArray(value) && value.every(item => isJsonObject(item)) ? value : undefined;
}
