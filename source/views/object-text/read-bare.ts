import {type ObjectKind, type ObjectNode, objectNode} from './object-node.js';
import {afterHead} from './after-head.js';
import {
	addNode, complain, lineEnd, markCut, type Reading,
} from './reading.js';
import {exceptionType, isStackTrace} from './stack-trace.js';
import {isDots, levelAt} from './level-at.js';

/** Reads a value that has no `@Type[` before it: null, a stack trace, nothing at all, or what nobody knows. */
export function readBare(reading: Reading, from: number, name?: string, key?: ObjectNode): void {
	const {text} = reading;
	const eol = lineEnd(reading, from);
	const add = (kind: ObjectKind, end: number, shown?: string): ObjectNode => {
		const node = objectNode(kind, shown, from, end);
		node.name = name;
		node.key = key;
		addNode(reading, node);
		reading.at = lineEnd(reading, end) + 1;
		return node;
	};

	if (text.startsWith('null,', from) && eol === from + 5) {
		add('null', from + 4);
	} else if (from === eol) {
		// A `toString` that throws leaves the name of its field and nothing behind.
		add('failed', from);
		complain(reading, 'the agent could not draw the value', from);
	} else if (isDots(reading, from)) {
		// The fields after it are left out as well.
		markCut(reading);
		add('failed', eol).isCut = true;
		complain(reading, 'the agent left out what was beyond its size limit', from);
	} else {
		readTrace(reading, from, eol, add);
	}
}

type Add = (kind: ObjectKind, end: number, shown?: string) => ObjectNode;

/** A stack trace ends with a newline, so that the comma after it begins a line; so does the colon after one that is a key, which is left for the next line. */
function readTrace(reading: Reading, from: number, eol: number, add: Add): void {
	const end = endOfTrace(reading, eol);
	const shown = reading.text.slice(from, end === 0 ? eol : end).trimEnd();
	if (end === 0 || !isStackTrace(`${shown}\n`)) {
		complain(reading, 'there is no object text', from);
		add('unread', end === 0 ? eol : end, shown);
		return;
	}

	add('exception', end, shown).type = exceptionType(shown);
	if (reading.text[end] === ':') {
		reading.at = end;
	}
}

/** The offset of the line that has the comma or the colon, or 0 where members begin before it or none comes. */
function endOfTrace(reading: Reading, firstEol: number): number {
	const {text, end} = reading;
	for (let eol = firstEol; eol < end; eol = lineEnd(reading, eol + 1)) {
		const next = eol + 1;
		if (text.startsWith(',\n', next) || (text[next] === ',' && next + 1 === end)) {
			return next;
		}

		if (text[next] === ':' && (afterHead(reading, next + 1) > 0 || text.startsWith('null,', next + 1))) {
			return next;
		}

		if (levelAt(reading, next) > 0) {
			return 0;
		}
	}

	return 0;
}
