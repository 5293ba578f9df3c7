import type {About, ArthasCommand, CommandOption} from '../../core/arthas-commands.js';
import {readCommand, type CommandWord, type ReadCommand} from './read-command.js';

export type CompletionItem = {
	/** What stands in the line when it is taken. */
	text: string;
	/** As it is shown, if that is more: `-x, --expand <n>`. */
	label?: string | undefined;
	about?: About | undefined;
};

/** Names that only the agent can tell: classes that begin so, or the methods of a class. */
export type NameQuestion = {kind: 'classes'; prefix: string} | {kind: 'methods'; className: string};

export type Completion = {
	/** What an item takes the place of, in UTF-16 units. */
	start: number;
	end: number;
	items: readonly CompletionItem[];
	/** What could be asked from the agent for more. */
	question?: NameQuestion | undefined;
};

export type Known = {
	commands: readonly ArthasCommand[];
	/** What is known already; without an answer yet it has nothing. */
	names: (question: NameQuestion) => readonly string[];
};

/** What the word at the cursor can become. Nothing in quotes is completed: what stands there are expressions. */
export function complete(line: string, caret: number, known: Known): Completion {
	const before = line.slice(0, caret);
	const start = before.search(/[^ \t]*$/u);
	const typed = before.slice(start);
	const rest = /^[^ \t'"]*/u.exec(line.slice(caret))?.[0] ?? '';
	const read = readCommand(`${before.slice(0, start)}${/^-{0,2}$/u.test(typed) ? `${typed}_` : typed}`, known.commands);
	const word = read.words.at(-1);
	if (!word || read.openQuote !== undefined || word.start !== start || /["'\\]/u.test(typed)) {
		return {start: caret, end: caret, items: []};
	}

	return {start, end: caret + rest.length, ...candidates(word, typed, read, known)};
}

type Candidates = Pick<Completion, 'items' | 'question'>;

function candidates(word: CommandWord, typed: string, read: ReadCommand, known: Known): Candidates {
	if (word.role === 'command') {
		return {items: commandItems(typed, known.commands)};
	}

	if (word.role === 'option') {
		return {items: optionItems(typed, read)};
	}

	if (word.role === 'value') {
		return ofKind(placeholder(word.option), word.option.values, typed, read, known);
	}

	const {kind, values} = word.operand ?? {kind: 'word', values: []};
	const found = ofKind(kind, values, typed, read, known);
	return typed === '' && found.items.length === 0 ? {...found, items: optionItems('', read)} : found;
}

function ofKind(kind: string, values: readonly string[], typed: string, read: ReadCommand, known: Known): Candidates {
	if (kind === 'class') {
		return fromAgent(classQuestion(typed), known);
	}

	if (kind === 'method') {
		const className = classOf(read);
		return className === undefined ? {items: []} : fromAgent({kind: 'methods', className}, known, typed);
	}

	return {items: kind === 'command' ? commandItems(typed, known.commands) : valueItems(values, typed)};
}

/** One letter fits too many classes, and a pattern none by its beginning. */
function classQuestion(typed: string): NameQuestion | undefined {
	return typed.length < 2 || /[*?|()[\]]/u.test(typed) ? undefined : {kind: 'classes', prefix: typed};
}

function fromAgent(question: NameQuestion | undefined, known: Known, prefix = ''): Candidates {
	return question === undefined
		? {items: []}
		: {question, items: known.names(question).filter(name => name.startsWith(prefix)).map(text => ({text}))};
}

/** The class whose methods are meant. */
function classOf({words}: ReadCommand): string | undefined {
	const word = words.find(each => (each.role === 'operand' && each.operand?.kind === 'class') || (each.role === 'value' && each.option.names.includes('--class')));
	return word === undefined || /[*?|]/u.test(word.text) ? undefined : word.text;
}

function placeholder({spelling}: CommandOption): string {
	return /<(?<kind>\w+)>/u.exec(spelling)?.groups?.['kind'] ?? '';
}

function commandItems(typed: string, commands: readonly ArthasCommand[]): CompletionItem[] {
	return commands.filter(({name}) => name.startsWith(typed)).map(({name, about}) => ({text: name, about}));
}

function valueItems(values: readonly string[], typed: string): CompletionItem[] {
	return values.filter(value => value.toLowerCase().startsWith(typed.toLowerCase())).map(text => ({text}));
}

/** An option is found by the beginning of either name, and `-ex` also finds long ones; those that stand there already are left out. */
function optionItems(typed: string, {command, words}: ReadCommand): CompletionItem[] {
	const given = new Set(words.slice(0, -1).map(word => word.role === 'option' ? word.option : undefined));
	const long = typed.startsWith('--') ? typed : `-${typed}`;
	const left = (command?.options ?? []).filter(option => !given.has(option));
	const exact = left.filter(({names}) => names.includes(typed));
	return [...new Set([...exact, ...left])].flatMap(({names, spelling, about}) => {
		const text = typed === '' ? names[0] : names.find(name => name.startsWith(typed)) ?? names.find(name => name.startsWith(long));
		return text === undefined ? [] : [{text, label: spelling, about}];
	});
}
