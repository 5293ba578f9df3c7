import type {ColorDepth} from '../colors/color-depth.js';
import {reduceColor, type RawColor} from './reduce-color.js';

/** How a cell looks: parameters for text and ground, and those of the flags that are on. */
export type Attributes = {readonly text: string; readonly ground: string; readonly flags: number};

export const plainAttributes: Attributes = {text: '', ground: '', flags: 0};

/** Blinking is not among them: nothing of ours blinks, and nothing else is asked. */
const flagNumbers = [1, 2, 3, 4, 7, 8, 9];

/** Flags that are seen on a blank: a line below or through it, and reverse. */
const visibleFlags = flagBit(4) | flagBit(7) | flagBit(9);

/** What one SGR sequence with these parameters makes of attributes. What is not known is ignored. */
export function applySgr(before: Attributes, parameters: string, depth: ColorDepth): Attributes {
	let after = before;
	const list = parameters.split(';');
	for (let index = 0; index < list.length; index++) {
		const [code = 0, ...rest] = (list[index] ?? '').split(':').map(Number);
		if (code !== 38 && code !== 48 && code !== 58) {
			after = applyCode(after, code, rest[0], depth);
			continue;
		}

		// The colour follows after colons, or, as nearly everybody writes it, in the next parameters.
		const isInline = rest.length > 0;
		const values = isInline ? rest : list.slice(index + 1, index + 5).map(Number);
		index += isInline ? 0 : (values[0] === 2 ? 4 : 2);
		after = withColor(after, code, colorOf(values, isInline), depth);
	}

	return after;
}

export function attributesSgr({text, ground, flags}: Attributes): string {
	return [...flagNumbers.filter(number => flags & flagBit(number)), text, ground].filter(part => part !== '').join(';');
}

/** Whether a blank with these attributes differs from an empty cell. */
export function showsOnBlank({ground, flags}: Attributes): boolean {
	return ground !== '' || (flags & visibleFlags) !== 0;
}

function flagBit(number: number): number {
	return 1 << number;
}

function applyCode(before: Attributes, code: number, detail: number | undefined, depth: ColorDepth): Attributes {
	const basic = basicColor(code);
	if (basic !== undefined) {
		return withColor(before, basic.isGround ? 48 : 38, {index: basic.index}, depth);
	}

	switch (code) {
		case 0: {
			return plainAttributes;
		}

		case 21: {
			return {...before, flags: before.flags | flagBit(4)};
		}

		case 22: {
			return {...before, flags: before.flags & ~(flagBit(1) | flagBit(2))};
		}

		case 39: {
			return {...before, text: ''};
		}

		case 49: {
			return {...before, ground: ''};
		}

		default: {
			return applyFlag(before, code, detail);
		}
	}
}

/** A flag is switched off by its number and 20, underline also by `4:0`. */
function applyFlag(before: Attributes, code: number, detail: number | undefined): Attributes {
	const number = code > 20 ? code - 20 : code;
	if (!flagNumbers.includes(number)) {
		return before;
	}

	const isOff = code > 20 || detail === 0;
	return {...before, flags: isOff ? before.flags & ~flagBit(number) : before.flags | flagBit(number)};
}

function basicColor(code: number): {index: number; isGround: boolean} | undefined {
	const isBright = code >= 90;
	const index = code - (isBright ? 90 : 30);
	const isGround = index >= 10;
	const within = index - (isGround ? 10 : 0);
	return within >= 0 && within < 8 ? {index: within + (isBright ? 8 : 0), isGround} : undefined;
}

function withColor(before: Attributes, code: number, color: RawColor | undefined, depth: ColorDepth): Attributes {
	if (color === undefined || code === 58) {
		return before;
	}

	return code === 48
		? {...before, ground: reduceColor(color, depth, true)}
		: {...before, text: reduceColor(color, depth, false)};
}

/** `5, number` or `2, red, green, blue`; after colons a colour space may stand before red. */
function colorOf(values: number[], isInline: boolean): RawColor | undefined {
	const isByte = (value: number | undefined) => value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255;
	if (values[0] === 5 && isByte(values[1])) {
		return {index: values[1] ?? 0};
	}

	const [red = 0, green = 0, blue = 0] = values.slice(isInline && values.length > 4 ? 2 : 1);
	return values[0] === 2 && [red, green, blue].every(value => isByte(value)) ? {rgb: [red, green, blue]} : undefined;
}
