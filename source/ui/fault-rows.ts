import type {Row} from '../views/layout.js';
import {safeText} from '../views/safe-text.js';
import {texts, type Say} from '../words/index.js';

/** Of something that threw instead of being drawn: the message, and where it was thrown, for whoever reports it. */
export function faultRows(error: unknown, say: Say): Row[] {
	const {message, stack = ''} = error instanceof Error ? error : new Error(String(error));
	const places = stack.split('\n').filter(line => line.trimStart().startsWith('at '));
	return [
		[{text: say(texts.frame.viewFailed, {why: safeText(message)}), style: 'bad'}],
		[{text: say(texts.frame.viewFailedHint)}],
		...places.map((line): Row => [{text: safeText(line.trim()), style: 'dim'}]),
	];
}
