import {ArthasError} from '../../error.js';
import type {JobEnd} from '../job-state.js';

const notFound = /^java\.lang\.IllegalArgumentException: (?<what>.+: command not found)$/u;

/** What Arthas 4.1.5 begins a line with when a command has failed; a terminal has no status code. */
const failures = [
	'Error during processing the command:',
	'The argument \'',
	'The option \'',
	'Failed to ',
	'No class or method is affected',
	'No class found for: ',
	'watch failed, condition is:',
	'Enhance error!',
	'java.lang.',
];
const limit = /^Command execution times exceed limit: \d+/u;
const raceWords = 'someone else is enhancing';

/** What lines of output say about the end of their command. */
export type TextVerdict = {
	see(line: string): void;
	/** The words of an agent that lost its lock against itself. */
	race(): string | undefined;
	/** The end of a command whose prompt came. */
	end(): JobEnd;
};

/** Reads as many lines as a failure has; what comes later is the command's own output. */
const failureLines = 4;

export function createTextVerdict(): TextVerdict {
	let count = 0;
	let first = '';
	let failure: string | undefined;
	let race: string | undefined;
	let isLimited = false;
	return {
		see(line) {
			count++;
			if (count === 1) {
				first = line;
			}

			isLimited ||= limit.test(line);
			if (count <= failureLines) {
				race ??= line.includes(raceWords) ? line : undefined;
				failure ??= failures.some(words => line.startsWith(words)) ? line : undefined;
			}
		},
		race: () => race,
		end() {
			const what = notFound.exec(first)?.groups?.['what'];
			if (what !== undefined && count === 1) {
				return {name: 'failed', mayHaveRun: false, error: new ArthasError('ERR_COMMAND', what)};
			}

			if (first.startsWith('Error! command not permitted')) {
				return {name: 'refused', by: 'login', message: first};
			}

			if (isLimited) {
				return {name: 'limited', by: '-n', statusCode: null};
			}

			return failure === undefined ? {name: 'done', statusCode: null} : {name: 'done', statusCode: null, message: failure};
		},
	};
}
