import type {Binding} from './binding.js';
import {checkKeys, conflicts, type KeyProblem} from './check-bindings.js';

/** Keys by action, as the configuration gives them; an empty list leaves the action without keys. */
export type KeySettings = Readonly<Record<string, string | readonly string[]>>;

/**
The bindings with the keys that somebody chose, and everything that is wrong with those. Keys that can't be
bound leave the action as it was; of two actions with the same keys in one context, both stay told.
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
	return {bindings: changed, problems: [...problems, ...conflicts(changed)]};
}
