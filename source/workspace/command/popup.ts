import {createField, insertText} from '../field.js';
import type {Completion, CompletionItem} from './complete.js';
import {withField, type Popup, type PromptState} from './prompt.js';

/** So many lines of the history are offered at most. */
const most = 200;

/**
`tab`: what all that fits has in common is put in, one that fits alone goes in whole; where a choice is left, or an answer to come,
it is shown.
*/
export function openCompletion(prompt: PromptState, {start, end, items}: Completion, asked: Popup['asked']): PromptState {
	const [first] = items;
	if (first && items.length === 1 && asked?.state !== 'asking') {
		return take(prompt, {start, end}, first.text);
	}

	// What is to come may begin otherwise: options alone share the dash, names do not.
	const shared = asked?.state === 'asking' ? '' : sharedStart(items);
	const typed = prompt.field.text.slice(start, end);
	const next = shared.length > typed.length && shared.startsWith(typed) ? insertShared(prompt, {start, end}, shared) : prompt;
	return {...next, popup: popupOf({start, end: start + Math.max(shared.startsWith(typed) ? shared.length : 0, typed.length), items}, asked)};
}

/** What fits after something more was typed, or after an answer came. It closes where nothing fits and nothing will. */
export function refreshCompletion(prompt: PromptState, completion: Completion, asked: Popup['asked']): PromptState {
	const {popup} = prompt;
	if (completion.items.length === 0 && asked?.state !== 'asking' && asked?.state !== 'failed') {
		return closePopup(prompt);
	}

	const chosen = popup?.items[popup.index]?.text;
	const index = completion.items.findIndex(({text}) => text === chosen);
	const isChosen = popup?.isChosen === true && index !== -1;
	return {...prompt, popup: {...popupOf(completion, asked), index: isChosen ? index : 0, isChosen}};
}

/** Lines of the history that hold every word that is typed, the newest first, each once. */
export function searchHistory(prompt: PromptState, lines: readonly string[]): PromptState {
	const {text} = prompt.field;
	const wanted = text.toLowerCase();
	const fold = (line: string) => text === wanted ? line.toLowerCase() : line;
	const words = text.split(/\s+/u);
	const found = new Set<string>();
	for (let at = lines.length - 1; at >= 0 && found.size < most; at--) {
		const line = lines[at] ?? '';
		const folded = fold(line);
		if (words.every(word => folded.includes(word))) {
			found.add(line);
		}
	}

	return {
		...prompt, popup: {
			kind: 'history', start: 0, end: text.length, items: [...found].map(line => ({text: line})), index: 0, isChosen: true,
		},
	};
}

export function movePopup(prompt: PromptState, by: number): PromptState {
	const {popup} = prompt;
	if (!popup || popup.items.length === 0) {
		return prompt;
	}

	const index = (popup.index + by + popup.items.length) % popup.items.length;
	return {...prompt, popup: {...popup, index, isChosen: true}};
}

/** Puts the chosen item into the line; without one the popup just closes. */
export function takePopup(prompt: PromptState): PromptState {
	const {popup} = prompt;
	const item = popup?.items[popup.index];
	if (!popup || !item) {
		return closePopup(prompt);
	}

	return popup.kind === 'history'
		? closePopup(withField(prompt, {...createField(item.text), killed: prompt.field.killed}))
		: take(prompt, popup, item.text);
}

export function closePopup(prompt: PromptState): PromptState {
	return prompt.popup === undefined ? prompt : {...prompt, popup: undefined};
}

function popupOf({start, end, items}: Completion, asked: Popup['asked']): Popup {
	return {
		kind: 'completion', start, end, items, index: 0, isChosen: false, asked,
	};
}

/** A word that is whole has a blank behind it, so that the next one can be typed. */
function take(prompt: PromptState, {start, end}: {start: number; end: number}, text: string): PromptState {
	const rest = prompt.field.text.slice(end);
	const field = insertText({...prompt.field, text: prompt.field.text.slice(0, start) + rest, caret: start}, /^[ \t]/u.test(rest) ? text : `${text} `);
	return closePopup(withField(prompt, /^[ \t]/u.test(rest) ? {...field, caret: field.caret + 1} : field));
}

function insertShared(prompt: PromptState, {start, end}: {start: number; end: number}, text: string): PromptState {
	return withField(prompt, insertText({...prompt.field, text: prompt.field.text.slice(0, start) + prompt.field.text.slice(end), caret: start}, text));
}

function sharedStart(items: readonly CompletionItem[]): string {
	let shared = items[0]?.text ?? '';
	for (const {text} of items) {
		while (!text.startsWith(shared)) {
			shared = shared.slice(0, -1);
		}
	}

	// Half of a character is none.
	return shared.replace(/[\uD800-\uDBFF]$/u, '');
}
