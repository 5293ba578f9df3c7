import type {Json} from '../../protocol/result.js';
import {rested} from '../define/every-beat.js';
import {epochSeconds} from '../getinfo/epoch-seconds.js';
import {
	answer, failure, type HostAnswer, type HostContext, type HostMethod,
} from '../method.js';
import {allowedFile} from './allowed-file.js';
import {parseLogLine, type LogLine} from './log-line.js';
import {readPart, type Part} from './read-part.js';

/** How often a file that is followed is looked at: watching it would miss changes on network file systems. */
const lookMs = 500;

/** Who forgets that it follows is not followed for: such a one asks again from `nextOffset`. */
const longestMs = 3_600_000;

/**
`{ts, path, offset, nextOffset, sizeBytes, isNewFile, text}`. Without an offset it is the end of the file; `nextOffset` is where
to go on. While it follows, an answer comes when there is something new; `isNewFile` says that the log was rotated or
emptied, and begins anew.
*/
export const logRead: HostMethod = {
	name: 'log.read',
	summary: 'A part of a log file that the policy of this host allows, or what comes to it',
	usage: '[-o OFFSET] [-n BYTES] [-f] PATH',
	tier: 'look',
	async run(args, context) {
		const line = parseLogLine(args);
		if ('problem' in line) {
			return failure('invalidParams', line.problem);
		}

		return line.isFollowing ? failure('invalidParams', '-f needs a connection over which answers follow each other') : toAnswer(line.path, await partOf(line, context));
	},
	async call({path, offset, num}, context) {
		const written = (letter: string, value: Json | undefined) => value === undefined ? [] : [`-${letter} ${typeof value === 'number' ? value : '?'}`];
		return typeof path === 'string' ? this.run([...written('o', offset), ...written('n', num), path].join(' '), context) : failure('invalidParams', 'path is needed');
	},
	async * watch(args, context) {
		const line = parseLogLine(args);
		if ('problem' in line || !line.isFollowing) {
			yield await this.run(args, context);
			return;
		}

		yield * follow(line, context);
	},
};

async function * follow(line: LogLine, context: HostContext): AsyncGenerator<HostAnswer, void> {
	const end = performance.now() + longestMs;
	let last: Part | undefined;
	do {
		const part = await partOf(last === undefined ? line : {...line, offset: last.nextOffset}, context);
		if (typeof part !== 'string') {
			const isNew = last !== undefined && (part.inode !== last.inode || part.sizeBytes < last.nextOffset);
			const found = isNew ? await partOf({...line, offset: 0}, context) : part;
			if (typeof found !== 'string') {
				if (last === undefined || found.text !== '') {
					yield toAnswer(line.path, found, isNew);
				}

				last = found;
				continue;
			}
		}

		// While a log is being rotated there is none for a moment.
		if (last === undefined) {
			yield toAnswer(line.path, part);
			return;
		}
	} while (performance.now() < end && ((last !== undefined && last.nextOffset < last.sizeBytes && !context.signal.aborted) || await rested(lookMs, context.signal)));
}

type Refusal = 'denied' | 'no file' | 'unreadable';

async function partOf({path, offset, num}: LogLine, {policy = {}}: HostContext): Promise<Part | Refusal> {
	const file = await allowedFile(path, policy);
	if (file === undefined) {
		return 'denied';
	}

	try {
		return await readPart(file, {offset, num}) ?? 'no file';
	} catch {
		return 'unreadable';
	}
}

/** What is not allowed and what is not there get one answer, or the refusal would tell which files this host has. */
function toAnswer(path: string, part: Part | Refusal, isNewFile = false): HostAnswer {
	if (part === 'denied') {
		return failure('permissionDenied', `${path} is no log that this host shows`, 'The policy of the host agent names the files and folders that may be read.');
	}

	if (typeof part === 'string') {
		return failure(part === 'no file' ? 'invalidParams' : 'permissionDenied', `${path} ${part === 'no file' ? 'is no ordinary file' : 'can\'t be read by the host agent'}`);
	}

	const {inode, ...told} = part;
	return answer({
		ts: epochSeconds(), path, isNewFile, ...told,
	});
}
