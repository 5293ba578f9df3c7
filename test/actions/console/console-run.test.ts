import fc from 'fast-check';
import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {until} from '../../../source/core/readable.js';
import {ArthasError} from '../../../source/core/error.js';
import {createFakeWire} from './fake-wire.js';
import {startRun, type StartedRun} from './start-run.js';

let started: StartedRun[] = [];

afterEach(async () => {
	vi.useRealTimers();
	for (const {run} of started) {
		await run.end();
	}

	started = [];
});

async function start(...options: Parameters<typeof startRun>): Promise<StartedRun> {
	const begun = await startRun(...options);
	started.push(begun);
	return begun;
}

/** A wire that comes when the test says so. */
function slowOpening() {
	const wire = createFakeWire();
	let answer: () => void = () => undefined;
	const opening = new Promise<void>(resolve => {
		answer = resolve;
	});
	const open = async () => {
		await opening;
		return wire;
	};

	return {wire, open, answer};
}

describe('a console', () => {
	it('shows what comes and sends what is typed', async () => {
		const {run, wire, show, rows} = await start();
		await show('$ ls\r\n\u001B[31mred\u001B[m');
		run.type('ls\r');
		expect(rows()).toEqual(['$ ls', 'red', '', '', '']);
		expect(wire.typed).toEqual(['ls\r']);
		expect(run.screen.cursor).toEqual({line: 1, column: 3});
	});

	it('keeps what is typed while it opens', async () => {
		const {wire, open, answer} = slowOpening();
		const {run} = await start({open, isOpening: true});
		expect(run.type('thread')).toBe(true);
		run.type('\r');
		answer();
		await until(run.state, ({name}) => name === 'ready');
		expect(wire.typed).toEqual(['thread\r']);
	});

	it('answers the questions of the host to the host, and not without end', async () => {
		// What may be answered is counted by the second.
		vi.useFakeTimers({toFake: ['Date', 'performance']});
		const {wire, show} = await start();
		await show('\u001B[6n');
		expect(wire.typed).toEqual(['\u001B[1;1R']);
		await show('\u001B[6n'.repeat(5000));
		expect(wire.typed.join('').length).toBeLessThanOrEqual(1024);
	});

	it('takes titles and clipboards for itself, and cuts titles', async () => {
		const {run, wire, rows} = await start();
		const titled = new Promise<void>(resolve => {
			run.subscribe(() => {
				if (run.title() !== '') {
					resolve();
				}
			});
		});
		wire.push(`a\u001B]52;c;aGVsbG8=\u0007b\u001B]2;${'x'.repeat(5000)}\u0007`);
		await titled;
		expect(run.title()).toBe('x'.repeat(200));
		expect(rows()[0]).toBe('ab');
		expect(wire.typed).toEqual([]);
	});

	it('says where the cursor is only while the host shows it', async () => {
		const {run, show} = await start();
		await show('\u001B[?25lx');
		expect(run.screen.cursor).toBeUndefined();
		await show('\u001B[?1;25h');
		expect(run.screen.cursor).toEqual({line: 0, column: 1});
		await show('\u001B[?25l\u001Bc');
		expect(run.screen.cursor).toEqual({line: run.screen.base, column: 0});
	});

	it('counts the cells of characters as everything here does', async () => {
		const {run, show} = await start();
		// In Unicode 11, which emulators know, the first is narrow; the second is a family of three.
		for (const [text, width] of [['🫩', 2], ['👩‍👩‍👧', 6], ['é', 1], ['e\u0301', 1], ['你', 2], ['①', 1]] as const) {
			await show(`\r${text}`);
			expect([text, run.screen.cursor?.column]).toEqual([text, width]);
		}
	});

	it('reads the same however the output is cut', async () => {
		const text = '\u001B[1;31m你好\u001B[0m \u001B]2;t\u0007\u001B[2;3Hx👩\u001B[?25l\u001B[38;2;1;2;3mz\r\n';
		const whole = await start();
		await whole.show(text);
		const expected = whole.rows();
		await fc.assert(fc.asyncProperty(fc.array(fc.nat(text.length), {maxLength: 8}), async cuts => {
			const split = await startRun();
			const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
			for (const [index, place] of places.entries()) {
				split.wire.push(text.slice(places[index - 1] ?? 0, place));
			}

			await split.show('');
			expect(split.rows()).toEqual(expected);
			await split.run.end();
		}), {numRuns: 20});
	});

	it('survives any garbage', async () => {
		const {run, show, rows} = await start();
		await fc.assert(fc.asyncProperty(fc.string({unit: 'binary', maxLength: 200}), async garbage => {
			// A string that was begun and never ended would swallow the mark, as it would on any terminal.
			await show(`${garbage}\u0018\u001B\\`);
			expect(run.screen.end).toBeGreaterThan(run.screen.first);
		}), {numRuns: 100});
		await show('\u001Bcstill here');
		expect(rows()[0]).toBe('still here');
	});
});

describe('a flood', () => {
	it('is taken whole, and never faster than it is shown', async () => {
		const {run, wire} = await start();
		const piece = `${'\u001B[32mx\u001B[m'.repeat(100)}\r\n`.repeat(100);
		const count = Math.ceil(5_000_000 / piece.length);
		let most = 0;
		let parsed = 0;
		run.subscribe(() => {
			parsed = Math.min(wire.taken, parsed + (1 << 14));
			most = Math.max(most, wire.taken - parsed);
		});
		for (let index = 0; index < count; index++) {
			wire.push(piece);
		}

		wire.end('ended');
		await until(run.state, ({name}) => name === 'closed');
		expect(wire.taken).toBe(piece.length * count);
		expect(most).toBeLessThan(1 << 20);
		expect(most).toBeGreaterThan(1 << 18);
	});

	it('stops being read while nothing is shown', async () => {
		const {wire} = await start();
		for (let index = 0; index < 100; index++) {
			wire.push('x'.repeat(100_000));
		}

		// Microtasks alone: the emulator, which works in timers, gets no turn.
		for (let turn = 0; turn < 1000; turn++) {
			await Promise.resolve();
		}

		expect(wire.taken).toBeLessThanOrEqual(700_000);
		expect(wire.taken).toBeGreaterThan(400_000);
	});

	it('leaves the numbers of lines with their text', async () => {
		const {run, show} = await start();
		await show(Array.from({length: 9000}, (_, index) => `line ${index}\r\n`).join(''));
		const number = 8000;
		expect(run.screen.line(number)?.translateToString(true)).toBe('line 8000');
		await show(Array.from({length: 9000}, (_, index) => `line ${9000 + index}\r\n`).join(''));
		expect(run.screen.first).toBeGreaterThan(7000);
		expect(run.screen.line(number)?.translateToString(true)).toBe('line 8000');
		await show('x\r\n'.repeat(60_000));
		expect(run.screen.line(number)).toBeUndefined();
		expect(run.screen.end - run.screen.first).toBeLessThanOrEqual(10_005);
	});
});

describe('its size', () => {
	it('changes on both sides 200 ms after the last change', async () => {
		const {run, wire} = await start();
		vi.useFakeTimers();
		for (let cols = 21; cols <= 120; cols++) {
			run.resize({cols, rows: 5});
			vi.advanceTimersByTime(20);
		}

		expect(wire.sizes).toEqual([]);
		expect(run.screen.size.cols).toBe(20);
		vi.advanceTimersByTime(200);
		expect(wire.sizes).toEqual([{cols: 120, rows: 5}]);
		expect(run.screen.size).toEqual({cols: 120, rows: 5});
	});

	it('is not changed by a pane that is hidden, or by the same size again', async () => {
		const {run, wire} = await start();
		vi.useFakeTimers();
		run.resize({cols: 0, rows: 0});
		run.resize({cols: 20, rows: 5});
		vi.advanceTimersByTime(1000);
		expect(wire.sizes).toEqual([]);
	});

	it('is told to a wire that was opened while it changed', async () => {
		const {wire, open, answer} = slowOpening();
		const {run} = await start({open, isOpening: true});
		run.resize({cols: 33, rows: 7});
		answer();
		await until(run.state, ({name}) => name === 'ready');
		expect(wire.sizes).toEqual([{cols: 33, rows: 7}]);
		expect(run.screen.size).toEqual({cols: 33, rows: 7});
	});

	it('keeps the lines that are looked at in view when it moves all lines', async () => {
		const {run, show} = await start();
		await show(Array.from({length: 50}, (_, index) => `${String(index).padStart(2, '0')} ${'x'.repeat(30)}\r\n`).join(''));
		run.look.move(-40, 5);
		const before = run.screen.line(run.look.top(5))?.translateToString(true);
		vi.useFakeTimers();
		run.resize({cols: 60, rows: 5});
		vi.advanceTimersByTime(200);
		expect(run.screen.line(run.look.top(5))?.translateToString(true).slice(0, 2)).toBe(before?.slice(0, 2));
	});
});

describe('its end', () => {
	it('keeps the text, says why, and takes no input', async () => {
		const {run, wire, show, rows} = await start();
		await show('last words');
		wire.end('agent-gone', 'gone');
		await until(run.state, ({name}) => name === 'closed');
		expect(run.state.getSnapshot()).toEqual({name: 'closed', reason: 'agent-gone', detail: 'gone'});
		expect(run.type('x')).toBe(false);
		expect(rows()[0]).toBe('last words');
		expect(wire.typed).toEqual([]);
	});

	it('opens again under the same text, with nothing left of what the program before had switched on', async () => {
		const begun = await start();
		const {run, show, wires} = begun;
		await show('before\u001B[?1049h\u001B[?1h\u001B[?2004h\u001B[?25l\u001B[31mother');
		expect(run.screen.modes).toEqual({applicationCursor: true, applicationKeypad: false, bracketedPaste: true});
		wires[0]?.push('\u001B]2;never ended');
		wires[0]?.end('lost');
		await until(run.state, ({name}) => name === 'closed');
		run.reopen('--- again ---');
		await until(run.state, ({name}) => name === 'ready');
		await begun.show('$ ');
		expect(begun.rows()).toEqual(['before', '--- again ---', '$ ', '', '']);
		expect(run.screen.modes).toEqual({applicationCursor: false, applicationKeypad: false, bracketedPaste: false});
		expect(run.screen.cursor).toEqual({line: 2, column: 2});
		run.type('x');
		expect(wires[1]?.typed).toEqual(['x']);
	});

	it('says what was wrong when it did not open', async () => {
		const {run} = await start({
			async open() {
				throw new ArthasError('ERR_CONNECT_REFUSED', 'web-1 does not answer', {hint: 'check the port'});
			},
		});
		expect(run.state.getSnapshot()).toEqual({name: 'closed', reason: 'not-opened', detail: 'web-1 does not answer; check the port'});
	});

	it('tries a second time when no prompt came', async () => {
		let tries = 0;
		const {run} = await start({
			async open() {
				tries++;
				if (tries === 1) {
					throw new ArthasError('ERR_TIMEOUT_CONSOLE', 'no prompt', {retryable: true});
				}

				return createFakeWire();
			},
		});
		expect(run.state.getSnapshot().name).toBe('ready');
		expect(tries).toBe(2);
	});

	it('comes when the list says that the agent is gone', async () => {
		let gone: () => void = () => undefined;
		const {run, wire} = await start({
			watch(onGone) {
				gone = onGone;
				return () => undefined;
			},
		});
		gone();
		await until(run.state, ({name}) => name === 'closed');
		expect(run.state.getSnapshot()).toMatchObject({reason: 'agent-gone'});
		expect(wire.isClosed).toBe(true);
	});

	it('ends its wire with it, also one that is being opened', async () => {
		const {run, wire} = await startRun();
		await run.end();
		expect(wire.isClosed).toBe(true);
		run.reopen('again');
		expect(run.isOpen()).toBe(false);

		let signal: AbortSignal | undefined;
		const opening = await startRun({
			isOpening: true,
			open: async (_size, given) => new Promise((_resolve, reject) => {
				signal = given;
				given.addEventListener('abort', () => {
					reject(new Error('left'));
				});
			}),
		});
		await opening.run.end();
		expect(signal?.aborted).toBe(true);
		expect(opening.run.state.getSnapshot()).toMatchObject({name: 'closed', reason: 'by-us'});
	});
});
