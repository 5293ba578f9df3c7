import {type ObjectNode, objectNode} from './object-node.js';
import {drawingEnd} from './drawing-end.js';
import {afterHead} from './after-head.js';
import {readMember} from './read-member.js';
import {readValue} from './read-value.js';
import {
	addNode, complain, type Frame, lineEnd, markCut, type Reading,
} from './reading.js';
import {afterBlanks, isDots, levelAt} from './level-at.js';

/**
Reads a text that begins with `@Type[`, line by line and without recursion. It never fails: a line that
fits nowhere becomes an unread child of the object in which it stands.
*/
export function readDrawing(text: string): {root: ObjectNode; problem: string | undefined} {
	const {end, limit} = drawingEnd(text);
	const reading: Reading = {
		text, end, at: 0, frames: [], types: [], root: objectNode('unread', text, 0, text.length), problem: undefined,
	};
	if (limit !== undefined) {
		reading.problem = `the agent cut the object at its size limit of ${limit} characters`;
	}

	if (afterHead(reading, 0) === 0) {
		complain(reading, 'there is no object text', 0);
		return reading;
	}

	readValue(reading, 0);
	while (reading.frames.length > 0 && reading.at < end) {
		readLine(reading);
	}

	closeDownTo(reading, 0, end);
	return reading;
}

function readLine(reading: Reading): void {
	const content = afterBlanks(reading, reading.at);
	const {text, frames} = reading;
	if (content >= reading.end || text[content] === '\n' || isDots(reading, content)) {
		skipLine(reading, content);
		return;
	}

	const level = levelAt(reading, reading.at, content);
	if (level === 0) {
		readFurther(reading, content);
		return;
	}

	closeDownTo(reading, level, content);
	const frame = frames[level - 1];
	if (text[content] === ']') {
		close(reading, content);
	} else if (frame !== undefined) {
		readMember(reading, frame, content);
	}
}

/** Members are missing where dots or nothing but blanks stand. */
function skipLine(reading: Reading, content: number): void {
	markCut(reading);
	complain(reading, 'the agent left members out', content);
	reading.at = lineEnd(reading, content) + 1;
}

/** Objects below a level whose brackets never came: the agent gave up in their midst, and goes on further out. */
function closeDownTo(reading: Reading, level: number, offset: number): void {
	while (reading.frames.length > level) {
		const frame = reading.frames.pop();
		if (frame !== undefined) {
			frame.node.isCut = true;
			frame.node.end = offset;
			complain(reading, 'the object that began before has no end', offset);
		}
	}
}

function close(reading: Reading, bracket: number): void {
	const frame = reading.frames.pop();
	const parent = reading.frames.at(-1);
	if (frame === undefined) {
		return;
	}

	const {node, form, children} = frame;
	node.end = bracket + 1;
	node.size = form === undefined || form === 'fields' || node.isCut ? undefined : children.length;
	reading.at = lineEnd(reading, bracket) + 1;
	if (parent === undefined) {
		return;
	}

	if (reading.text[bracket + 1] === ':') {
		parent.form ??= 'entries';
		readValueUnder(reading, parent, bracket + 2);
	} else {
		parent.form ??= 'items';
	}
}

/** What looked like an element before was the key of an entry. */
function readValueUnder(reading: Reading, {children}: Frame, from: number): void {
	const key = children.at(-1);
	const isKey = key !== undefined && key.name === undefined && key.key === undefined;
	if (isKey) {
		children.pop();
	}

	readValue(reading, from, undefined, isKey ? key : undefined);
}

/** A line at no place of a member: the value under a stack trace, or nothing that anybody knows. */
function readFurther(reading: Reading, content: number): void {
	const frame = reading.frames.at(-1);
	const last = frame?.children.at(-1);
	if (frame !== undefined && last?.kind === 'exception' && last.end === content && reading.text[content] === ':') {
		frame.form ??= 'entries';
		readValueUnder(reading, frame, content + 1);
	} else {
		readUnknown(reading, content, last);
	}
}

/** Neighbouring lines become one node. */
function readUnknown(reading: Reading, content: number, last: ObjectNode | undefined): void {
	const {text} = reading;
	const eol = lineEnd(reading, content);
	reading.at = eol + 1;
	complain(reading, 'there is no object text', content);
	if (last?.kind === 'unread') {
		last.end = eol;
		last.text = text.slice(last.start, eol);
		return;
	}

	addNode(reading, objectNode('unread', text.slice(content, eol), content, eol));
}
