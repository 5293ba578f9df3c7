import type {
	Line, ListItem, Span, Style, TextBlock,
} from './block.js';

/** A text block of lines; a text with newlines becomes as many rows. */
export function textBlock(...lines: Array<string | Line>): TextBlock {
	return {kind: 'text', lines: lines.map(line => typeof line === 'string' ? lineOf(line) : line)};
}

/** A text block of a list of any length, one text a line. */
export function linesBlock(lines: readonly string[]): TextBlock {
	return {kind: 'text', lines: lines.map(line => lineOf(line))};
}

/** A text as a program prints it: the newline that ends its last line begins no further one. */
export function outputBlock(output: string, style?: Style): TextBlock {
	return textBlock([span(output.replace(/\r?\n$/u, ''), style)]);
}

export function lineOf(...parts: Array<string | Span>): Line {
	return parts.map(part => typeof part === 'string' ? {text: part} : part);
}

export function span(text: string, style?: Style): Span {
	return style === undefined ? {text} : {text, style};
}

export function listItem(key: string, value: string | Span | Line[]): ListItem {
	return {key, value: Array.isArray(value) ? value : [lineOf(value)]};
}
