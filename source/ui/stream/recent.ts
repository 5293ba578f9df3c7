/** What was made of the keys that were asked for last: of as many as `size`, or up to twice that. */
export type Recent<Key, Value> = (key: Key, make: () => Value) => Value;

/** For what is cheap to make again, but not with each frame, and has too many keys to be kept for all of them. */
export function createRecent<Key, Value>(size: number): Recent<Key, Value> {
	let newer = new Map<Key, Value>();
	let older = new Map<Key, Value>();
	return (key, make) => {
		const known = newer.get(key);
		if (known !== undefined || newer.has(key)) {
			return known as Value;
		}

		const value = older.has(key) ? older.get(key) as Value : make();
		newer.set(key, value);
		if (newer.size >= size) {
			older = newer;
			newer = new Map();
		}

		return value;
	};
}
