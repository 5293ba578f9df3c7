import {optionValue} from '../../core/command-options.js';
import {tokenize} from '../../core/tokens.js';
import {defaultWatch} from '../../views/object-text/list-items.js';

/**
What a command evaluates to get the values of its results: the expression of `watch` or `ognl`, `instances` of `vmtool`.
Undefined where a command evaluates nothing, or it can't be told what.
*/
export function expressionOf(commandLine: string | undefined): string | undefined {
	const [name, ...words] = tokenize(commandLine ?? '').tokens;
	switch (name) {
		case 'watch': {
			return positional(words)[2] ?? defaultWatch;
		}

		case 'ognl': {
			return positional(words)[0];
		}

		case 'vmtool': {
			return optionValue(words, '--express', '--express') ?? 'instances';
		}

		case 'getstatic': {
			return staticField(positional(words));
		}

		case 'tt': {
			return optionValue(words, '-w', '--watch-express');
		}

		case 'line': {
			return optionValue(words, '--express', '--express');
		}

		default: {
			return undefined;
		}
	}
}

/** A pattern may have found another class, and a further expression works on the field. */
function staticField([type = '*', field = '*', expression]: readonly string[]): string | undefined {
	return [type, field].some(word => /[*?]/u.test(word)) || expression !== undefined ? undefined : `@${type}@${field}`;
}

/** Words that are neither options nor their values. */
function positional(words: readonly string[]): string[] {
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

/** The options of the commands above that have a value in a word of its own. */
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
