/**
How Arthas reads the options of its commands: `-n 5`, `-n5`, `-n=5`, `--limits 5`, `--limits=5`, a long
name cut to a prefix, short ones without a value bundled; behind `--` nothing is an option.
*/

/** Whether one of the options is there, in any spelling. In doubt it is: who asks wants to be careful. */
export function hasOption(words: string[], ...options: string[]): boolean {
	return words.some(word => options.some(option => isOption(word.split('=', 1)[0] ?? '', option)));
}

/** The value of an option as it is written; empty where it ends the line, undefined when the option isn't there. */
export function optionValue(words: string[], short: string, long: string): string | undefined {
	const end = words.indexOf('--');
	const options = end === -1 ? words : words.slice(0, end);
	for (const [index, word] of options.entries()) {
		const [name = '', ...rest] = word.split('=');
		if (name === short || (name.length > 3 && long.startsWith(name))) {
			return rest.length > 0 ? rest.join('=') : options[index + 1] ?? '';
		}

		if (word.startsWith(short) && /^\d/u.test(word.slice(short.length))) {
			return word.slice(short.length);
		}
	}

	return undefined;
}

/** Words that are neither options nor their values. */
export function operandsOf(words: readonly string[]): string[] {
	const found: string[] = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index] ?? '';
		if (word === '--') {
			return [...found, ...words.slice(index + 1)];
		}

		if (!/^-[^\d\s]/u.test(word)) {
			found.push(word);
		} else if (takesValue.has(word)) {
			index++;
		}
	}

	return found;
}

/** The options of commands with operands that have a value in a word of its own. */
const takesValue = new Set([
	'-n',
	'--limits',
	'-x',
	'--expand',
	'-M',
	'--sizeLimit',
	'--sizelimit',
	'-m',
	'--maxMatch',
	'--exclude-class-pattern',
	'--timeout',
	'--listenerId',
	'-c',
	'--classloader',
	'--classLoader',
	'--hashcode',
	'--classLoaderClass',
]);

function isOption(word: string, option: string): boolean {
	return option.startsWith('--')
		? word.length > 2 && option.startsWith(word)
		: /^-[a-z]/iu.test(word) && word.includes(option.slice(1));
}
