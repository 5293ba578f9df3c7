import {createField, type Field} from '../field.js';
import type {CompletionItem} from './complete.js';

/** What was done to one result that is read; `DocState` of the screen. */
export type ResultState = {
	toggled: ReadonlySet<string>;
	sort?: {column: string; direction: 'up' | 'down'} | undefined;
	mode?: string | undefined;
};

/** What lies above the prompt to choose from: words that fit at the cursor, or lines of the history. */
export type Popup = {
	kind: 'completion' | 'history';
	/** What an item takes the place of, in UTF-16 units. */
	start: number;
	end: number;
	items: readonly CompletionItem[];
	/** Which one is taken. */
	index: number;
	/** Whether one was chosen by hand, so that `enter` takes it. */
	isChosen: boolean;
	/** How far the agent is with what only it can tell. */
	asked?: {state: 'asking'} | {state: 'known'; isCut: boolean} | {state: 'failed'; problem: string} | undefined;
};

/** What a command pane keeps besides its session. Never saved. */
export type PromptState = {
	field: Field;
	/** A walk through the history: what was being typed when it began, and at which line it is. */
	walk?: {draft: Field; at: number} | undefined;
	popup?: Popup | undefined;
	/** Commands that go by themselves when the one before has ended, as long as they stand in the prompt as they are here. */
	rest?: string | undefined;
	/** Whether keys go to the results above and not to the prompt. */
	isReading: boolean;
	/** Since when what is read stands still (epoch ms); undefined while the newest row stays in sight. */
	heldAt?: number | undefined;
	/** What is looked for in what is read, and marked where it is found. */
	search?: string | undefined;
	/** Numbers of the commands whose results are folded away. */
	folded: ReadonlySet<number>;
	/** By `<number of the command>:<number of the entry>`. */
	results: ReadonlyMap<string, ResultState>;
};

export function createPrompt(text = ''): PromptState {
	return {
		field: createField(text), isReading: false, folded: new Set(), results: new Map(),
	};
}

/** Something was typed: a walk through the history ends with what it found. */
export function withField(prompt: PromptState, field: Field): PromptState {
	return {...prompt, field, walk: undefined};
}

/**
One step to an older (-1) or a newer line of the history that begins with what was being typed; past the newest that comes back.
The same prompt where there is none.
*/
export function walkHistory(prompt: PromptState, lines: readonly string[], by: 1 | -1): PromptState {
	const {field, walk = {draft: field, at: lines.length}} = prompt;
	for (let at = walk.at + by; at >= 0 && at < lines.length; at += by) {
		const line = lines[at] ?? '';
		if (line.startsWith(walk.draft.text) && line !== field.text) {
			return {...prompt, field: {...createField(line), killed: field.killed}, walk: {...walk, at}};
		}
	}

	return by === 1 && prompt.walk ? {...prompt, field: walk.draft, walk: undefined} : prompt;
}

/** Folds or unfolds a row of a result. */
export function toggleRow(prompt: PromptState, result: string, row: string): PromptState {
	const toggled = new Set(prompt.results.get(result)?.toggled);
	if (!toggled.delete(row)) {
		toggled.add(row);
	}

	return changeResult(prompt, result, {toggled});
}

/** Does something to a result that is read, and keeps what was done to it before. */
export function changeResult(prompt: PromptState, result: string, change: Partial<ResultState>): PromptState {
	const before = prompt.results.get(result) ?? {toggled: new Set()};
	return {...prompt, results: new Map([...prompt.results, [result, {...before, ...change}]])};
}

export function toggleCommand(prompt: PromptState, id: number): PromptState {
	const folded = new Set(prompt.folded);
	if (!folded.delete(id)) {
		folded.add(id);
	}

	return {...prompt, folded};
}
