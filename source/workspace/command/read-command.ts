import type {ArthasCommand, CommandOption, Operand} from '../../core/arthas-commands.js';
import {readWords, type Word} from '../../core/tokens.js';

/** What a word of a command line is to its command. */
export type CommandWord = Word & (
	| {role: 'command'}
	/** `option` is undefined where the command has none of that name; `values` tells whether the next word is its value. */
	| {role: 'option'; option: CommandOption | undefined; takesNext: boolean}
	| {role: 'value'; option: CommandOption}
	| {role: 'operand'; operand: Operand | undefined}
);

export type ReadCommand = {
	/** The command of the first word, if it is known. */
	command: ArthasCommand | undefined;
	words: CommandWord[];
	/** Where a quote begins that is never closed. */
	openQuote: number | undefined;
};

/** A command line as Arthas would read it. */
export function readCommand(line: string, commands: readonly ArthasCommand[]): ReadCommand {
	const {words: [name, ...rest], openQuote} = readWords(line);
	const command = commands.find(known => known.name === name?.text);
	const words: CommandWord[] = name ? [{...name, role: 'command'}] : [];
	let operands = 0;
	let isOver = false;
	for (const word of rest) {
		const last = words.at(-1);
		if (last?.role === 'option' && last.takesNext && last.option) {
			words.push({...word, role: 'value', option: last.option});
		} else if (!isOver && word.text === '--') {
			isOver = true;
			words.push({...word, role: 'operand', operand: undefined});
		} else if (!isOver && isOptionLike(line, word)) {
			words.push({...word, role: 'option', ...findOption(command, word.text)});
		} else {
			words.push({...word, role: 'operand', operand: command?.operands[operands++]});
			// What follows belongs to the program that bash runs.
			isOver ||= command?.name === 'sync.bash';
		}
	}

	return {command, words, openQuote};
}

/** Words in quotes can be options for Arthas too, but nobody means one by that. */
function isOptionLike(line: string, {text, start}: Word): boolean {
	return line[start] === '-' && text.length > 1 && !/^-[\d.]/u.test(text);
}

/** Arthas takes `-n 5`, `-n5`, `-n=5`, a long name cut to a prefix, and short ones without a value in one word. */
function findOption(command: ArthasCommand | undefined, word: string): {option: CommandOption | undefined; takesNext: boolean} {
	const options = command?.options ?? [];
	const [name = ''] = word.split('=', 1);
	const named = options.find(({names}) => names.includes(name)) ?? onlyOne(options.filter(({names}) => name.length > 2 && names.some(each => each.startsWith('--') && each.startsWith(name))));
	if (named) {
		return {option: named, takesNext: named.takesValue && !word.includes('=')};
	}

	const joined = options.find(({names, takesValue}) => names.includes(word.slice(0, 2)) && (takesValue ? /^-[a-z]\d/iu.test(word) : isBundle(options, word)));
	return {option: joined, takesNext: false};
}

function isBundle(options: readonly CommandOption[], word: string): boolean {
	const letters = new Set(options.filter(({takesValue}) => !takesValue).flatMap(({names}) => names).filter(name => name.length === 2));
	return /^-[a-z]{2,}$/iu.test(word) && Array.from(word.slice(1), letter => letters.has(`-${letter}`)).every(Boolean);
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
	return items.length === 1 ? items[0] : undefined;
}
