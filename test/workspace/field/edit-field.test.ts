import {expect, test} from 'vitest';
import {createField, editField, insertText} from '../../../source/workspace/field.js';

/** `|` is the cursor. */
const field = (drawn: string) => ({text: drawn.replace('|', ''), caret: drawn.indexOf('|')});
const draw = ({text, caret}: {text: string; caret: number}) => `${text.slice(0, caret)}|${text.slice(caret)}`;

const cases: Array<[before: string, key: string, after: string]> = [
	['ab|', 'left', 'a|b'],
	['|ab', 'left', '|ab'],
	['|ab', 'right', 'a|b'],
	['ab|', 'right', 'ab|'],
	['a👨‍👩‍👧|', 'left', 'a|👨‍👩‍👧'],
	['|e\u0301x', 'right', 'e\u0301|x'],
	['服务|', 'backspace', '服|'],
	['a👍🏽|', 'backspace', 'a|'],
	['watch demo.MathGame|', 'alt-b', 'watch demo.|MathGame'],
	['watch demo.|MathGame', 'ctrl-left', 'watch |demo.MathGame'],
	['watch |demo.MathGame', 'alt-f', 'watch demo|.MathGame'],
	['watch demo|.Math', 'ctrl-right', 'watch demo.Math|'],
	['a $b1_|', 'alt-b', 'a |$b1_'],
	['a cafe\u0301|', 'alt-b', 'a |cafe\u0301'],
	['|cafe\u0301 b', 'alt-f', 'cafe\u0301| b'],
	['a 👍🏽 |', 'alt-b', '|a 👍🏽 '],
	['𝐱𝐲|', 'alt-b', '|𝐱𝐲'],
	['a |)', 'alt-f', 'a )|'],
	['(|', 'alt-b', '|('],
	['one\ntwo|', 'home', 'one\n|two'],
	['o|ne\ntwo', 'end', 'one|\ntwo'],
	['o|ne\ntwo', 'ctrl-e', 'one|\ntwo'],
	['one\ntw|o', 'ctrl-home', '|one\ntwo'],
	['o|ne\ntwo', 'ctrl-end', 'one\ntwo|'],
	['one\ntwo|', 'up', 'one|\ntwo'],
	['o\nthree|', 'up', 'o|\nthree'],
	['on|e\ntwo', 'down', 'one\ntw|o'],
	['one|\n\ntwo', 'down', 'one\n|\ntwo'],
	['ab|\n👍👍', 'down', 'ab\n👍|👍'],
	['a|\n👍👍', 'down', 'a\n|👍👍'],
	['a|b', 'delete', 'a|'],
	['a|b', 'ctrl-d', 'a|'],
	['ab|', 'delete', 'ab|'],
	['watch demo.Mat|h', 'alt-backspace', 'watch demo.|h'],
	['watch |demo.Math', 'alt-d', 'watch |.Math'],
	['one\ntw|o', 'ctrl-u', 'one\n|o'],
	['o|ne\ntwo', 'ctrl-k', 'o|\ntwo'],
	['one|\ntwo', 'ctrl-k', 'one|two'],
	['|', 'backspace', '|'],
	['|', 'ctrl-k', '|'],
];

test.each(cases)('%j %s', (before, key, after) => {
	const edited = editField(field(before), key);
	expect(edited && draw(edited)).toBe(after);
});

test('what edits nothing is left to others', () => {
	for (const key of ['enter', 'tab', 'esc', 'f1', 'ctrl-a', 'ctrl-b', 'ctrl-w', 'constructor', 'up', 'down']) {
		expect(editField(field('ab|'), key), key).toBeUndefined();
	}
});

test('a key that types is inserted, a key that is named like an edit as well', () => {
	expect(editField(field('a|c'), 'b', 'b')).toEqual(field('ab|c'));
	expect(editField(field('a|'), 'space', ' ')).toEqual(field('a |'));
	expect(editField(field('a|'), 'B', '')).toBeUndefined();
});

test('ctrl-y puts back what was taken out last', () => {
	const killed = editField(field('thread -n 3|'), 'ctrl-u');
	expect(killed).toEqual({text: '', caret: 0, killed: 'thread -n 3'});
	const typed = editField(killed ?? createField(), 'x', 'x') ?? createField();
	expect(editField(typed, 'ctrl-y')).toEqual({text: 'xthread -n 3', caret: 12, killed: 'thread -n 3'});
	expect(editField(createField('a'), 'ctrl-y')).toEqual(createField('a'));
});

test('pasted ends of lines become newlines', () => {
	expect(insertText(field('a|b'), '1\r\n2\r3\n')).toEqual(field('a1\n2\n3\n|b'));
});

test('a step in a text of a megabyte takes no longer than in a short one', () => {
	const long = createField('字'.repeat(1 << 20));
	const started = performance.now();
	let moved = long;
	for (let step = 0; step < 200; step++) {
		moved = editField(moved, 'left') ?? moved;
	}

	expect(moved.caret).toBe((1 << 20) - 200);
	expect(editField(long, 'alt-b')?.caret).toBe(0);
	expect(performance.now() - started).toBeLessThan(2000);
});
