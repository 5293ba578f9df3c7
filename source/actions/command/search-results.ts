import type {TranscriptLine} from '../../workspace/command.js';
import type {Action} from '../action.js';
import {ask, type Question} from '../ask.js';
import type {ActionContext} from '../context.js';
import {focusedPrompt, setPrompt} from './prompt-of.js';
import {linesAtCursor, moveInResults} from './read-results.js';

/** Searching in what came of the commands above a prompt, as in a stream: what is found is marked, and gone to. */
export const searchActions: readonly Action[] = [
	{
		id: 'command.find', keys: ['/'], when: 'command', footer: 6, argument: '<text>',
		label: {en: 'search', zh: '搜索'},
		about: {en: 'mark a text wherever it is, and go to the nearest above', zh: '高亮文本，并跳到上方最近一处'},
		run(context, argument) {
			if (argument === undefined) {
				ask(context, 'command.find', searchOf(context));
			} else {
				setSearch(context, argument);
				goTo(context, 'up', {isHereToo: true});
			}
		},
	},
	{...next('command.find-next', 'n', 'down', {en: 'next', zh: '下一处'}, {en: 'to the next row that was searched for', zh: '下一处匹配'}), footer: 6},
	next('command.find-previous', 'N', 'up', {en: 'previous', zh: '上一处'}, {en: 'to the row above that was searched for', zh: '上一处匹配'}),
];

/** What is typed for it holds with each key. */
export const searchQuestions: Readonly<Record<string, Question>> = {
	'command.find': {
		label: {en: 'search', zh: '搜索'},
		changed: setSearch,
		entered(context, text) {
			setSearch(context, text);
			goTo(context, 'up', {isHereToo: true});
		},
		left: setSearch,
	},
};

function searchOf(context: ActionContext): string {
	return focusedPrompt(context)?.prompt.search ?? '';
}

function setSearch(context: ActionContext, search: string): void {
	const pane = focusedPrompt(context);
	if (pane) {
		setPrompt(context, pane.id, {...pane.prompt, search});
	}
}

function next(id: string, key: string, direction: 'up' | 'down', label: Action['label'], about: Action['about']): Action {
	return {
		id, keys: [key], when: 'command', label, about,
		disabled: context => searchOf(context) === '' ? context.say({en: 'nothing was searched for; / does', zh: '尚未搜索；按 / 搜索'}) : undefined,
		run(context) {
			goTo(context, direction);
		},
	};
}

/** Puts the cursor on the nearest row with the text, from the other end where there is none further on. */
function goTo(context: ActionContext, direction: 'up' | 'down', {isHereToo = false}: {isHereToo?: boolean} = {}): void {
	const text = searchOf(context);
	if (text === '') {
		return;
	}

	const {lines, line} = linesAtCursor(context);
	const found = inOrder(lines, line, direction, isHereToo).find(each => !each.isQuiet && each.text.toLowerCase().includes(text.toLowerCase()));
	if (found) {
		moveInResults(context, {type: 'to', key: found.key});
	} else {
		context.notify('info', context.say({en: 'nothing here has “{text}”', zh: '此处没有“{text}”'}, {text}));
	}
}

/** All rows as they are looked through from the cursor, whose own is the first or the last one. */
function inOrder(lines: readonly TranscriptLine[], line: TranscriptLine | undefined, direction: 'up' | 'down', isHereToo: boolean): readonly TranscriptLine[] {
	const ordered = direction === 'up' ? lines.toReversed() : lines;
	const at = line ? ordered.indexOf(line) + (isHereToo ? 0 : 1) : 0;
	return [...ordered.slice(at), ...ordered.slice(0, at)];
}
