import type {Reading} from './reading.js';

/**
The offset after `@Type[`, or 0 where no such head stands. The type of an array ends with brackets of
its own (`@int[][`); an empty string (`@String[]`) and a text that begins with a bracket look alike,
but what an array holds is always a size or begins on the next line.
*/
export function afterHead(reading: Reading, from: number): number {
	const {text, end} = reading;
	if (text[from] !== '@') {
		return 0;
	}

	for (let next = from + 1; next < end; next++) {
		const character = text[next];
		if (character === '[') {
			return afterDimensions(reading, next) || next + 1;
		}

		if (character === '\n' || character === ']') {
			return 0;
		}
	}

	return 0;
}

function afterDimensions(reading: Reading, bracket: number): number {
	const {text} = reading;
	let next = bracket;
	while (text[next + 1] === ']' && text[next + 2] === '[') {
		next += 2;
	}

	return next > bracket && (isLineEnd(reading, next + 1) || text.startsWith('isEmpty=true;', next + 1) || text.startsWith('isEmpty=false;', next + 1)) ? next + 1 : 0;
}

export function isLineEnd({text, end}: Reading, offset: number): boolean {
	return offset >= end || text[offset] === '\n';
}
