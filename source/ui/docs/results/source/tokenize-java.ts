import type {Line, Style} from '../../../../views/block.js';

const keywords = [
	'abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if',
	'implements import instanceof int interface long native new package private protected public return short static strictfp super switch',
	'synchronized this throw throws transient try void volatile while true false null var record sealed permits yield',
].join(' ').replaceAll(' ', '|');

const tokens = new RegExp([
	String.raw`(?<comment>//.*|/\*.*?(?:\*/|$))`,
	String.raw`(?<text>"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)`,
	String.raw`(?<annotation>@[\p{L}_$][\p{L}\p{N}_$.]*)`,
	String.raw`(?<keyword>\b(?:${keywords})\b)`,
	String.raw`(?<number>\b\d[\w.]*)`,
	String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*)`,
].join('|'), 'gu');

const styles: Record<string, Style> = {
	comment: 'dim', text: 'ok', annotation: 'dim', keyword: 'title', number: 'info',
};

export type JavaLine = {
	spans: Line;
	/** How many more braces it opens than it closes, and how deep it goes down before that. */
	opens: number;
	least: number;
	/** Whether the next line begins in a comment. */
	inComment: boolean;
};

/** A line of Java in the styles of its words. Enough for what a decompiler writes; what it misjudges has another weight and is still all there. */
export function tokenizeJava(line: string, inComment: boolean): JavaLine {
	const end = inComment ? line.indexOf('*/') : -2;
	if (end === -1) {
		return {
			spans: [{text: line, style: 'dim'}], opens: 0, least: 0, inComment: true,
		};
	}

	const spans: Line = [];
	const start = end === -2 ? 0 : end + 2;
	if (start > 0) {
		spans.push({text: line.slice(0, start), style: 'dim'});
	}

	const rest = line.slice(start);
	let at = 0;
	let opens = 0;
	let least = 0;
	let isOpen = false;
	const plain = (text: string) => {
		for (const brace of text.matchAll(/[{}]/gu)) {
			opens += brace[0] === '{' ? 1 : -1;
			least = Math.min(least, opens);
		}

		if (text !== '') {
			spans.push({text});
		}
	};

	for (const match of rest.matchAll(tokens)) {
		const [text] = match;
		const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] ?? 'name';
		if (kind !== 'name') {
			plain(rest.slice(at, match.index));
			spans.push({text, style: styles[kind]});
			at = match.index + text.length;
			isOpen = kind === 'comment' && text.startsWith('/*') && !(text.length > 3 && text.endsWith('*/'));
		}
	}

	plain(rest.slice(at));
	return {
		spans, opens, least, inComment: isOpen,
	};
}
