import {contextsOf, type Binding} from './binding.js';
import {checkKeys, conflicts, type KeyProblem} from './check-bindings.js';
import {createKeymap} from './keymap.js';
import {readKeys} from './read-keys.js';

/** Keys by action, as the configuration gives them; an empty list leaves the action without keys. */
export type KeySettings = Readonly<Record<string, string | readonly string[]>>;

/**
The bindings with the keys that somebody chose, and everything that is wrong with those. Keys that can't be
bound leave the action as it was; of two actions with the same keys in one context the first has them, and the other has them no more.
*/
export function remap(bindings: readonly Binding[], settings: KeySettings): {bindings: Binding[]; problems: KeyProblem[]} {
	const problems: KeyProblem[] = [];
	const chosen = new Map<string, readonly string[]>();
	for (const [action, written] of Object.entries(settings)) {
		const keys = typeof written === 'string' ? [written] : written;
		const wrong = bindings.some(binding => binding.action === action)
			? keys.map(each => checkKeys(action, each)).filter(problem => problem !== undefined)
			: [{kind: 'unknown-action' as const, action}];
		problems.push(...wrong);
		if (wrong.length === 0) {
			chosen.set(action, keys);
		}
	}

	const changed = bindings.map(binding => ({...binding, keys: chosen.get(binding.action) ?? binding.keys}));
	return {bindings: withoutLost(changed), problems: [...problems, ...conflicts(changed)]};
}

/** Keys that another action has where they are looked for are told as a fault, and must not be shown as those of this one. */
function withoutLost(bindings: readonly Binding[]): Binding[] {
	const keymap = createKeymap(bindings);
	return bindings.map(binding => ({
		...binding, keys: binding.keys.filter(keys => contextsOf(binding).every(context => isOwn(keymap.get(context), readKeys(keys) ?? [], binding.action))),
	}));
}

function isOwn(sequences: ReadonlyMap<string, string | undefined> | undefined, keys: readonly string[], action: string): boolean {
	const begins = keys.map((_, at) => sequences?.get(keys.slice(0, at + 1).join(' ')));
	return begins.findIndex(bound => bound !== undefined) === keys.length - 1 && begins.at(-1) === action;
}
