import {type ObjectNode, objectNode} from './object-node.js';
import {readBare} from './read-bare.js';
import {afterHead, isLineEnd} from './after-head.js';
import {
	addNode, complain, lineEnd, type Reading, typeBetween,
} from './reading.js';
import {describeValue, isSingleLine} from './describe-value.js';
import {levelAt} from './level-at.js';

/**
Reads the value at `from` as the next member of the innermost open object. Reading goes on in the line
after it, which is the first member of the value itself where that is opened.
*/
export function readValue(reading: Reading, from: number, name?: string, key?: ObjectNode): void {
	const content = afterHead(reading, from);
	if (content === 0) {
		readBare(reading, from, name, key);
		return;
	}

	const node = objectNode('value', undefined, from, content);
	node.type = typeBetween(reading, from + 1, content - 1);
	node.name = name;
	node.key = key;
	addNode(reading, node);
	if (!isLineEnd(reading, content) || !readOpened(reading, node, content)) {
		readText(reading, node, content);
	}
}

/** A collection whose first element would look like an entry of a map is known by its type. */
const listType = /(?:List|Set|Queue|Deque|\[\])$/u;

/** False when what follows are further lines of a `toString` that begins with a newline. */
function readOpened(reading: Reading, node: ObjectNode, content: number): boolean {
	const {frames, end} = reading;
	const children: ObjectNode[] = [];
	frames.push({node, children, form: listType.test(node.type ?? '') ? 'items' : undefined});
	const level = levelAt(reading, Math.min(content + 1, end));
	if (level === frames.length) {
		node.kind = 'opened';
		node.children = children;
		reading.at = content + 1;
		return true;
	}

	frames.pop();
	if (level === 0) {
		return false;
	}

	// Since JDK 9 fields of the JDK's own classes are closed, and Arthas 4.1.5 gives up after the head.
	node.kind = 'failed';
	complain(reading, 'the agent could not open the object', node.start);
	reading.at = content + 1;
	return true;
}

function readText(reading: Reading, node: ObjectNode, content: number): void {
	const eol = endOfText(reading, node.type ?? '', content);
	const bracket = closingBracket(reading, eol);
	reading.at = eol + 1;
	if (bracket < content) {
		describeValue(node, reading.text.slice(content, eol));
		node.isCut = true;
		node.end = eol;
		complain(reading, 'the value has no end', node.start);
		return;
	}

	node.end = bracket + 1;
	describeValue(node, reading.text.slice(content, bracket));
}

/** Where `]` stands before the end of a line, and -1 where it does not. The root alone has no comma after it. */
function closingBracket({text, frames}: Reading, eol: number): number {
	const bracket = frames.length === 0 ? eol - 1 : eol - 2;
	return text[bracket] === ']' && (frames.length === 0 || text[eol - 1] === ',') ? bracket : -1;
}

/** The end of the last line of a value: what a `toString` says goes on until a line looks as if another member began. */
function endOfText(reading: Reading, type: string, content: number): number {
	if (reading.frames.length === 0) {
		return reading.end;
	}

	let eol = lineEnd(reading, content);
	if (isSingleLine(type)) {
		return eol;
	}

	while (eol < reading.end && !(endsValue(reading, eol) && levelAt(reading, eol + 1) > 0)) {
		eol = lineEnd(reading, eol + 1);
	}

	return eol;
}

/** With three dots instead of its bracket a value ends where Arthas left it because its limit was reached. */
function endsValue(reading: Reading, eol: number): boolean {
	return closingBracket(reading, eol) !== -1 || (reading.text.startsWith('...', eol - 3) && /^ *\]/u.test(reading.text.slice(eol + 1, eol + 1 + (4 * reading.frames.length))));
}
