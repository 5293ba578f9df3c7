import {maskSecrets} from '../../core/mask-secrets.js';
import {appendLine, readHistory, shorten} from './history-file.js';

/** One command that was run: when (epoch ms), on which agent, as it was typed. */
export type HistoryLine = {time: number; agent: string; line: string};

export type CommandHistory = {
	/** The oldest first. Those of this run of the program are as typed, earlier ones without their secrets. */
	lines(): readonly HistoryLine[];
	add(line: HistoryLine): void;
};

export type HistoryOptions = {
	file: string;
	/** Is told once each: that lines can't be read, that nothing can be kept. */
	tell: (problem: HistoryProblem) => void;
	/** Lines that are kept. */
	limit?: number | undefined;
};

export type HistoryProblem = {kind: 'corrupt'; lines: number} | {kind: 'unreadable' | 'unwritable'; message: string};

/** A longer line is for once; the history would be read and searched with it for ever. */
const longest = 64 << 10;

/**
The commands of all runs of the program, one JSON object a line in a file that only its owner can read. Secrets are masked
before they are written. Programs that run side by side append to the same file. It is read when it is first asked for.
*/
export function createHistory({file, tell, limit = 10_000}: HistoryOptions): CommandHistory {
	let lines: HistoryLine[] | undefined;
	let isReadOnly = false;
	let isTorn = false;

	const load = () => {
		const {text, problem} = readHistory(file);
		if (problem !== undefined) {
			tell({kind: 'unreadable', message: problem});
		}

		const {read, corrupt} = parse(text);
		if (corrupt > 0) {
			tell({kind: 'corrupt', lines: corrupt});
		}

		isTorn = text !== '' && !text.endsWith('\n');
		if (read.length > limit * 1.25) {
			shorten(file, limit);
		}

		return read.slice(-limit);
	};

	return {
		lines() {
			lines ??= load();
			return lines;
		},
		add(entry) {
			lines ??= load();
			if (entry.line.length > longest) {
				return;
			}

			// Painters tell what is new by the identity of the list.
			lines = [...lines.slice(-limit + 1), entry];
			if (!isReadOnly) {
				const problem = appendLine(file, written(entry), isTorn);
				isTorn = false;
				isReadOnly = problem !== undefined;
				if (problem !== undefined) {
					tell({kind: 'unwritable', message: problem});
				}
			}
		},
	};
}

function written({time, agent, line}: HistoryLine): string {
	return JSON.stringify({time: new Date(time).toISOString(), agent, line: maskSecrets(line)});
}

function parse(text: string): {read: HistoryLine[]; corrupt: number} {
	const written = text.split('\n').filter(line => line.trim() !== '');
	const read = written.map(line => parseLine(line)).filter(line => line !== undefined);
	return {read, corrupt: written.length - read.length};
}

function parseLine(text: string): HistoryLine | undefined {
	try {
		const {time, agent, line} = JSON.parse(text) as Record<string, unknown>;
		return typeof line === 'string' && line !== '' && line.length <= longest
			? {time: typeof time === 'string' ? Date.parse(time) || 0 : 0, agent: typeof agent === 'string' ? agent : '', line}
			: undefined;
	} catch {
		return undefined;
	}
}
