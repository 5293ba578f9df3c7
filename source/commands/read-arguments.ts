import meow from 'meow';
import {ArthasError} from '../core/error.js';
import {excerpt} from '../core/protocol/excerpt.js';
import {version} from '../version.js';
import type {Flags} from './context.js';
import {
	checkFlags, commands, infoWords, meowFlags, readFlags, wordsMeant, type CommandRow,
} from './usage.js';

export type Arguments = {
	/** Absent where the program is started alone or with the name of a profile. */
	command?: CommandRow['name'] | undefined;
	flags: Flags;
	/** The words after the command's name. */
	input: string[];
	wants?: 'help' | 'version' | undefined;
	/** What stands alone is no command, so that it can only be a profile. */
	isBareWord?: boolean | undefined;
};

/**
What a command line says.

@throws ArthasError ERR_USAGE for what no command knows, and for a flag or a word that would do nothing.
*/
export function readArguments(typed: string[]): Arguments {
	const argv = infoWords(typed);
	const {flags, input: [name = '', ...words], isHelp, isVersion} = parse(argv);
	const isHelpWord = name === 'help';
	const row = commands.find(command => command.name === (isHelpWord ? words[0] : name));
	if (isHelp || isVersion || isHelpWord) {
		return {
			command: row?.name, flags, input: words, wants: isVersion ? 'version' : 'help',
		};
	}

	checkFlags(flags, row?.name);
	if (row) {
		if (row.input === '' && words.length > 0) {
			throw new ArthasError('ERR_USAGE', `${row.name} takes no “${excerpt(words.join(' '))}”`, {hint: `arthas-tui ${row.name} --help lists what it takes`});
		}

		return {command: row.name, flags, input: words};
	}

	if (words.length > 0) {
		throw new ArthasError('ERR_USAGE', `there is no command “${excerpt(name)}”`, {hint: `${wordsMeant(name)}; a profile's name stands alone`});
	}

	// A word that is no command names a profile: `arthas-tui prod`.
	return {flags: name === '' ? flags : {...flags, profile: name}, input: [], isBareWord: name !== ''};
}

function inOneWord(flag: string): string {
	return flag.replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function parse(argv: string[]): {flags: Flags; input: string[]; isHelp: boolean; isVersion: boolean} {
	const known = meowFlags();
	const {flags, unnormalizedFlags, input} = readWords(argv, known);
	const name = Object.keys(unnormalizedFlags).find(flag => !isKnown(flag, known));
	if (name !== undefined) {
		// meow has joined its words: told is what was typed.
		const unknown = argv.map(word => word.replace(/^--?/u, '').replace(/=.*$/su, '')).find(word => inOneWord(word) === name) ?? name;
		throw new ArthasError('ERR_USAGE', `there is no flag ${unknown.length === 1 ? '-' : '--'}${excerpt(unknown)}`, {
			hint: 'arthas-tui --help lists them; a command with options of its own goes in quotes: exec --on self \'thread -n 3\'',
		});
	}

	return {
		flags: readFlags(flags, argv), input, isHelp: flags['help'] === true, isVersion: flags['version'] === true,
	};
}

function readWords(argv: string[], flags: ReturnType<typeof meowFlags>): {flags: Record<string, unknown>; unnormalizedFlags: Record<string, unknown>; input: string[]} {
	try {
		return meow('', {
			importMeta: import.meta, argv, flags, autoHelp: false, autoVersion: false, pkg: {name: 'arthas-tui', version},
		});
	} catch (error) {
		// It throws for a flag that is given twice.
		throw new ArthasError('ERR_USAGE', (error as Error).message.replace(/\.$/u, ''), {hint: 'arthas-tui COMMAND --help says which flags may be repeated', cause: error});
	}
}

/** The parser reads `--no-loss` as `loss`, off, and gives flags as they were typed. */
function isKnown(typed: string, known: Record<string, {shortFlag?: string}>): boolean {
	const name = typed.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
	const negated = `no${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
	return name in known || negated in known || Object.values(known).some(({shortFlag}) => shortFlag === typed);
}
