import {explain} from '../core/explain.js';
import {told, type Say} from '../words/index.js';

/** What went wrong and what to do about it, in one line in the language of the screen. */
export function describeError(error: unknown, say: Say): string {
	const {what, todo} = explain(error);
	return `${told(say, what)} · ${told(say, todo)}`;
}
