import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {TextRun, type TextEnd} from '../../../../source/core/client/text/text-run.js';

const prompt = '[arthas@42]$ ';

function start(commandLine: string, {isOwnWords = false} = {}) {
	const typed: string[] = [];
	const lines: string[] = [];
	let end: TextEnd | undefined;
	const run = new TextRun({
		prompt, commandLine, isOwnWords, write(text) {
			typed.push(text);
		}, onStart() {
			lines.push('<start>');
		}, onLine(line) {
			lines.push(line);
		},
	});
	void run.ended.then(value => { // eslint-disable-line promise/prefer-await-to-then -- the test looks at it between its steps.
		end = value;
	});
	return {
		run, typed, lines, end: () => end,
		/** Text as it comes, and as much time as it takes to believe it. */
		async feed(text: string, ms = 0) {
			if (text !== '') {
				run.take(text);
			}

			await vi.advanceTimersByTimeAsync(ms);
		},
	};
}

/** What a shell at its prompt shows of a check. */
const answer = (check: string) => `${check.replace('\r', '\r\n')}${check.slice(5, -1)}\r\n${prompt}`;

describe('a command on a text console', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});

	afterEach(() => {
		vi.useRealTimers();
	});

	it('ends at once at the prompt where nothing of its output can be one', async () => {
		const {typed, lines, feed, end} = start('version', {isOwnWords: true});
		expect(typed).toEqual(['version\r']);
		await feed(`version\r\n4.1.5\r\n${prompt}`);
		expect(lines).toEqual(['<start>', '4.1.5']);
		expect(end()).toEqual({kind: 'prompt', isInterrupted: false});
		expect(typed.length).toBe(1);
	});

	it('is proven to have ended by what only a prompt shows behind it, of which nothing becomes output', async () => {
		const {typed, lines, feed, end} = start('cat notes.txt');
		await feed(`cat notes.txt\r\none\r\n${prompt}`, 49);
		expect(typed.length).toBe(1);
		await feed('', 1000);
		expect(typed[1]).toMatch(/^echo [\da-f]{12}\r$/u);
		expect(end()).toBeUndefined();
		await feed(answer(typed[1]!));
		expect(end()).toEqual({kind: 'prompt', isInterrupted: false});
		expect(lines).toEqual(['<start>', 'one']);
	});

	it('keeps lines that equal the prompt, whenever the next one comes', async () => {
		const {typed, lines, feed, end} = start('cat prompts.txt');
		await feed(`cat prompts.txt\r\n${prompt}`, 10);
		await feed(`\r\n${prompt}`, 10);
		await feed(`\r\nlast\r\n${prompt}`, 60);
		await feed(answer(typed[1]!));
		expect(lines).toEqual(['<start>', prompt.trimEnd(), prompt.trimEnd(), 'last']);
		expect(end()).toMatchObject({kind: 'prompt'});
	});

	it('isn\'t fooled by a line like the prompt before a long pause: what was typed into it comes behind the real one', async () => {
		const {run, typed, lines, feed, end} = start('cat slow.txt');
		await feed(`cat slow.txt\r\n${prompt}`, 200);
		expect(typed.length).toBe(2);
		await feed(`\r\nmore\r\n${prompt}`, 10);
		await feed(answer(typed[1]!));
		expect(lines).toEqual(['<start>', prompt.trimEnd(), 'more']);
		expect(end()).toMatchObject({kind: 'prompt'});
		expect(run.isClean).toBe(true);
	});

	it('checks again where a stream swallowed the first check, and the console is used no more', async () => {
		const {run, typed, lines, feed, end} = start('watch demo.A b');
		await feed(`watch demo.A b\r\n${prompt}`, 60);
		expect(typed.length).toBe(2);
		await feed(`\r\nhit\r\n${prompt}`, 299);
		expect(typed.length).toBe(2);
		await feed('', 10);
		expect(typed.length).toBe(3);
		await feed(answer(typed[2]!));
		expect(lines).toEqual(['<start>', prompt.trimEnd(), 'hit']);
		expect(end()).toMatchObject({kind: 'prompt'});
		expect(run.isClean).toBe(false);
	});

	it('drops colours and the blanks that fill a table, and keeps other escapes and blanks', async () => {
		const {lines, feed} = start('sc -d demo.A', {isOwnWords: true});
		await feed(`sc -d demo.A\r\n \u001B[1mname\u001B[0m  demo.A      \r\n\r\n  \u001B[2Jx\u0007\r\n${prompt}`);
		expect(lines).toEqual(['<start>', ' name  demo.A', '', '  \u001B[2Jx\u0007']);
	});

	it('knows its echo when the terminal breaks it', async () => {
		const {lines, feed, end} = start('echo 0123456789', {isOwnWords: true});
		await feed(`echo 01 \r23456789\r\n0123456789\r\n${prompt}`);
		expect(lines).toEqual(['<start>', '0123456789']);
		expect(end()).toMatchObject({kind: 'prompt'});
	});

	it('gives the same however its output is cut into frames', async () => {
		const text = `jad A\r\none\r\n${prompt}two\r\n\u001B[31mthree\u001B[m  \r\n${prompt}`;
		for (let at = 1; at < text.length; at++) {
			const {typed, lines, feed, end} = start('jad A');
			await feed(text.slice(0, at), 10);
			await feed(text.slice(at), 60);
			await feed(answer(typed[1]!));
			expect(lines).toEqual(['<start>', 'one', `${prompt}two`, 'three']);
			expect(end()).toMatchObject({kind: 'prompt'});
		}
	});

	it('is ended by Ctrl-C and its prompt, which may come in the middle of a line', async () => {
		const {run, typed, lines, feed, end} = start('watch demo.A b');
		await feed('watch demo.A b\r\nhit 1\r\nhi');
		run.interrupt();
		run.interrupt();
		expect(typed.slice(1)).toEqual(['\u0003']);
		await feed(prompt, 60);
		await feed(answer(typed[2]!));
		expect(end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(lines).toEqual(['<start>', 'hit 1', 'hi']);
		expect(run.isClean).toBe(true);
	});

	it('has ended although other threads print on behind its prompt, by Ctrl-C and by itself', async () => {
		const stopped = start('watch demo.A b');
		await stopped.feed('watch demo.A b\r\nhit 1\r\n');
		stopped.run.interrupt();
		await stopped.feed(`${prompt}hit 2\r\nhit 3\r\n`, 60);
		await stopped.feed(answer(stopped.typed[2]!));
		expect(stopped.end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(stopped.lines).toEqual(['<start>', 'hit 1', 'hit 2', 'hit 3']);
		const mixed = start('watch demo.A b');
		await mixed.feed('watch demo.A b\r\nhit 1\r\nhit');
		mixed.run.interrupt();
		await mixed.feed(` 2${prompt}\r\nhit 3\r\n`, 60);
		await mixed.feed(answer(mixed.typed[2]!));
		expect(mixed.end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(mixed.lines).toEqual(['<start>', 'hit 1', 'hit 2', 'hit 3']);
		const unended = start('cat no-line-end');
		await unended.feed(`cat no-line-end\r\nlast${prompt}`, 310);
		await unended.feed(answer(unended.typed[1]!));
		expect(unended.end()).toEqual({kind: 'prompt', isInterrupted: false});
		expect(unended.lines).toEqual(['<start>', 'last']);
		const own = start('watch demo.A b -n 1');
		await own.feed(`watch demo.A b -n 1\r\nhit 1\r\n${prompt}hit 2\r\n`, 310);
		await own.feed(answer(own.typed[1]!));
		expect(own.end()).toEqual({kind: 'prompt', isInterrupted: false});
		expect(own.lines).toEqual(['<start>', 'hit 1', `${prompt}hit 2`]);
	});

	it('waits for the prompt of Ctrl-C when it came into a check, so that the next command begins clean', async () => {
		const {run, typed, lines, feed, end} = start('cat a');
		await feed(`cat a\r\none\r\n${prompt}`, 60);
		run.interrupt();
		await feed(answer(typed[1]!));
		expect(end()).toBeUndefined();
		await feed(`\r\n${prompt}`, 60);
		await feed(answer(typed[3]!));
		expect(end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(lines.slice(0, 2)).toEqual(['<start>', 'one']);
		expect(run.isClean).toBe(true);
	});

	it('that ended just before Ctrl-C leaves no prompt in its output', async () => {
		const {run, typed, lines, feed, end} = start('cat a');
		await feed(`cat a\r\none\r\n${prompt}`);
		run.interrupt();
		await feed(`\r\n${prompt}`, 60);
		await feed(answer(typed[2]!));
		expect(end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(lines).toEqual(['<start>', 'one']);
	});

	it('that doesn\'t obey Ctrl-C in 2 s is given up', async () => {
		const {run, feed, end} = start('watch demo.A b');
		await feed('watch demo.A b\r\n');
		run.interrupt();
		await feed('', 1999);
		expect(end()).toBeUndefined();
		await feed('', 1);
		expect(end()).toEqual({kind: 'unconfirmed'});
	});

	it('that asks for input gets none but Ctrl-C: its question is output, and nothing answers it', async () => {
		const {run, typed, lines, feed, end} = start('danger');
		await feed('danger\r\nAre you sure? (y/n) ', 60_000);
		expect([end(), typed]).toEqual([undefined, ['danger\r']]);
		run.interrupt();
		expect(typed[1]).toBe('\u0003');
		await feed(`\r\n${prompt}`, 60);
		await feed(answer(typed[2]!));
		expect(end()).toEqual({kind: 'prompt', isInterrupted: true});
		expect(lines).toEqual(['<start>', 'Are you sure? (y/n)']);
		expect(run.isClean).toBe(true);
	});

	it('that the shell takes for unfinished is taken back', async () => {
		const {run, typed, feed, end} = start('ognl x');
		await feed('ognl x\r\n> ', 60);
		expect(typed[1]).toBe('\u0003');
		await feed(`\r\n${prompt}`, 60);
		await feed(answer(typed[2]!));
		expect(end()).toEqual({kind: 'unfinished'});
		expect(run.isClean).toBe(true);
	});

	it('is not sent when the terminal drops a letter of it', async () => {
		const {typed, feed, end} = start('echo 漢é');
		expect(typed).toEqual(['echo 漢é']);
		await feed('echo \u0007é');
		expect(typed.slice(1)).toEqual(['\u0003']);
		expect(end()).toEqual({kind: 'mistyped', shown: 'echo \u0007é', mayHaveRun: false});
	});

	it('is sent when the terminal shows each letter of it, and not when some never come', async () => {
		const good = start('echo é', {isOwnWords: true});
		await good.feed('echo ');
		expect(good.typed.length).toBe(1);
		await good.feed('é');
		expect(good.typed.slice(1)).toEqual(['\r']);
		await good.feed(`\r\né\r\n${prompt}`);
		expect(good.lines).toEqual(['<start>', 'é']);
		const silent = start('echo é');
		await silent.feed('echo ', 2000);
		expect(silent.end()).toMatchObject({kind: 'mistyped', mayHaveRun: false});
	});

	it('is given up when the line that ran is another one', async () => {
		const {feed, end} = start('version');
		await feed('vers\r\n');
		expect(end()).toEqual({kind: 'mistyped', shown: 'vers', mayHaveRun: true});
	});

	it('keeps what came before its console closed', async () => {
		const {run, lines, end, feed} = start('cat a');
		await feed('cat a\r\none\r\ntw');
		run.closed({reason: 'agent-gone', detail: ''});
		await feed('');
		expect(lines).toEqual(['<start>', 'one', 'tw']);
		expect(end()).toEqual({kind: 'closed', closing: {reason: 'agent-gone', detail: ''}});
	});
});
