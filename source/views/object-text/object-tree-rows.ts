import type {Line, Span} from '../block.js';
import {lineOf, span} from '../build-block.js';
import {cutLine, lineWidth} from '../fit-line.js';
import type {Row} from '../layout.js';
import {safeLine} from '../safe-line.js';
import type {ObjectLine} from './object-lines.js';
import {objectSpans, objectWords} from './object-spans.js';

export type ObjectTreeStyle = {
	/** Cells of a row. */
	width: number;
	glyphs?: ObjectTreeGlyphs | undefined;
	words?: typeof objectWords | undefined;
	/** What stands behind the label in so many cells, where that is not the value in its own colours. */
	differing?: ((room: number) => Line) | undefined;
};

export type ObjectTreeGlyphs = {
	/** Two cells each, except for the two of folds, which have one. */
	branch: string;
	lastBranch: string;
	trunk: string;
	folded: string;
	opened: string;
};

const objectTreeGlyphs: ObjectTreeGlyphs = {
	branch: '├─', lastBranch: '└─', trunk: '│ ', folded: '▹', opened: '▿',
};

/** Rows for lines of an object, one each. Give it the lines in sight only: of the others nothing is needed. */
export function objectTreeRows(lines: readonly ObjectLine[], style: ObjectTreeStyle): Row[] {
	return lines.map(line => objectTreeRow(line, style));
}

function objectTreeRow(line: ObjectLine, {width, glyphs = objectTreeGlyphs, words = objectWords, differing}: ObjectTreeStyle): Row {
	const guide = `${guideOf(line, glyphs)}${foldMark(line, glyphs)} `;
	const before = [span(cutGuide(guide, width), 'dim'), ...labelSpans(line)];
	const value = differing?.(width - lineWidth(before)) ?? objectSpans(line.node, {isFolded: line.isOpen === false, room: width, words});
	return cutLine([...before, ...safeLine(value)], width, 'end');
}

/** The branch of the line and, before it, the trunks of the lines around it that have further branches below. */
function guideOf(line: ObjectLine, glyphs: ObjectTreeGlyphs): string {
	let guide = '';
	for (let next: ObjectLine | undefined = line; next?.parent !== undefined; next = next.parent) {
		const isOwn = next === line;
		const last = isOwn ? glyphs.lastBranch : '  ';
		const other = isOwn ? glyphs.branch : glyphs.trunk;
		guide = `${next.isLast ? last : other}${isOwn ? '' : ' '}${guide}`;
	}

	return guide;
}

function foldMark({isOpen}: ObjectLine, glyphs: ObjectTreeGlyphs): string {
	if (isOpen === undefined) {
		return ' ';
	}

	return isOpen ? glyphs.opened : glyphs.folded;
}

/** Deep lines keep half of the row for what they say. */
function cutGuide(guide: string, width: number): string {
	const room = Math.max(2, Math.floor(width / 2));
	return guide.length <= room ? guide : `…${guide.slice(guide.length - room + 1)}`;
}

function labelSpans({label, labelWidth}: ObjectLine): Line {
	if (label === '') {
		return [];
	}

	const shown: Span[] = cutLine(safeLine([span(label, 'key')]), Math.max(labelWidth, 1), 'end');
	return lineOf(...shown, ' '.repeat(Math.max(0, labelWidth - lineWidth(shown)) + 2));
}
