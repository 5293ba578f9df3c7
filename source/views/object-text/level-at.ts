import type {Form, Reading} from './reading.js';

/**
The frame, counted from 1, that a line belongs to by its indentation and its first characters: as a
member, or as the bracket that closes it. 0 for a line that belongs to none, which is then a further
line of a text. This is all there is to tell them apart: Arthas escapes nothing but newlines, and
those in strings only.
*/
export function levelAt(reading: Reading, lineStart: number, content = afterBlanks(reading, lineStart)): number {
	const {text, end, frames} = reading;
	const indent = content - lineStart;
	const level = indent >> 2;
	if (content >= end || isDots(reading, content)) {
		return frames.length;
	}

	if ((indent & 3) !== 0) {
		return 0;
	}

	switch (text[content]) {
		case '\n': {
			// A member of a list whose `toString` throws leaves its indentation behind.
			return level === frames.length ? level : 0;
		}

		case ']': {
			return level < frames.length && isClosing(reading, content, level) ? level + 1 : 0;
		}

		default: {
			const frame = frames[level - 1];
			return frame !== undefined && startsMember(reading, content, frame.form) ? level : 0;
		}
	}
}

export function afterBlanks({text, end}: Reading, lineStart: number): number {
	let content = lineStart;
	while (content < end && text[content] === ' ') {
		content++;
	}

	return content;
}

/** Arthas writes three dots for each object that it leaves because its limit is reached. */
export function isDots({text, end}: Reading, from: number): boolean {
	if (!text.startsWith('...', from)) {
		return false;
	}

	let next = from;
	while (next < end && text[next] === '.') {
		next++;
	}

	return next === end || text[next] === '\n';
}

/** Whether the field name is followed by `=` here: the offset after it, or 0. */
export function afterFieldName({text}: Reading, from: number): number {
	fieldName.lastIndex = from;
	return fieldName.test(text) ? fieldName.lastIndex : 0;
}

/** Java names hold letters, digits, `_` and `$`; other languages of the JVM allow more, and none of these. */
const fieldName = /[^\s=@[\].;/:,"(){}]+=/uy;

/** The first line of what a throwable prints, which Arthas writes without anything around it. */
const className = /[\p{L}\p{N}_$]+(?:[.:]|$)/muy;

/** The root ends with the drawing, every other object with a comma, or with a colon when it is a key. */
function isClosing({text, end}: Reading, bracket: number, level: number): boolean {
	const next = bracket + 1;
	return next === end || (level > 0 && (text[next] === ':' || text.startsWith(',\n', next) || (text[next] === ',' && next + 1 === end)));
}

function startsMember(reading: Reading, content: number, form: Form | undefined): boolean {
	const {text} = reading;
	if (form === 'fields') {
		return afterFieldName(reading, content) > 0;
	}

	if (text[content] === '@' || text.startsWith('null,', content) || text.startsWith('null:', content)) {
		return true;
	}

	className.lastIndex = content;
	return className.test(text) || (form === undefined && afterFieldName(reading, content) > 0);
}
