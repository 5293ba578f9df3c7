import type {ListState} from './list-state.js';
import type {ListLine} from './list-view.js';

/** Marks what is not, and unmarks where all of it is. A range that was open ends. */
export function markCursor(state: ListState, line: ListLine | undefined): ListState {
	if (state.range) {
		return {...state, range: null};
	}

	const keys = keysOf(line);
	const marks = new Set(state.marks);
	const isMarked = keys.length > 0 && keys.every(key => marks.has(key));
	for (const key of keys) {
		if (isMarked) {
			marks.delete(key);
		} else {
			marks.add(key);
		}
	}

	return {...state, marks};
}

export function toggleRange(state: ListState, line: ListLine | undefined): ListState {
	if (state.range !== null || !line) {
		return {...state, range: null};
	}

	return {...state, range: {from: line.key, base: state.marks}, marks: new Set([...state.marks, ...passedKeys(line)])};
}

/** Marks what lies between the beginning of an open range and the cursor. */
export function markRange(state: ListState, lines: readonly ListLine[], cursor: number): ListState {
	if (!state.range) {
		return state;
	}

	const {from, base} = state.range;
	const start = lines.findIndex(({key}) => key === from);
	const passed = start === -1 ? [] : lines.slice(Math.min(start, cursor), Math.max(start, cursor) + 1);
	return {...state, marks: new Set([...base, ...passed.flatMap(line => passedKeys(line))])};
}

/** Everything that the filter leaves, folded or not. */
export function markAll(state: ListState, lines: readonly ListLine[]): ListState {
	return {...state, marks: new Set([...state.marks, ...lines.flatMap(line => keysOf(line))]), range: null};
}

/** The head of an open group is passed on the way to its rows and marks none of them. */
function passedKeys(line: ListLine): readonly string[] {
	return line.kind === 'group' && !line.folded ? [] : keysOf(line);
}

function keysOf(line: ListLine | undefined): readonly string[] {
	if (!line) {
		return [];
	}

	return line.kind === 'group' ? line.keys ?? [] : [line.key];
}
