import {arthasCommands, type ArthasCommand, type Operand} from '../../core/arthas-commands.js';
import {nearest} from '../../core/nearest.js';
import {tierOf} from '../../core/safety.js';
import {findAssignments} from '../../core/find-assignments.js';
import {readCommand, type CommandWord, type ReadCommand} from './read-command.js';

/** What is doubtful about a part of a command line, in UTF-16 units. */
export type Remark = {start: number; end: number} & (
	/** `nearest` is what was meant most likely. */
	| {kind: 'unknown-command'; nearest?: string | undefined}
	/** Arthas takes it for an operand, in silence. */
	| {kind: 'unknown-option'; nearest?: string | undefined}
	/** Only Arthas from this version on has it. */
	| {kind: 'too-new'; since: string}
	/** `=` in a condition sets where `==` would compare. */
	| {kind: 'assignment'}
	| {kind: 'open-quote'}
	/** An operand without which the command does nothing. */
	| {kind: 'missing'; operand: Operand['kind']}
	/** A probe that does not end by itself. */
	| {kind: 'no-limit'}
);

/**
What is doubtful about a command line, from left to right. It is said and never in the way: what a person types is
what is sent.

@param commands Those that the agent has.
*/
export function lintCommand(line: string, commands: readonly ArthasCommand[]): Remark[] {
	const read = readCommand(line, commands);
	const [name] = read.words;
	if (!name) {
		return [];
	}

	if (!read.command) {
		return [...unknownCommand(name, commands), ...openQuote(line, read)];
	}

	const remarks = [
		...read.words.flatMap(word => wordRemarks(line, word, read.command)),
		...openQuote(line, read),
		...(read.openQuote === undefined ? [...missing(line, read), ...noLimit(name, line, read)] : []),
	];
	return remarks.sort((a, b) => a.start - b.start);
}

/** Agents of monitoring systems have methods of their own under `getinfo.`, and Arthas takes commands from outside. */
function unknownCommand({text, start, end}: CommandWord, commands: readonly ArthasCommand[]): Remark[] {
	const newer = arthasCommands.find(({name}) => name === text)?.since;
	if (newer !== undefined && commands.some(({name}) => name === 'watch')) {
		return [{
			kind: 'too-new', start, end, since: newer,
		}];
	}

	return /^(?:get)?info\./u.test(text)
		? []
		: [{
			kind: 'unknown-command', start, end, nearest: nearest(text, commands.map(({name}) => name)),
		}];
}

function openQuote(line: string, read: ReadCommand): Remark[] {
	return read.openQuote === undefined ? [] : [{kind: 'open-quote', start: read.openQuote, end: line.length}];
}

function wordRemarks(line: string, word: CommandWord, command: ArthasCommand | undefined): Remark[] {
	if (word.role === 'option' && !word.option) {
		return [unknownOption(word, command)];
	}

	const isCondition = (word.role === 'operand' && word.operand?.kind === 'condition')
		|| (word.role === 'value' && word.option.names.some(name => name === '--condition' || name === '--search-express'));
	return isCondition
		? findAssignments(line.slice(word.start, word.end)).map(at => ({kind: 'assignment', start: word.start + at, end: word.start + at + 1}))
		: [];
}

function unknownOption({text, start, end}: CommandWord, command: ArthasCommand | undefined): Remark {
	const [name = ''] = text.split('=', 1);
	const newer = arthasCommands.find(known => known.name === command?.name)?.options.find(({names}) => names.includes(name));
	if (newer?.since !== undefined) {
		return {
			kind: 'too-new', start, end, since: newer.since,
		};
	}

	const names = (command?.options ?? []).flatMap(option => option.names).filter(known => known.length > 2);
	return {
		kind: 'unknown-option', start, end, nearest: name.length > 3 ? nearest(name, names) : undefined,
	};
}

function missing(line: string, {command, words}: ReadCommand): Remark[] {
	const given = words.filter(({role}) => role === 'operand').length;
	const operand = command?.operands[given];
	const end = line.trimEnd().length;
	return operand?.required && !asksForHelp(words)
		? [{
			kind: 'missing', start: end, end, operand: operand.kind,
		}]
		: [];
}

function noLimit({start, end}: CommandWord, line: string, {command, words}: ReadCommand): Remark[] {
	const isLimited = words.some(word => word.role === 'option' && word.option?.names.includes('-n'));
	const isStream = tierOf(line).tier === 'probe' || command?.name === 'dashboard';
	return isStream && !isLimited && !asksForHelp(words) ? [{kind: 'no-limit', start, end}] : [];
}

function asksForHelp(words: readonly CommandWord[]): boolean {
	return words.some(word => word.role === 'option' && word.option?.names.includes('-h'));
}
