import {contextsOf, type Binding} from './binding.js';
import {readKeys} from './read-keys.js';

/** Actions by sequence of keys, by context; a sequence that others begin with has none. */
export type Keymap = ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;

/** What keys come to: an action, more keys that are waited for, or nothing. */
export type Resolved = {action: string} | 'pending' | undefined;

/** Of two bindings with the same keys in one context the first holds. */
export function createKeymap(bindings: readonly Binding[]): Keymap {
	const keymap = new Map<string, Map<string, string | undefined>>();
	for (const binding of bindings) {
		for (const context of contextsOf(binding)) {
			const sequences = keymap.get(context) ?? new Map<string, string | undefined>();
			keymap.set(context, sequences);
			for (const keys of binding.keys) {
				bind(sequences, readKeys(keys) ?? [], binding.action);
			}
		}
	}

	return keymap;
}

function bind(sequences: Map<string, string | undefined>, keys: readonly string[], action: string): void {
	for (const at of keys.keys()) {
		const sequence = keys.slice(0, at + 1).join(' ');
		const bound = sequences.get(sequence);
		sequences.set(sequence, bound ?? (at === keys.length - 1 ? action : undefined));
	}
}

/** Contexts come from the narrowest to the widest; the first that knows the keys, or keys that begin so, decides. */
export function resolve(keymap: Keymap, keys: readonly string[], contexts: readonly string[]): Resolved {
	const sequence = keys.join(' ');
	const sequences = contexts.map(context => keymap.get(context)).find(known => known?.has(sequence));
	if (!sequences) {
		return undefined;
	}

	const action = sequences.get(sequence);
	return action === undefined ? 'pending' : {action};
}

export type Press = {
	/** The keys that wait for more. */
	pending: readonly string[];
	action?: string | undefined;
	/** Keys that mean nothing here. One alone may still be text for a field. */
	unbound?: readonly string[] | undefined;
};

/** One more key. `esc` leaves a sequence that has begun. */
export function press(keymap: Keymap, pending: readonly string[], key: string, contexts: readonly string[]): Press {
	const keys = [...pending, key];
	const resolved = resolve(keymap, keys, contexts);
	if (resolved === 'pending') {
		return {pending: keys};
	}

	if (resolved) {
		return {pending: [], action: resolved.action};
	}

	return pending.length > 0 && key === 'esc' ? {pending: []} : {pending: [], unbound: keys};
}

/** What can follow on keys that wait: for the footer while a sequence is open. */
export function following(keymap: Keymap, pending: readonly string[], contexts: readonly string[]): Array<{key: string; action: string | undefined}> {
	const prefix = `${pending.join(' ')} `;
	const found = new Map<string, string | undefined>();
	for (const context of contexts) {
		for (const [sequence, action] of keymap.get(context) ?? []) {
			const key = sequence.startsWith(prefix) ? sequence.slice(prefix.length) : ' ';
			if (!key.includes(' ') && !found.has(key)) {
				found.set(key, action);
			}
		}
	}

	return [...found].map(([key, action]) => ({key, action}));
}
