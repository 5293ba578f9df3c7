import {ArthasError} from '../error.js';
import {toLodaRequest} from '../protocol/loda.js';
import {hasOption, optionValue} from '../command-options.js';
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

type Interval = {short: string; long: string; unitMs: number; defaultMs?: number};
/** `short` is the limit's short name where it is not `-n`. */
type Stream = {limit: string; short?: string; interval?: Interval};

const hits: Stream = {limit: '--limits'};

/** Commands that give results until they are limited: the long name of their `-n`, and what lies between two results. */
const streams = new Map<string, Stream>([
	['watch', hits],
	['trace', hits],
	['stack', hits],
	['line', hits],
	['tt', hits],
	['monitor', {
		...hits, interval: {
			short: '-c', long: '--cycle', unitMs: 1000, defaultMs: 60_000,
		},
	}],
	['dashboard', {
		limit: '--number-of-execution', interval: {
			short: '-i', long: '--interval', unitMs: 1, defaultMs: 5000,
		},
	}],
	['mbean', {limit: '--number-of-execution', interval: {short: '-i', long: '--interval', unitMs: 1}}],
]);

/** What a host tells of itself again and again. */
const watched: Stream = {limit: '--answers', short: '-c', interval: {short: '-w', long: '--watch', unitMs: 1}};

export type PreparedCommand = CommandSpec & {
	judgement: Judgement;
	/** What was added to the command line, for the person to know. */
	notes: string[];
};

export type PrepareOptions = {
	/** Ms; by the tier unless given. */
	timeoutMs?: number | undefined;
	/** The `-n` of a command that has none. */
	resultLimit: number;
	/** A larger `-n` of the person's own needs a yes. */
	askAbove?: number | undefined;
};

/**
Puts the limits into a command: a stream never goes without an `-n` and a time-out.

@throws ArthasError ERR_USAGE for what no agent could take.
*/
export function prepareCommand(commandLine: string, {timeoutMs, resultLimit, askAbove = Number.POSITIVE_INFINITY}: PrepareOptions): PreparedCommand {
	check(commandLine);
	const [name = '', ...words] = tokenize(commandLine).tokens;
	const judgement = tierOf(commandLine);
	const stream = streamOf(name, words);
	const deadlineMs = timeoutMs ?? pluginDeadline(name, commandLine) ?? defaultDeadline(judgement, stream !== undefined);
	const base = {
		commandLine, isStream: stream !== undefined, isLook: judgement.tier === 'look', deadlineMs, judgement, notes: [],
	};
	if (!stream) {
		return base;
	}

	const {short = '-n'} = stream;
	const given = limitOf(stream, words);
	const limit = given ?? limitByTime(stream, words, deadlineMs, resultLimit);
	const added = [
		...(given === undefined ? [{what: `${short} ${limit}`, option: short}] : []),
		...(timeoutMs === undefined ? [{what: `a time-out of ${formatMs(deadlineMs)}`, option: '--timeout'}] : []),
	];
	return {
		...base,
		commandLine: given === undefined ? commandLine.replace(/^\s*\S+/u, head => `${head} ${short} ${limit}`) : commandLine,
		limit,
		ownType: name.replace(/^info\./u, 'getinfo.'),
		judgement: limit > askAbove && judgement.tier !== 'change' ? tooMany(limit, askAbove) : judgement,
		notes: added.length > 0 ? [`added: ${added.map(({what}) => what).join(' and ')}; give your own with ${added.map(({option}) => option).join(' and ')}`] : [],
	};
}

/** An agent of the Java channel server (3.5.6) is stuck for good once 1,000 results of a command wait for a reader that has gone. */
function tooMany(limit: number, askAbove: number): Judgement {
	return {tier: 'heavy', reason: `-n ${limit} is more than ${askAbove}: if this program died meanwhile, the agent could freeze until its server restarts`};
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

function streamOf(name: string, words: string[]): Stream | undefined {
	const isOneShot = hasOption(words, '--help') || words.includes('-h')
		|| (name === 'tt' && !hasOption(words, '-t', '--time-tunnel'))
		|| (name === 'mbean' && optionValue(words, '-i', '--interval') === undefined)
		|| (name === 'line' && hasOption(words, '--list-lines'));
	if (/^(?:get)?info\./u.test(name)) {
		return optionValue(words, '-w', '--watch') === undefined ? undefined : watched;
	}

	return isOneShot ? undefined : streams.get(name);
}

function limitOf({limit, short = '-n'}: Stream, words: string[]): number | undefined {
	const value = optionValue(words, short, limit);
	if (value !== undefined && !/^[1-9]\d{0,9}$/u.test(value)) {
		throw new ArthasError('ERR_USAGE', `“${value.slice(0, 20)}” can't be the number of results: it must be a whole number from 1 on`, {hint: `for example ${short} 5`});
	}

	return value === undefined ? undefined : Number(value);
}

/** So many results that a stream with a beat fills its time, and never more than a reader that died may leave unread. */
function limitByTime({interval}: Stream, words: string[], deadlineMs: number, resultLimit: number): number {
	if (!interval) {
		return resultLimit;
	}

	const written = Number(optionValue(words, interval.short, interval.long)) * interval.unitMs;
	const ms = written > 0 ? written : interval.defaultMs;
	return ms === undefined ? resultLimit : Math.min(resultLimit, Math.max(1, Math.ceil(deadlineMs / ms)));
}

/** What a call of a plug-in may take by its own words: a monitoring agent can't be asked to end it before. */
function pluginDeadline(name: string, commandLine: string): number | undefined {
	const request = name.startsWith('plugins.') ? toLodaRequest(commandLine) : undefined;
	return request && 'timeoutMs' in request ? request.timeoutMs + 5000 : undefined;
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
