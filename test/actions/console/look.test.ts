import {
	afterEach, beforeEach, describe, expect, it,
} from 'vitest';
import {createField} from '../../../source/workspace/field.js';
import {searched, startRun, type StartedRun} from './start-run.js';

const height = 4;
let started: StartedRun;

beforeEach(async () => {
	started = await startRun();
	await started.show(Array.from({length: 30}, (_, index) => `row ${index}\r\n`).join(''));
});

afterEach(async () => {
	await started.run.end();
});

function inView(): string[] {
	const {run: {screen, look}} = started;
	return Array.from({length: look.lines(height)}, (_, row) => screen.line(look.top(height) + row)?.translateToString(true) ?? '');
}

async function search(query: string): Promise<void> {
	const {look} = started.run;
	look.beginSearch(height);
	look.type(createField(query));
	await searched(started.run);
}

describe('scrolling', () => {
	it('moves within what is kept', () => {
		const {look} = started.run;
		expect(inView()).toEqual(['row 27', 'row 28', 'row 29', '']);
		look.move(-height, height);
		expect(inView()[0]).toBe('row 23');
		look.move(Number.NEGATIVE_INFINITY, height);
		expect(inView()[0]).toBe('row 0');
		look.move(-1, height);
		expect(inView()[0]).toBe('row 0');
		look.move(Number.POSITIVE_INFINITY, height);
		expect(look.view.top).toBeUndefined();
	});

	it('stays with its text while more comes, and knows how much that was', async () => {
		const {run, show} = started;
		run.look.move(-10, height);
		const before = inView();
		await show('x\r\n'.repeat(14));
		// The last row tells how much is new.
		expect(inView()).toEqual(before.slice(0, 3));
		expect(run.screen.end - run.look.view.seen).toBe(14);
	});

	it('is at the oldest line when its text was thrown away', async () => {
		const {run, show} = started;
		run.look.move(-10, height);
		await show('x\r\n'.repeat(20_000));
		expect(run.look.top(height)).toBe(run.screen.first);
	});

	it('ends when the host goes to another screen', async () => {
		const {run, show} = started;
		run.look.move(-10, height);
		await show('\u001B[?1049hother');
		expect(run.look.view.top).toBeUndefined();
		expect(run.screen.isAlternate).toBe(true);
	});
});

describe('searching', () => {
	it('goes up from what is in view, in any case, and around', async () => {
		const {look} = started.run;
		await search('ROW 1');
		expect(look.matches.list).toHaveLength(11);
		expect(look.view.current?.from).toEqual({line: 19, column: 0});
		expect(inView()).toContain('row 19');
		look.endTyping();
		look.step(-1, height);
		expect(look.view.current?.from.line).toBe(18);
		look.step(1, height);
		look.step(1, height);
		expect(look.view.current?.from.line).toBe(1);
	});

	it('takes what is typed as it is', async () => {
		await started.show('a.b [x] ^$\r\n');
		await search('[X] ^$');
		expect(started.run.look.matches.list).toHaveLength(1);
		await search('a?b');
		expect(started.run.look.matches.list).toHaveLength(0);
	});

	it('finds what the width has broken, and places it in cells', async () => {
		await started.show('你好 aaaaaaaaaaaaaaneedle\r\n');
		await search('needle');
		expect(started.run.look.matches.list).toEqual([{from: {line: 30, column: 19}, to: {line: 31, column: 5}}]);
		await search('好');
		expect(started.run.look.matches.list).toEqual([{from: {line: 30, column: 2}, to: {line: 30, column: 4}}]);
	});

	it('finds several in one line in their order', async () => {
		await started.show(`${'ab'.repeat(15)}\r\n`);
		await search('ab');
		expect(started.run.look.matches.list.map(({from}) => from.column)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 0, 2, 4, 6, 8]);
		expect(started.run.look.matches.list.map(({from}) => from.line)).toEqual([...Array.from({length: 10}, () => 30), ...Array.from({length: 5}, () => 31)]);
	});

	it('finds what comes later too', async () => {
		const {run, show} = started;
		await search('late');
		expect(run.look.matches.list).toEqual([]);
		const found = new Promise<void>(resolve => {
			run.subscribe(() => {
				if (run.look.matches.list.length === 2) {
					resolve();
				}
			});
		});
		await show('late\r\nx\r\nlate');
		await found;
		expect(run.look.matches.list.map(({from}) => from.line)).toEqual([30, 32]);
	});

	it('gives up after five thousand, which it says', async () => {
		await started.show('eeeeeeeeee\r\n'.repeat(2000));
		await search('e');
		const {list, isCut} = started.run.look.matches;
		expect(isCut).toBe(true);
		expect(list).toHaveLength(5000);
		expect(list.at(-1)?.from.line).toBe(2029);
	});
});

describe('copying', () => {
	it('takes the lines in view, or those that were chosen', () => {
		const {look} = started.run;
		expect(look.text(height)).toBe('row 27\nrow 28\nrow 29\n');
		look.move(-1, height);
		look.mark(height);
		look.move(-5, height);
		expect(look.text(height)).toBe('row 24\nrow 25\nrow 26\nrow 27\nrow 28\nrow 29');
		expect(inView()[0]).toBe('row 24');
		look.mark(height);
		expect(look.view.mark).toBeUndefined();
	});

	it('joins what the width has broken, without what that did to wide characters', async () => {
		const {run, show} = started;
		const line = `a${'你'.repeat(15)} end`;
		await show(`\u001Bc${line}\r\nnext  \r\n`);
		run.look.mark(5);
		run.look.move(Number.NEGATIVE_INFINITY, 5);
		expect(run.look.text(5)).toContain(`${line}\nnext`);
	});
});
