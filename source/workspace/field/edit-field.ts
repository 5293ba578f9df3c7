import {
	graphemeAfter, graphemeBefore, lineEnd, lineStart, wordEnd, wordStart,
} from './boundaries.js';
import {insertText, type Field} from './field.js';

/**
The field after a key, as readline has them; undefined for a key that edits nothing, which may mean something else.
`up` and `down` move between the lines of a field and mean something else at the first and the last.

@param keyName As keys are bound, such as `ctrl-left`.
@param text What the key types, if it does.
*/
export function editField(field: Field, keyName: string, text?: string): Field | undefined {
	const edit = Object.hasOwn(edits, keyName) ? edits[keyName] : undefined;
	if (edit) {
		return edit(field);
	}

	return text === undefined || text === '' ? undefined : insertText(field, text);
}

/** `ctrl-a` and `ctrl-b` belong to the multiplexer around us and `ctrl-w` to the panes, so that they are missing. */
const edits: Readonly<Record<string, (field: Field) => Field | undefined>> = {
	left: field => to(field, graphemeBefore(field.text, field.caret)),
	right: field => to(field, graphemeAfter(field.text, field.caret)),
	'ctrl-left': toWordStart,
	'alt-b': toWordStart,
	'ctrl-right': toWordEnd,
	'alt-f': toWordEnd,
	home: field => to(field, lineStart(field.text, field.caret)),
	end: toLineEnd,
	'ctrl-e': toLineEnd,
	'ctrl-home': field => to(field, 0),
	'ctrl-end': field => to(field, field.text.length),
	up: field => toLine(field, -1),
	down: field => toLine(field, 1),
	backspace: field => without(field, graphemeBefore(field.text, field.caret), field.caret),
	delete: field => without(field, field.caret, graphemeAfter(field.text, field.caret)),
	'ctrl-d': field => without(field, field.caret, graphemeAfter(field.text, field.caret)),
	'alt-backspace': killWordBefore,
	'ctrl-backspace': killWordBefore,
	'alt-d': killWordAfter,
	'ctrl-delete': killWordAfter,
	'ctrl-u': killLineBefore,
	'ctrl-k': killLineAfter,
	'ctrl-y': field => field.killed === undefined ? field : insertText(field, field.killed),
};

function toWordStart(field: Field): Field {
	return to(field, wordStart(field.text, field.caret));
}

function toWordEnd(field: Field): Field {
	return to(field, wordEnd(field.text, field.caret));
}

function toLineEnd(field: Field): Field {
	return to(field, lineEnd(field.text, field.caret));
}

function toLine(field: Field, by: 1 | -1): Field | undefined {
	const {text, caret} = field;
	const start = lineStart(text, caret);
	const other = by === 1 ? lineEnd(text, caret) + 1 : lineStart(text, start - 1);
	if (by === 1 ? other > text.length : start === 0) {
		return undefined;
	}

	return to(field, onBoundary(text, other, Math.min(other + caret - start, lineEnd(text, other))));
}

/** The place at or before `at` that is not inside a character. */
function onBoundary(text: string, start: number, at: number): number {
	const before = at === start ? at : graphemeBefore(text, at);
	return graphemeAfter(text, before) > at ? before : at;
}

function killWordBefore(field: Field): Field {
	return kill(field, wordStart(field.text, field.caret), field.caret);
}

function killWordAfter(field: Field): Field {
	return kill(field, field.caret, wordEnd(field.text, field.caret));
}

/** At the start of a line it takes the end of the one above, so that many of them clear all. */
function killLineBefore(field: Field): Field {
	const start = lineStart(field.text, field.caret);
	return kill(field, start === field.caret ? Math.max(start - 1, 0) : start, field.caret);
}

/** At the end of a line it takes the line's end, so that the next one comes up. */
function killLineAfter(field: Field): Field {
	const end = lineEnd(field.text, field.caret);
	return kill(field, field.caret, end === field.caret ? Math.min(end + 1, field.text.length) : end);
}

function kill(field: Field, from: number, end: number): Field {
	return from === end ? field : {...without(field, from, end), killed: field.text.slice(from, end)};
}

function without(field: Field, from: number, end: number): Field {
	return from === end ? field : {...field, text: field.text.slice(0, from) + field.text.slice(end), caret: from};
}

function to(field: Field, caret: number): Field {
	return caret === field.caret ? field : {...field, caret};
}
