import {contextsOf, type Binding} from './binding.js';
import {readKeys} from './read-keys.js';

export type KeyProblem =
	/** Nobody knows the action. */
	| {kind: 'unknown-action'; action: string}
	/** These are no keys. */
	| {kind: 'unknown-key'; action: string; keys: string}
	/** They belong to the terminal or to the multiplexer around us. */
	| {kind: 'forbidden'; action: string; keys: string}
	/** A terminal sends the same for another key. */
	| {kind: 'unreachable'; action: string; keys: string; same: string}
	/** In one context they do something else already. */
	| {kind: 'conflict'; action: string; keys: string; other: string; context: string}
	/** In one context, other keys begin with them: `keys` would never wait for the rest. */
	| {kind: 'prefix'; action: string; keys: string; other: string; longer: string; context: string};

const forbidden = new Set([...'absq\\'].map(character => `ctrl-${character}`));

const unreachable: Readonly<Record<string, string>> = {
	'ctrl-h': 'backspace', 'ctrl-i': 'tab', 'ctrl-m': 'enter', 'ctrl-[': 'esc',
};

/** What is wrong with the keys of one binding by themselves. */
export function checkKeys(action: string, keys: string): KeyProblem | undefined {
	const sequence = readKeys(keys);
	if (!sequence) {
		return {kind: 'unknown-key', action, keys};
	}

	if (sequence.some(key => forbidden.has(key))) {
		return {kind: 'forbidden', action, keys};
	}

	const same = sequence.map(key => unreachable[key]).find(key => key !== undefined);
	return same === undefined
		? undefined
		: {
			kind: 'unreachable', action, keys, same,
		};
}

/** Where bindings are in each other's way: equal keys, or keys that others begin with, in one context. */
export function conflicts(bindings: readonly Binding[]): KeyProblem[] {
	const found: KeyProblem[] = [];
	for (const [context, entries] of byContext(bindings)) {
		const sorted = [...entries].sort((a, b) => a.keys < b.keys ? -1 : Number(a.keys > b.keys));
		for (const [at, {keys, action}] of sorted.entries()) {
			const {keys: longer, action: other} = sorted[at + 1] ?? {keys: '', action};
			if (longer === keys && other !== action) {
				found.push({
					kind: 'conflict', action, keys, other, context,
				});
			} else if (longer.startsWith(`${keys} `)) {
				found.push({
					kind: 'prefix', action, keys, other, longer, context,
				});
			}
		}
	}

	return found;
}

/** Actions that can be reached only with Ctrl, or only with Alt: some terminals and browsers keep those for themselves. */
export function withoutAlternative(bindings: readonly Binding[]): string[] {
	const all = new Map<string, string[]>();
	for (const {action, keys} of bindings) {
		all.set(action, [...all.get(action) ?? [], ...keys]);
	}

	return [...all].filter(([, keys]) => keys.every(key => key.includes('ctrl-')) || keys.every(key => key.includes('alt-'))).map(([action]) => action);
}

function byContext(bindings: readonly Binding[]): Map<string, Array<{keys: string; action: string}>> {
	const contexts = new Map<string, Array<{keys: string; action: string}>>();
	for (const binding of bindings) {
		for (const context of contextsOf(binding)) {
			const entries = binding.keys.map(keys => ({keys: readKeys(keys)?.join(' ') ?? keys, action: binding.action}));
			contexts.set(context, [...contexts.get(context) ?? [], ...entries]);
		}
	}

	return contexts;
}
