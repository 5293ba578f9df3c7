import type {Action, KeyContext} from './action.js';

/** Whether the keys of an action hold in one of these contexts. */
export function isHere({when}: Action, contexts: readonly KeyContext[]): boolean {
	return typeof when === 'string' ? contexts.includes(when) : when.some(context => contexts.includes(context));
}
