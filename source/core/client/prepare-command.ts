import {ArthasError} from '../error.js';
import {tierOf, type Judgement} from '../safety.js';
import {tokenize} from '../tokens.js';
import type {CommandSpec} from './wire.js';

const limits = {
	bytes: 3 << 20,
	lookMs: 30_000,
	probeMs: 600_000,
	changeMs: 120_000,
	lookStreamMs: 3_600_000,
};

/** Result types that the `-n` of a command counts. */
const streams: Record<string, {ownType: string; intervalOption?: string; intervalMs?: number; unitMs?: number}> = {
	watch: {ownType: 'watch'},
	trace: {ownType: 'trace'},
	stack: {ownType: 'stack'},
	line: {ownType: 'line'},
	tt: {ownType: 'tt'},
	monitor: {
		ownType: 'monitor', intervalOption: '-c', intervalMs: 60_000, unitMs: 1000,
	},
	dashboard: {
		ownType: 'dashboard', intervalOption: '-i', intervalMs: 5000, unitMs: 1,
	},
	mbean: {ownType: 'mbean', intervalOption: '-i', unitMs: 1},
};

export type PreparedCommand = CommandSpec & {
	judgement: Judgement;
	/** What was added to the command line, for the person to know. */
	notes: string[];
};

/**
Puts the limits into a command: a probe never goes without an `-n` and a time-out. Throws ERR_USAGE
for what no agent could take.
*/
export function prepareCommand(commandLine: string, {timeoutMs, resultLimit}: {timeoutMs?: number | undefined; resultLimit: number}): PreparedCommand {
	check(commandLine);
	const {tokens} = tokenize(commandLine);
	const [name = '', ...words] = tokens;
	const judgement = tierOf(commandLine);
	const stream = streamOf(name, words);
	const deadlineMs = timeoutMs ?? defaultDeadline(judgement, stream !== undefined);
	const base = {
		commandLine, isStream: stream !== undefined, isLook: judgement.tier === 'look', deadlineMs, judgement,
	};
	if (!stream) {
		return {...base, notes: []};
	}

	const given = limitOf(words);
	if (given !== undefined) {
		return {
			...base, limit: given, ownType: stream.ownType, notes: [],
		};
	}

	const intervalMs = intervalOf(stream, words);
	const limit = intervalMs ? Math.max(1, Math.ceil(deadlineMs / intervalMs)) : resultLimit;
	return {
		...base,
		commandLine: commandLine.replace(/^\s*\S+/u, head => `${head} -n ${limit}`),
		limit,
		ownType: stream.ownType,
		notes: [`-n ${limit} and a time-out of ${formatMs(deadlineMs)} were added; give your own with -n and --timeout`],
	};
}

function check(commandLine: string): void {
	if (commandLine.trim() === '') {
		throw new ArthasError('ERR_USAGE', 'the command is empty', {hint: 'for example: arthas-tui exec --on self \'getinfo.kernel\''});
	}

	if (new TextEncoder().encode(commandLine).length > limits.bytes) {
		throw new ArthasError('ERR_USAGE', 'the command is longer than 3 MiB, which would cost an agent its connection', {hint: 'put the data into a file on the target'});
	}

	// eslint-disable-next-line no-control-regex -- finding control characters is the point.
	const control = /[\u0000-\u0008\u000B-\u001F\u007F]/u.exec(commandLine);
	if (control) {
		const code = control[0].codePointAt(0)!.toString(16).padStart(4, '0').toUpperCase();
		throw new ArthasError('ERR_USAGE', `the command holds the control character U+${code} at ${control.index}`, {hint: 'remove it; a new line inside a command is allowed'});
	}

	if (/(?:^|\s)&\s*$/u.test(commandLine)) {
		throw new ArthasError('ERR_USAGE', 'a command in the background (&) can\'t be interrupted any more', {hint: 'leave the & out; several commands can run side by side here'});
	}
}

function streamOf(name: string, words: string[]): (typeof streams)[string] | undefined {
	const found = streams[name];
	const isOneShot = words.includes('-h') || words.includes('--help')
		|| (name === 'tt' && !words.some(word => word === '-t' || word === '--time-tunnel'))
		|| (name === 'mbean' && !words.some(word => word === '-i' || word.startsWith('--interval')))
		|| (name === 'line' && words.includes('--list-lines'));
	return isOneShot ? undefined : found;
}

/** The value of `-n 5`, `-n5`, `-n=5`, `--limits 5`, `--limits=5` and unambiguous abbreviations. */
function limitOf(words: string[]): number | undefined {
	for (const [index, word] of words.entries()) {
		if (word === '--') {
			return undefined;
		}

		const joined = /^-n=?(?<value>\d+)$|^--l(?:i(?:m(?:i(?:t(?:s)?)?)?)?)?=(?<long>\d+)$|^--number-of-execution=(?<times>\d+)$/u.exec(word)?.groups;
		const value = joined?.['value'] ?? joined?.['long'] ?? joined?.['times'] ?? (/^(?:-n|--lim\w*|--number-of-execution)$/u.test(word) ? words[index + 1] : undefined);
		if (value !== undefined && /^\d+$/u.test(value)) {
			return Number(value);
		}
	}

	return undefined;
}

function intervalOf({intervalOption, intervalMs, unitMs = 1}: (typeof streams)[string], words: string[]): number | undefined {
	if (!intervalOption) {
		return undefined;
	}

	const at = words.indexOf(intervalOption);
	const joined = words.find(word => new RegExp(`^${intervalOption}\\d+$`, 'u').test(word))?.slice(2);
	const value = Number(at === -1 ? joined : words[at + 1]);
	return Number.isFinite(value) && value > 0 ? value * unitMs : intervalMs;
}

function defaultDeadline({tier}: Judgement, isStream: boolean): number {
	if (isStream) {
		return tier === 'look' ? limits.lookStreamMs : limits.probeMs;
	}

	return tier === 'look' ? limits.lookMs : limits.changeMs;
}

/** `90 s`, `10 min`, `1 h`. */
export function formatMs(ms: number): string {
	if (ms < 1000) {
		return `${ms} ms`;
	}

	if (ms % 3_600_000 === 0) {
		return `${ms / 3_600_000} h`;
	}

	return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Math.round(ms / 100) / 10} s`;
}
