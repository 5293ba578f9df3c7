import {expect, test} from 'vitest';
import {createModeTracker} from '../../../source/commands/console/mode-tracker.js';

const calm = '\u{1B}[0m\u{1B}>\u{F}';

function undo(...pieces: string[]): string {
	const tracker = createModeTracker();
	for (const piece of pieces) {
		tracker.see(piece);
	}

	return tracker.undo();
}

test.each([
	['plain text', ''],
	['\u{1B}[31mred', calm],
	['\u{1B}[?1049h', `\u{1B}[?1049l${calm}`],
	['\u{1B}[?1049h\u{1B}[?1049l', calm],
	['\u{1B}[?25l', `\u{1B}[?25h${calm}`],
	['\u{1B}[?25l\u{1B}[?25h', calm],
	['\u{1B}[?1000;1006h', `\u{1B}[?1000l\u{1B}[?1006l${calm}`],
	['\u{1B}[?2004h$ ', `\u{1B}[?2004l${calm}`],
	['\u{1B}[?7l\u{1B}[?12h', calm],
])('after %j the terminal is given %j, wherever the output is cut', (output, expected) => {
	expect(undo(output)).toBe(expected);
	expect(undo(...output)).toBe(expected);
});

test('it is taken back once', () => {
	const tracker = createModeTracker();
	tracker.see('\u{1B}[?1049h');
	tracker.undo();
	expect(tracker.undo()).toBe(calm);
});

test('a sequence without end is not kept', () => {
	const tracker = createModeTracker();
	tracker.see(`\u{1B}[?${'1;'.repeat(1_000_000)}`);
	tracker.see('1049h');
	expect(tracker.undo()).toBe(calm);
});
