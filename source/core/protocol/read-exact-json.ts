import {JsonSource} from './json-source.js';
import type {Json, JsonObject} from './result.js';

type Open = {into: Json[] | JsonObject; key: string};

/**
Reads JSON (RFC 8259, nothing more) and keeps the digits of numbers that a double would change. It
is the second reader: the engine's own is tried first and is several times faster, but it rounds
numbers and does not always say where a text is broken.

Nesting costs no stack here; the caller bounds it.

@throws ArthasError ERR_PROTOCOL_JSON naming the offset.
*/
export function readExactJson(text: string): Json {
	const source = new JsonSource(text);
	const open: Open[] = [];
	for (;;) {
		let value = begin(source, open);
		while (value !== undefined) {
			const parent = open.at(-1);
			if (parent === undefined) {
				source.end();
				return value;
			}

			put(parent, value);
			value = finish(source, open, parent);
		}
	}
}

/** Reads a scalar or an empty container; a container with members is opened and its first member comes next. */
function begin(source: JsonSource, open: Open[]): Json | undefined {
	if (source.takes('{')) {
		if (source.takes('}')) {
			return {};
		}

		open.push({into: {}, key: source.key()});
		return undefined;
	}

	if (source.takes('[')) {
		if (source.takes(']')) {
			return [];
		}

		open.push({into: [], key: ''});
		return undefined;
	}

	return source.scalar();
}

/** After a member: a comma, so that the next member comes, or the end of its container, which is then the value. */
function finish(source: JsonSource, open: Open[], parent: Open): Json | undefined {
	const isArray = Array.isArray(parent.into);
	if (source.takes(',')) {
		parent.key = isArray ? '' : source.key();
		return undefined;
	}

	source.take(isArray ? ']' : '}');
	open.pop();
	return parent.into;
}

function put({into, key}: Open, value: Json): void {
	if (Array.isArray(into)) {
		into.push(value);
	} else if (key === '__proto__') {
		// Plain assignment would change the object's prototype instead of adding a member.
		Object.defineProperty(into, key, {
			value, enumerable: true, configurable: true, writable: true,
		});
	} else {
		into[key] = value;
	}
}
