import type {Line} from '../../../views/block.js';
import {span} from '../../../views/build-block.js';
import {displayWidth} from '../../../views/width.js';

/** A text in which the words stand out that another one has otherwise. Where it has no room, its start goes so that they stay in sight. */
export function wordDiff(text: string, other: string, side: 'add' | 'del', room: number): Line {
	const start = sameStart(text, other);
	const end = sameEnd(text.slice(start), other.slice(start));
	const before = text.slice(0, start);
	const kept = Math.max(Math.floor(room / 3), 1);
	const isCut = start > kept && displayWidth(text) > room;
	const style = `diff-${side}` as const;
	return [
		span(isCut ? `…${before.slice(-kept).replace(/^\p{Cs}/u, '')}` : before, style),
		span(text.slice(start, text.length - end), `word-${side}`),
		span(text.slice(text.length - end), style),
	].filter(part => part.text !== '');
}

/** Half a character outside the basic plane counts as part of a word, so that none is cut in two. */
const inWord = /[\p{L}\p{N}_\p{Cs}]/u;

function sameStart(text: string, other: string): number {
	let length = 0;
	while (length < text.length && text[length] === other[length]) {
		length++;
	}

	while (length > 0 && inWord.test(text[length - 1] ?? '')) {
		length--;
	}

	return length;
}

function sameEnd(text: string, other: string): number {
	let length = 0;
	while (length < Math.min(text.length, other.length) && text.at(-1 - length) === other.at(-1 - length)) {
		length++;
	}

	while (length > 0 && inWord.test(text.at(-length) ?? '')) {
		length--;
	}

	return length;
}
