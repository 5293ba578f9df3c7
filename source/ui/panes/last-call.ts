/**
A function that remembers its last few answers, by the identity of its arguments. Painters are called with each frame, and what
they are painted from is plain data that stays the same object until it changes.

@param compared How many of the arguments tell one call from another; all unless given.
@param size How many answers are kept: as many as there may be panes of a kind.
*/
export function lastCall<Arguments extends readonly unknown[], Answer>(answer: (...given: Arguments) => Answer, compared?: number, size = 8): (...given: Arguments) => Answer {
	const known: Array<{given: Arguments; found: Answer}> = [];
	return (...given) => {
		const count = compared ?? given.length;
		const same = known.find(entry => isSame(entry.given, given, count));
		if (same) {
			return same.found;
		}

		const found = answer(...given);
		known.unshift({given, found});
		known.length = Math.min(known.length, size);
		return found;
	};
}

/** Without a copy of either, as this is asked some dozen times a frame. */
function isSame(one: readonly unknown[], other: readonly unknown[], count: number): boolean {
	for (let at = 0; at < count; at++) {
		if (!Object.is(one[at], other[at])) {
			return false;
		}
	}

	return true;
}
