import type {SseEvent} from './read-sse-block.js';

/**
One event as it goes over the wire. `data:` has no space behind its colon, as the Java channel server
writes it; each line of the data has its own.
*/
export function encodeSse({data, event, id}: SseEvent): string {
	const head = (id === undefined ? '' : `id: ${oneLine(id)}\n`) + (event === undefined ? '' : `event: ${oneLine(event)}\n`);
	if (!data.startsWith(' ') && !data.includes('\n') && !data.includes('\r')) {
		return `${head}data:${data}\n\n`;
	}

	return `${head}${data.split(/\r\n|\r|\n/u).map(line => dataLine(line)).join('')}\n`;
}

/** A comment: no event for anybody, but bytes on the line. */
export function sseComment(text = ''): string {
	return text.split(/\r\n|\r|\n/u).map(line => `:${line}\n`).join('') + '\n';
}

/** A reader drops one space behind the colon, so that a line which starts with one needs another. */
function dataLine(line: string): string {
	return `data:${line.startsWith(' ') ? ' ' : ''}${line}\n`;
}

/** An id or a name with a line break in it would become fields of its own. */
function oneLine(text: string): string {
	return text.replaceAll(/[\0\r\n]/gu, '');
}
