import type {Result} from '../../protocol/result.js';
import type {CommandSpec} from '../wire.js';
import {createHitReader} from './hit-reader.js';
import {readShape} from './shapes/index.js';
import {textResult} from './text-result.js';

/** Turns lines of output into results: as they come for a stream, at the end for a command that ends by itself. */
export type TextReader = {
	line(line: string): Result[];
	/** Nothing has come for a while. */
	pause(): Result[];
	/** The prompt is there, so all has come. */
	end(): Result[];
};

/** So much is kept to be read as a whole; what is longer goes on as text, in pieces of this size. */
const wholeLimit = 4 << 20;

export function createTextReader({commandLine, isStream}: Pick<CommandSpec, 'commandLine' | 'isStream'>): TextReader {
	return isStream ? createHitReader() : createWholeReader(commandLine);
}

function createWholeReader(commandLine: string): TextReader {
	let lines: string[] = [];
	let size = 0;
	let isWhole = true;
	const take = () => {
		const taken = lines;
		lines = [];
		size = 0;
		return taken;
	};

	return {
		line(line) {
			lines.push(line);
			size += line.length + 1;
			if (size < wholeLimit) {
				return [];
			}

			isWhole = false;
			return [textResult(take())];
		},
		pause: () => [],
		end() {
			const rest = take();
			return (isWhole ? readShape(commandLine, rest) : undefined) ?? (rest.length > 0 ? [textResult(rest)] : []);
		},
	};
}
