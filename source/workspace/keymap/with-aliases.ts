import type {Binding} from './binding.js';

/** Keys that stand for the first key of a sequence: F6 is for those whose `ctrl-w` closes a browser tab. */
const aliases: Readonly<Record<string, string>> = {'ctrl-w': 'f6'};

/** The bindings, whose sequences can also begin with the key that stands for their first. */
export function withAliases(bindings: readonly Binding[]): Binding[] {
	return bindings.map(binding => ({...binding, keys: [...new Set(binding.keys.flatMap(keys => [keys, ...aliasOf(keys)]))]}));
}

function aliasOf(keys: string): string[] {
	const [first = '', ...rest] = keys.split(' ');
	const alias = aliases[first];
	return alias === undefined ? [] : [[alias, ...rest].join(' ')];
}
