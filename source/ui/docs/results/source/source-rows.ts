import type {Line} from '../../../../views/block.js';
import {span} from '../../../../views/build-block.js';
import {cutLine} from '../../../../views/fit-line.js';
import {safeLine} from '../../../../views/safe-line.js';
import {texts} from '../../../../words/index.js';
import {deeper} from '../../deeper.js';
import type {DocOptions, DocRow} from '../../doc.js';
import {fitRow} from '../../rows/fit-row.js';
import {foldOf, isOpen} from '../../rows/folds.js';
import {tokenizeJava} from './tokenize-java.js';

type SourceLine = {
	key: string;
	text: string;
	number: string | undefined;
	spans: Line;
	/** The line of the member of a class that it stands in. */
	member: SourceLine | undefined;
	/** Lines that fold with it. */
	count: number;
};

export type SourceFacts = {
	/** Those of the lines of the source, by the lines of the text. */
	numbers: ReadonlyMap<number, string>;
	className: string | undefined;
};

/** Java as text with the numbers of its lines, by the lines of this text from 1. The bodies of methods fold. */
export function sourceRows(source: string, {numbers, className}: SourceFacts, options: DocOptions): DocRow[] {
	const lines = readLines(source, numbers);
	const hasNumbers = lines.some(({number}) => number !== undefined);
	const {state, glyphs, say} = options;
	return lines.flatMap((line): DocRow[] => {
		if (line.member !== undefined && !isOpen(state, line.member.key, true)) {
			return [];
		}

		const open = line.count === 0 ? undefined : isOpen(state, line.key, true);
		const more: Line = open === false ? [span(`  ${glyphs.folded} ${say(texts.docs.moreLines, {count: line.count})}`, 'dim')] : [];
		const before = hasNumbers ? [span(`${(line.number ?? '').padStart(6)} ${glyphs.edge} `, 'dim')] : [];
		return [{
			key: line.key,
			spans: fitRow(cutLine(safeLine([...before, ...line.spans, ...more]), options.width, 'end'), options),
			fold: open === undefined ? undefined : foldOf(open),
			parent: line.member?.key,
			value: line.text,
			deeper: line.count === 0 ? undefined : deeper('trace', className, methodIn(line.text, className)),
		}];
	});
}

/** The method that a line begins, as Arthas calls it; undefined for whatever else has a body. */
function methodIn(text: string, className = ''): string | undefined {
	const name = /([\p{L}\p{N}_$]+)\s*\([^=;]*\{\s*$/u.exec(text)?.[1];
	return name !== undefined && className.split(/[.$]/u).at(-1) === name ? '<init>' : name;
}

const memberDepth = 1;

function readLines(source: string, numbers: ReadonlyMap<number, string>): SourceLine[] {
	const lines: SourceLine[] = [];
	let depth = 0;
	let inComment = false;
	let member: SourceLine | undefined;
	for (const [index, raw] of source.replace(/\n$/u, '').split(/\r?\n/u).entries()) {
		const {text, number} = numbered(raw);
		const {spans, opens, least, inComment: goesOn} = tokenizeJava(text, inComment);
		const line: SourceLine = {
			key: `s${index + 1}`, text, number: numbers.get(index + 1) ?? number, spans, member, count: 0,
		};
		lines.push(line);
		if (member !== undefined) {
			member.count++;
			// The brace that ends a member folds with it.
			member = depth + least <= memberDepth ? undefined : member;
		}

		depth += opens;
		member ??= opens > 0 && depth === memberDepth + 1 ? line : undefined;
		inComment = goesOn;
	}

	return lines;
}

/** Arthas writes the number of a line before it, and blanks in its place where it knows none. */
function numbered(line: string): {text: string; number: string | undefined} {
	const [before = '', number] = /^\/\*\s*(\d+)\s*\*\/ ?/u.exec(line) ?? [];
	return before === '' ? {text: line.replace(/^ {7}/u, ''), number: undefined} : {text: line.slice(before.length), number};
}
