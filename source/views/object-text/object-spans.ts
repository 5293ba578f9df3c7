import type {Line, Style} from '../block.js';
import {lineOf, span} from '../build-block.js';
import type {ObjectKind, ObjectNode} from './object-node.js';
import {previewObject, withoutPackage} from './preview-object.js';

/** What is said about a value that can't be shown in its own words. */
export const objectWords = {
	notOpened: 'not opened',
	failed: 'the agent could not show it',
	cut: 'cut',
};

export type ObjectSpansOptions = {
	/** A folded object is followed by a preview of what is in it. */
	isFolded: boolean;
	/** Characters of a text beyond which nothing of it can be in sight. */
	room: number;
	words: typeof objectWords;
};

/** A value as Arthas writes it, in one line: the type is dim, the value stands out. */
export function objectSpans(node: ObjectNode, {isFolded, room, words}: ObjectSpansOptions): Line {
	return [
		...valueSpans(node, room, words),
		...(isFolded && node.kind === 'opened' ? [span(`  ${previewObject(node, room)}`, 'dim')] : []),
		...(node.isCut ? [span(` … ${words.cut}`, 'warn')] : []),
	];
}

function valueSpans(node: ObjectNode, room: number, words: typeof objectWords): Line {
	const {kind, type, text, size} = node;
	const head = type === undefined ? '' : `@${type}`;
	switch (kind) {
		case 'null': {
			return [span('null', 'dim')];
		}

		case 'opened': {
			return [span(`${head}${size === undefined ? '' : `[${size}]`}`, 'dim')];
		}

		case 'closed': {
			return lineOf(span(`${head}${closedText(node, room)}`, 'dim'), span(`  ${words.notOpened}`, 'info'));
		}

		case 'failed': {
			// Where it is cut, that says it all.
			const failure = node.isCut ? [] : [span(`${head === '' ? '' : '  '}${words.failed}`, 'warn')];
			return lineOf(span(head, 'dim'), ...failure, text === undefined ? '' : `: ${firstLine(text, room)}`);
		}

		case 'exception': {
			return [span(withoutPackage(firstLine(text ?? head, room)), 'bad')];
		}

		default: {
			const shown = span(firstLine(text ?? '', room), styles[kind]);
			return type === undefined ? bareText(shown.text, kind) : lineOf(span(`${head}[`, 'dim'), shown, span(']', 'dim'));
		}
	}
}

const styles: Partial<Record<ObjectKind, Style>> = {reference: 'info', unread: 'warn'};

/** JSON has no types: quotes tell texts from numbers. Further lines of a text have none. */
function bareText(text: string, kind: ObjectKind): Line {
	return kind === 'text' ? lineOf(span('"', 'dim'), text, span('"', 'dim')) : [span(text, styles[kind])];
}

function closedText({text, size}: ObjectNode, room: number): string {
	if (size !== undefined) {
		return `[${size}]`;
	}

	return text === undefined ? '' : `[${firstLine(text, room)}]`;
}

/** A megabyte in one line is cut before anybody measures it. */
function firstLine(text: string, room: number): string {
	const limit = Math.min((4 * room) + 16, 100_000);
	const [line = ''] = text.slice(0, limit).split(/\r?\n/u, 1);
	return line.length === limit ? `${line}…` : line;
}
