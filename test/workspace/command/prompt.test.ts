import {expect, test} from 'vitest';
import {commandsOf} from '../../../source/core/arthas-commands.js';
import {
	complete, createPrompt, movePopup, openCompletion, refreshCompletion, searchHistory, takePopup, toggleCommand, toggleRow, walkHistory, withField, type PromptState,
} from '../../../source/workspace/command.js';
import {createField} from '../../../source/workspace/field.js';

const lines = ['thread -n 3', 'watch a.B c', 'jvm', 'watch a.B c', 'watch d.E f', 'memory'];
const draw = ({field: {text, caret}}: PromptState) => `${text.slice(0, caret)}|${text.slice(caret)}`;
const prompt = (drawn: string): PromptState => ({...createPrompt(), field: {text: drawn.replace('|', ''), caret: drawn.indexOf('|')}});

test('↑ and ↓ walk through the lines that begin as typed, and back to what was typed', () => {
	const steps: string[] = [];
	let walked = prompt('wa|');
	for (const by of [-1, -1, -1, 1, 1, 1] as const) {
		walked = walkHistory(walked, lines, by);
		steps.push(draw(walked));
	}

	expect(steps).toEqual(['watch d.E f|', 'watch a.B c|', 'watch a.B c|', 'watch d.E f|', 'wa|', 'wa|']);
	expect(walkHistory(createPrompt(), [], -1)).toEqual(createPrompt());
});

test('equal lines are one step, and typing ends the walk', () => {
	const walked = walkHistory(walkHistory(createPrompt(), lines, -1), lines, -1);
	expect(draw(walked)).toBe('watch d.E f|');
	const typed = withField(walked, createField('jv'));
	expect(draw(walkHistory(typed, lines, -1))).toBe('jvm|');
});

test('a search finds lines with the text anywhere, the newest first, each once', () => {
	const found = searchHistory(prompt('a.B|'), lines);
	expect(found.popup?.items.map(({text}) => text)).toEqual(['watch a.B c']);
	expect(searchHistory(prompt('a.b|'), lines).popup?.items).toHaveLength(1);
	expect(searchHistory(prompt('A|'), lines).popup?.items).toEqual([]);
	const all = searchHistory(createPrompt(), lines);
	expect(all.popup?.items.map(({text}) => text)).toEqual(['memory', 'watch d.E f', 'watch a.B c', 'jvm', 'thread -n 3']);
	expect(draw(takePopup(movePopup(all, 1)))).toBe('watch d.E f|');
	expect(draw(takePopup(movePopup(all, -1)))).toBe('thread -n 3|');
	expect(takePopup(searchHistory(prompt('zz|'), lines)).popup).toBeUndefined();
});

const completion = ({field: {text, caret}}: PromptState, names: string[] = []) => complete(text, caret, {commands: commandsOf({kind: 'jvm', version: '4.1.5'}), names: () => names});
const tab = (drawn: string, names?: string[]) => openCompletion(prompt(drawn), completion(prompt(drawn), names), undefined);

test('what fits alone goes in whole', () => {
	expect(draw(tab('mem|'))).toBe('memory |');
	expect(tab('mem|').popup).toBeUndefined();
	expect(draw(tab('wat| a.B'))).toBe('watch |a.B');
});

test('of several what they share goes in, and the rest is chosen', () => {
	const shared = tab('watch com.a|', ['com.acme.Order', 'com.acme.Orders']);
	expect(draw(shared)).toBe('watch com.acme.Order|');
	expect(shared.popup).toMatchObject({
		start: 6, end: 20, index: 0, isChosen: false,
	});
	expect(draw(takePopup(movePopup(shared, 1)))).toBe('watch com.acme.Orders |');
	const none = tab('s|');
	expect(draw(none)).toBe('s|');
	expect(none.popup?.items.map(({text}) => text)).toEqual(['stack', 'sc', 'sm', 'sysprop', 'sysenv', 'stop', 'session']);
	expect(draw(takePopup(none))).toBe('stack |');
});

test('names by their simple beginning take the place of what was typed', () => {
	const opened = tab('watch Ord| run', ['com.acme.Order', 'com.acme.Orders']);
	expect(draw(opened)).toBe('watch Ord| run');
	expect(draw(takePopup(opened))).toBe('watch com.acme.Order |run');
});

test('a late answer comes into the open popup, which keeps what was chosen', () => {
	const asking = openCompletion(prompt('watch co|'), {start: 6, end: 8, items: []}, {state: 'asking'});
	expect(asking.popup).toMatchObject({items: [], asked: {state: 'asking'}});
	const answered = refreshCompletion(asking, completion(asking, ['com.A', 'com.B']), {state: 'known', isCut: false});
	const chosen = movePopup(answered, 1);
	const more = refreshCompletion(chosen, completion(asking, ['com.A', 'com.AA', 'com.B']), {state: 'known', isCut: false});
	expect(more.popup).toMatchObject({index: 2, isChosen: true});
	expect(refreshCompletion(more, {start: 6, end: 8, items: []}, {state: 'known', isCut: false}).popup).toBeUndefined();
	expect(refreshCompletion(more, {start: 6, end: 8, items: []}, {state: 'failed', problem: 'x'}).popup).toMatchObject({items: [], asked: {problem: 'x'}});
});

test('folds are kept by command and by row', () => {
	const folded = toggleRow(toggleCommand(createPrompt(), 2), '2:5', 'r1');
	expect(folded.folded).toEqual(new Set([2]));
	expect(folded.results.get('2:5')?.toggled).toEqual(new Set(['r1']));
	const again = toggleRow(toggleCommand(folded, 2), '2:5', 'r1');
	expect(again.folded.size + (again.results.get('2:5')?.toggled.size ?? 0)).toBe(0);
});
