/** A text in the languages of the screen. */
export type About = {readonly en: string; readonly zh: string};

export type CommandOption = {
	/** As people read it: `-x, --expand <n>`. */
	spelling: string;
	/** `-x`, `--expand`: one or both. */
	names: readonly string[];
	/** Whether a value follows. */
	takesValue: boolean;
	/** The values that there are, where they can be listed. */
	values: readonly string[];
	about: About;
	/** The first version of Arthas that has it. */
	since?: string | undefined;
};

/** What a word that is no option stands for. */
export type Operand = {
	kind: 'class' | 'method' | 'field' | 'expression' | 'condition' | 'command' | 'word';
	required: boolean;
	values: readonly string[];
};

export type ArthasCommand = {
	name: string;
	about: About;
	operands: readonly Operand[];
	options: readonly CommandOption[];
	since?: string | undefined;
};

export type CommandMore = {
	/** Kinds of its operands in their order; `!` behind one that must be there. */
	operands?: string | undefined;
	options?: readonly CommandOption[] | undefined;
	/** Words that its first operand can be. */
	values?: readonly string[] | undefined;
	since?: string | undefined;
};

/** One line of the table of commands. */
export function command(name: string, en: string, zh: string, {operands = '', options = [], values = [], since}: CommandMore = {}): ArthasCommand {
	const kinds = operands.split(' ').filter(kind => kind !== '');
	return {
		name,
		about: {en, zh},
		operands: kinds.map((kind, at) => ({kind: kind.replace('!', '') as Operand['kind'], required: kind.endsWith('!'), values: at === 0 ? values : []})),
		options,
		since,
	};
}

/** One option, spelled as people read it. */
export function option(spelling: string, en: string, zh: string, {values = [], since}: {values?: readonly string[]; since?: string} = {}): CommandOption {
	const [written = ''] = spelling.split(' <');
	return {
		spelling,
		names: written.split(', '),
		takesValue: written !== spelling,
		values,
		about: {en, zh},
		since,
	};
}
