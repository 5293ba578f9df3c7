import {operandsOf, optionValue} from '../../core/command-options.js';
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
			return operandsOf(words)[2] ?? defaultWatch;
		}

		case 'ognl': {
			return operandsOf(words)[0];
		}

		case 'vmtool': {
			return optionValue(words, '--express', '--express') ?? 'instances';
		}

		case 'getstatic': {
			return staticField(operandsOf(words));
		}

		case 'tt': {
			return optionValue(words, '-w', '--watch-express');
		}

		case 'line': {
			return optionValue(words, '--express', '--express') ?? '{params, localVarMap}';
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
