import {type ObjectNode, objectNode} from './object-node.js';
import {afterHead, isLineEnd} from './after-head.js';
import {readValue} from './read-value.js';
import {
	type Form, type Frame, lineEnd, type Reading, typeBetween,
} from './reading.js';
import {describeValue, isSingleLine} from './describe-value.js';
import {afterFieldName, levelAt} from './level-at.js';

/** Reads the member that begins at `from`, after its indentation: a field, an entry of a map, or an element. */
export function readMember(reading: Reading, frame: Frame, from: number): void {
	frame.form ??= formAt(reading, from);
	if (frame.form === 'fields') {
		const value = afterFieldName(reading, from);
		readValue(reading, value, reading.text.slice(from, value - 1));
		return;
	}

	const colon = frame.form === 'entries' ? colonAfterKey(reading, from) : 0;
	if (colon > 0) {
		readValue(reading, colon + 1, undefined, readKey(reading, from, colon));
	} else {
		// A key that is opened itself becomes one when the colon after its end comes.
		readValue(reading, from);
	}
}

/** Undefined as long as the first member is an opened object, which may be a key or an element. */
function formAt(reading: Reading, from: number): Form | undefined {
	if (afterFieldName(reading, from) > 0) {
		return 'fields';
	}

	const content = afterHead(reading, from);
	if (content > 0 && isLineEnd(reading, content)) {
		return undefined;
	}

	return colonAfterKey(reading, from) > 0 ? 'entries' : 'items';
}

/**
The offset of the colon between a key and its value, or 0. Keys are not escaped: the first colon after
a bracket before something that looks like a value is taken.
*/
function colonAfterKey(reading: Reading, from: number): number {
	const {text} = reading;
	if (text.startsWith('null:', from)) {
		return from + 4;
	}

	const content = afterHead(reading, from);
	if (content === 0 || isLineEnd(reading, content)) {
		return 0;
	}

	let eol = lineEnd(reading, content);
	let colon = colonIn(text, content, eol);
	// What a `toString` says may be several lines, and then the colon is in one of them.
	const isOneLine = isSingleLine(typeBetween(reading, from + 1, content - 1));
	while (colon === 0 && !isOneLine && eol < reading.end && levelAt(reading, eol + 1) === 0) {
		const next = eol + 1;
		eol = lineEnd(reading, next);
		colon = colonIn(text, next, eol);
	}

	return colon;
}

function colonIn(text: string, from: number, eol: number): number {
	const line = text.slice(from, eol);
	for (let bracket = line.indexOf(']:'); bracket !== -1; bracket = line.indexOf(']:', bracket + 1)) {
		if (valueStart.test(line.slice(bracket + 2, bracket + 200))) {
			return from + bracket + 1;
		}
	}

	return 0;
}

/** A value, a stack trace, or nothing where the agent could not draw the value. */
const valueStart = /^(?:@[^[\]\n]*\[|null,$|\.{3}|(?:[\p{L}\p{N}_$]+\.)+[\p{L}\p{N}_$]+(?::|$)|$)/u;

function readKey(reading: Reading, from: number, colon: number): ObjectNode {
	if (reading.text.startsWith('null', from)) {
		return objectNode('null', undefined, from, colon);
	}

	const content = afterHead(reading, from);
	const node = objectNode('value', undefined, from, colon);
	node.type = typeBetween(reading, from + 1, content - 1);
	describeValue(node, reading.text.slice(content, colon - 1));
	return node;
}
