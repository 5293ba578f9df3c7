import {Buffer} from 'node:buffer';

/** A part of a file as `log.read` answers it. Offsets are bytes. */
export type FilePart = {offset: number; nextOffset: number; sizeBytes: number; text: string; isNewFile: boolean};

/** A line without its newline, and where it begins in the file. */
export type LogLine = {offset: number; text: string};

export type LogMark =
	/** The file was rotated or emptied: it is read from its beginning. */
	| {kind: 'new-file'}
	/** Bytes that were not read. */
	| {kind: 'gap'; bytes: number}
	/** The file ends before the offset that was asked for. */
	| {kind: 'short'; sizeBytes: number};

export type LogLines = {kind: 'lines'; lines: readonly LogLine[]; nextOffset: number; sizeBytes: number};

export type LineSplitter = {
	/**
	What a part adds: a mark, then whole lines; a line that is not whole yet waits for the next part. A part that doesn't begin where the
	last one ended adds nothing, and `nextOffset` is where to read again; the first of a request says by its offset how the file is.
	*/
	push(part: FilePart, isFirst: boolean): Array<LogMark | LogLines>;
	/** The last line, which has no newline. */
	flush(): LogLine | undefined;
	/** Where the next part should begin; undefined before the first. */
	readonly nextOffset: number | undefined;
};

/** A line without end, such as a binary file has, is cut into pieces of this length. */
const longestLine = 1 << 20;

/** Makes lines of parts: each once, whatever the parts are. */
export function createLineSplitter({offset, skipsFirst = false}: {offset?: number | undefined; skipsFirst?: boolean} = {}): LineSplitter {
	let nextOffset = offset;
	let hasBegun = false;
	let held = '';
	let heldAt = 0;
	// A read that begins somewhere begins in the middle of a line.
	let isSkipping = skipsFirst;

	const flush = (): LogLine | undefined => {
		const line = held === '' || isSkipping ? undefined : {offset: heldAt, text: held};
		held = '';
		return line;
	};

	/** What stands between the last part and this one; `again` where it is to be read from `nextOffset` once more. */
	const compare = (part: FilePart, isFirst: boolean): LogMark | 'fits' | 'again' => {
		const wanted = nextOffset ?? part.offset;
		if (part.isNewFile) {
			return {kind: 'new-file'};
		}

		if (part.offset === wanted || !isFirst) {
			return part.offset === wanted ? 'fits' : 'again';
		}

		if (part.offset > wanted) {
			return {kind: 'gap', bytes: part.offset - wanted};
		}

		// Between two requests nobody has seen that it became shorter.
		return hasBegun ? {kind: 'new-file'} : {kind: 'short', sizeBytes: part.sizeBytes};
	};

	const split = ({text, offset: partAt}: FilePart): LogLine[] => {
		const lines: LogLine[] = [];
		let at = held === '' ? partAt : heldAt;
		const pieces = (held + text).split('\n');
		held = pieces.pop() ?? '';
		for (const piece of pieces) {
			if (!isSkipping) {
				lines.push({offset: at, text: piece.endsWith('\r') ? piece.slice(0, -1) : piece});
			}

			isSkipping = false;
			at += Buffer.byteLength(piece) + 1;
		}

		heldAt = at;
		if (held.length > longestLine) {
			lines.push({offset: heldAt, text: held});
			heldAt += Buffer.byteLength(held);
			held = '';
		}

		return lines;
	};

	return {
		get nextOffset() {
			return nextOffset;
		},
		flush,
		push(part, isFirst) {
			const found = compare(part, isFirst);
			if (found === 'again') {
				return [];
			}

			const cutOff = found === 'fits' ? undefined : flush();
			const isToReread = typeof found === 'object' && found.kind === 'new-file' && !part.isNewFile;
			isSkipping &&= part.offset > 0 && !part.isNewFile;
			hasBegun = true;
			nextOffset = isToReread ? 0 : part.nextOffset;
			return [
				...linesOf(cutOff ? [cutOff] : [], part), ...found === 'fits' ? [] : [found], ...linesOf(isToReread ? [] : split(part), part),
			];
		},
	};
}

function linesOf(lines: readonly LogLine[], {nextOffset, sizeBytes}: FilePart): LogLines[] {
	return lines.length === 0
		? []
		: [{
			kind: 'lines', lines, nextOffset, sizeBytes,
		}];
}
