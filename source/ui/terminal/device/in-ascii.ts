import {characterWidth} from '../../../views/width.js';

/** A text, with sequences or without, for a terminal that shows only ASCII: each other character becomes signs of the same width, so that nothing moves. */
export function inAscii(text: string): string {
	return text.replaceAll(/[^\0-\u{7F}]/gu, character => like[character] ?? '?'.repeat(characterWidth(character)));
}

/** A text in which the signs that some terminals draw two cells wide are of ASCII; letters of any language stay. */
export function signsInAscii(text: string): string {
	return text.replaceAll(ownSigns, sign => like[sign] ?? sign);
}

/** Signs of our own texts, and of the texts of agents that are common. */
const like: Readonly<Record<string, string>> = {
	'…': '~', '·': '.', '×': 'x', '−': '-', '–': '-', '—': '-', '‘': '\'', '’': '\'', '“': '"', '”': '"',
	'←': '<', '→': '>', '↑': '^', '↓': 'v', '≥': '>', '≤': '<', '≠': '#', '±': '~',
	'─': '-', '╌': '-', '━': '-', '│': '|', '┃': '|', '├': '+', '└': '`', '┌': '+', '┐': '+', '┘': '+', '┤': '+', '┬': '+', '┴': '+', '┼': '+',
};

const ownSigns = new RegExp(`[${Object.keys(like).join('')}]`, 'gu');
