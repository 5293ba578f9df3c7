import type {LogLine, LogEvent} from '../../core/client/log/read-log.js';
import {printRows} from '../../views/print.js';
import {safeText} from '../../views/safe-text.js';
import type {CommandContext} from '../context.js';
import {jsonLine} from '../json-text.js';

type Row = {agent: string; path: string; nextOffset: number | null; sizeBytes: number | null; marks: string[]; lines: LogLine[]};

export type LogPrinter = {
	take(label: string, path: string, event: Exclude<LogEvent, {kind: 'end'}>): void;
	/** What was read, for one JSON value. */
	rows(): Row[];
};

export type LogPrinterOptions = {search: RegExp | undefined; isLabelled: boolean; isStream: boolean};

/** Prints lines as they come, or keeps them for one JSON value; what is told about the file goes to stderr. */
export function createLogPrinter({out, err, flags, color}: CommandContext, {search, isLabelled, isStream}: LogPrinterOptions): LogPrinter {
	const rows = new Map<string, Row>();
	const rowOf = (label: string, path: string): Row => {
		const row = rows.get(label) ?? {
			agent: label, path, nextOffset: null, sizeBytes: null, marks: [], lines: [],
		};
		rows.set(label, row);
		return row;
	};

	const found = (lines: readonly LogLine[]) => search ? lines.filter(({text}) => text.search(search) !== -1) : lines;
	return {
		rows: () => [...rows.values()],
		take(label, path, event) {
			const row = rowOf(label, path);
			if (event.kind !== 'lines') {
				row.marks.push(event.kind);
				err(`${safeText(`${label}: ${markText(event, path)}`)}\n`);
				if (flags.json && isStream) {
					out(jsonLine({time: new Date().toISOString(), agent: label, event: event.kind}));
				}

				return;
			}

			const lines = found(event.lines);
			if (!flags.json) {
				out(lines.map(({text}) => `${isLabelled ? `${safeText(label)}  ` : ''}${color && search ? highlighted(text, search) : safeText(text)}\n`).join(''));
				return;
			}

			if (isStream) {
				out(lines.map(({offset, text}) => jsonLine({
					time: new Date().toISOString(), agent: label, event: 'line', offset, text,
				})).join(''));
				return;
			}

			row.lines.push(...lines);
			Object.assign(row, {nextOffset: event.nextOffset, sizeBytes: event.sizeBytes});
		},
	};
}

export function markText(event: Exclude<LogEvent, {kind: 'end' | 'lines'}>, path: string): string {
	switch (event.kind) {
		case 'new-file': {
			return `${path} was rotated or emptied: it is read from its beginning; what came to the old file last may be missing`;
		}

		case 'gap': {
			return `${event.bytes} bytes of ${path} could not be read`;
		}

		case 'short': {
			return `${path} ends at ${event.sizeBytes}, before the offset that was asked for`;
		}

		case 'away': {
			return 'the connection is away; reading goes on from where it stood';
		}
	}
}

/** Matches stand out; all of it is made safe piece by piece. */
function highlighted(text: string, search: RegExp): string {
	const spans = [];
	let end = 0;
	for (const match of text.matchAll(search)) {
		spans.push({text: safeText(text.slice(end, match.index))}, {text: safeText(match[0]), style: 'match' as const});
		end = match.index + match[0].length;
	}

	return printRows([[...spans, {text: safeText(text.slice(end))}]], {color: true}).slice(0, -1);
}
