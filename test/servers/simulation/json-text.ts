/**
JSON as text: it is cut and put together without being parsed, so that the digits, the key order
and even the mistakes of a recorded answer survive.
*/

export type Plain = null | boolean | number | string | readonly Plain[] | {readonly [key: string]: Plain};

/** The texts of the elements of a JSON array. */
export function elements(array: string): string[] {
	return cut(array);
}

/** The members of a JSON object, names decoded, values as text. */
export function members(object: string): Map<string, string> {
	return new Map(cut(object).map(member => {
		const name = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*/.exec(member);
		if (name?.[1] === undefined) {
			throw new Error(`Not a member of an object: ${member.slice(0, 80)}`);
		}

		return [JSON.parse(name[1]) as string, member.slice(name[0].length)];
	}));
}

/** The value at a path of member names and indices, as text. */
export function at(text: string, ...path: Array<string | number>): string {
	let value = text;
	for (const step of path) {
		const next = typeof step === 'number' ? elements(value)[step] : members(value).get(step);
		if (next === undefined) {
			throw new Error(`Nothing at ${path.join('.')}`);
		}

		value = next;
	}

	return value;
}

/** Compact JSON with the keys of every object in alphabetical order, as fastjson writes beans. */
export function sorted(value: Plain): string {
	if (value === null || typeof value !== 'object') {
		return JSON.stringify(value);
	}

	if (Array.isArray(value)) {
		return `[${(value as readonly Plain[]).map(one => sorted(one)).join(',')}]`;
	}

	const names = Object.keys(value).sort();
	return `{${names.map(name => `${JSON.stringify(name)}:${sorted((value as Record<string, Plain>)[name] ?? null)}`).join(',')}}`;
}

/** Reorders the members of every object as a Java `HashMap` lists them, `/legacy_api` of 3.5.6 does so. */
export function hashOrdered(text: string): string {
	if (text.startsWith('[')) {
		return `[${elements(text).map(one => hashOrdered(one)).join(',')}]`;
	}

	if (!text.startsWith('{')) {
		return text;
	}

	const values = members(text);
	return `{${hashOrder([...values.keys()]).map(name => `${JSON.stringify(name)}:${hashOrdered(values.get(name) ?? 'null')}`).join(',')}}`;
}

/** Strings in the iteration order of a Java `HashMap` that starts with 16 buckets. */
export function hashOrder(names: readonly string[]): string[] {
	let buckets = 16;
	while (names.length > buckets * 0.75) {
		buckets *= 2;
	}

	const bucket = (name: string) => {
		const hash = javaHash(name);

		return (hash ^ (hash >>> 16)) & (buckets - 1);
	};

	return names.toSorted((a, b) => bucket(a) - bucket(b));
}

function javaHash(text: string): number {
	let hash = 0;
	for (let index = 0; index < text.length; index++) {
		// The hash of Java strings is made of UTF-16 units, and `imul` wraps at 32 bits as they do.
		// eslint-disable-next-line unicorn/prefer-code-point
		hash = Math.imul(Math.imul(hash, 31) + text.charCodeAt(index), 1);
	}

	return hash;
}

/** Cuts the inside of a JSON array or object at its own commas. */
function cut(text: string): string[] {
	const parts: string[] = [];
	const quoted = /"(?:[^"\\]|\\.)*"|[[\]{},]/gs;
	let depth = 0;
	let start = text.search(/[[{]/) + 1;
	const take = (end: number) => {
		const part = text.slice(start, end).trim();
		if (part !== '') {
			parts.push(part);
		}

		start = end + 1;
	};

	for (const {0: token, index} of text.matchAll(quoted)) {
		if (token === '[' || token === '{') {
			depth++;
		} else if (token === ']' || token === '}') {
			depth--;
			if (depth === 0) {
				take(index);
				return parts;
			}
		} else if (token === ',' && depth === 1) {
			take(index);
		}
	}

	throw new Error(`Unbalanced JSON: ${text.slice(0, 80)}`);
}
