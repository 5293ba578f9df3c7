import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import type {InputEvent} from '../../../source/ui/terminal/decode-input.js';
import {openTerminal, type Terminal, type TerminalSize} from '../../../source/ui/terminal/terminal.js';
import {createFakeProgram, createFakeTerminal, type FakeTerminal} from './fake-terminal.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date']});
});

afterEach(() => {
	vi.useRealTimers();
});

function open({fake = createFakeTerminal(), env = {TERM: 'xterm-256color'}}: {fake?: FakeTerminal; env?: NodeJS.ProcessEnv} = {}) {
	const events: InputEvent[] = [];
	const sizes: TerminalSize[] = [];
	const program = createFakeProgram();
	const terminal = openTerminal({
		...fake, env, program, onEvent: event => events.push(event), onResize: size => sizes.push(size),
	});
	return {
		fake, terminal, events, sizes, program,
	};
}

/** What a terminal has switched on, as far as the emulator knows. */
function modes({judge}: FakeTerminal) {
	const {bracketedPasteMode, mouseTrackingMode, wraparoundMode} = judge.terminal.modes;
	return {
		screen: judge.terminal.buffer.active.type, bracketedPasteMode, mouseTrackingMode, wraparoundMode, cursor: judge.cursor().isShown,
	};
}

const theirs = {
	screen: 'normal', bracketedPasteMode: false, mouseTrackingMode: 'none', wraparoundMode: true, cursor: true,
};
const ours = {
	screen: 'alternate', bracketedPasteMode: true, mouseTrackingMode: 'none', wraparoundMode: false, cursor: false,
};

/** Lets what was written be answered. */
async function answered() {
	await vi.advanceTimersByTimeAsync(0);
}

const count = (text: string, part: string) => text.split(part).length - 1;

describe('open and close', () => {
	it('takes the terminal, and gives it back as it was, once', async () => {
		const {fake, terminal, program} = open();
		expect(modes(fake)).toEqual(ours);
		expect([fake.isRaw(), fake.isReading()]).toEqual([true, true]);
		await answered();
		await Promise.all([terminal.close(), terminal.close()]);
		await terminal.close();
		program.emit('exit');
		expect(modes(fake)).toEqual(theirs);
		expect([fake.isRaw(), fake.isReading()]).toEqual([false, false]);
		expect(count(fake.written(), '\u{1B}[?1049l')).toBe(1);
		expect(program.eventNames()).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('writes nothing any more when it is closed', async () => {
		const {fake, terminal} = open();
		await answered();
		await terminal.close();
		const before = fake.written();
		terminal.frame('frame');
		terminal.write('\u{7}');
		terminal.mouse(true);
		expect(fake.written()).toBe(before);
	});

	it('waits for answers, so that the shell does not get them as keys', async () => {
		const {fake, terminal} = open();
		terminal.frame('frame');
		const closing = terminal.close();
		expect(fake.written()).not.toContain('\u{1B}[?1049l');
		await answered();
		await closing;
		expect(modes(fake)).toEqual(theirs);
	});

	it('waits half a second for a terminal that does not answer', async () => {
		const {fake, terminal} = open({fake: createFakeTerminal(80, 24, {answers: false})});
		const closing = terminal.close();
		await vi.advanceTimersByTimeAsync(499);
		expect(fake.isRaw()).toBe(true);
		await vi.advanceTimersByTimeAsync(1);
		await closing;
		expect(modes(fake)).toEqual(theirs);
	});

	it('does not make the terminal block before all was written', async () => {
		const {fake, terminal} = open();
		await answered();
		await terminal.close();
		expect(fake.blocking).toEqual([false, true]);
		const stalled = open();
		stalled.fake.stall();
		stalled.terminal.frame('never taken');
		const closing = stalled.terminal.close();
		await vi.advanceTimersByTimeAsync(500);
		await closing;
		expect(stalled.fake.blocking).toEqual([false]);
	});

	it('works without the private setter', async () => {
		const fake = createFakeTerminal();
		Object.assign(fake.stdout, {_handle: undefined});
		const {terminal} = open({fake});
		await answered();
		await terminal.close();
		expect(modes(fake)).toEqual(theirs);
	});
});

describe('ways out', () => {
	it.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'])('%s gives the terminal back at once and ends the program', async signal => {
		const {fake, terminal, program} = open();
		terminal.mouse(true);
		terminal.frame('not answered');
		program.emit(signal);
		expect(fake.isRaw()).toBe(false);
		expect(modes(fake)).toEqual(theirs);
		expect(program.killed).toEqual([[4711, signal]]);
		expect(program.eventNames()).toEqual([]);
	});

	it('leaves the end of the program to others who listen', async () => {
		const {fake, program} = open();
		const heard = vi.fn();
		program.on('SIGTERM', heard);
		program.emit('SIGTERM');
		expect(modes(fake)).toEqual(theirs);
		expect(heard).toHaveBeenCalledOnce();
		expect(program.killed).toEqual([]);
	});

	it.each(['uncaughtExceptionMonitor', 'exit'])('%s gives the terminal back', async event => {
		const {fake, program} = open();
		program.emit(event, new Error('boom'), 'uncaughtException');
		program.emit('exit');
		expect(modes(fake)).toEqual(theirs);
		expect(count(fake.written(), '\u{1B}[?1049l')).toBe(1);
		expect(program.killed).toEqual([]);
	});

	it.each([
		['input ends', ({stdin}: FakeTerminal) => (stdin as unknown as NodeJS.EventEmitter).emit('end')],
		['input fails', ({stdin}: FakeTerminal) => (stdin as unknown as NodeJS.EventEmitter).emit('error', new Error('EIO'))],
		['output fails', ({stdout}: FakeTerminal) => (stdout as unknown as NodeJS.EventEmitter).emit('error', new Error('EPIPE'))],
	])('takes it for a hang-up when %s', (_, happen) => {
		const {fake, program} = open();
		happen(fake);
		happen(fake);
		expect(program.killed).toEqual([[4711, 'SIGHUP']]);
		program.emit('SIGHUP');
		happen(fake);
		expect(program.killed).toEqual([[4711, 'SIGHUP'], [4711, 'SIGHUP']]);
	});

	it('a signal while it waits to close changes nothing', async () => {
		const {fake, terminal, program} = open();
		terminal.frame('frame');
		const closing = terminal.close();
		program.emit('SIGTERM');
		expect(modes(fake)).toEqual(theirs);
		await vi.advanceTimersByTimeAsync(1000);
		await closing;
		expect(count(fake.written(), '\u{1B}[?1049l')).toBe(1);
	});
});

describe('lending', () => {
	it('gives the terminal to an editor and takes it back', async () => {
		const {fake, terminal, sizes, events} = open();
		terminal.mouse(true);
		await answered();
		const result = await terminal.withTerminal(async () => {
			expect(modes(fake)).toEqual(theirs);
			expect([fake.isRaw(), fake.isReading()]).toEqual([false, false]);
			terminal.frame('must not be seen');
			fake.resize(100, 40);
			await vi.advanceTimersByTimeAsync(1000);
			expect(sizes).toEqual([]);
			return 42;
		});
		expect(result).toBe(42);
		expect(modes(fake)).toEqual({...ours, mouseTrackingMode: 'drag'});
		expect([fake.isRaw(), fake.isReading()]).toEqual([true, true]);
		expect(sizes).toEqual([{columns: 100, rows: 40}]);
		expect(fake.written()).not.toContain('must not');
		expect(fake.blocking).toEqual([false, true, false]);
		expect(events).toEqual([]);
	});

	it('takes it back when the editor fails, and only when nobody has it any more', async () => {
		const {fake, terminal, sizes} = open();
		await answered();
		await expect(terminal.withTerminal(async () => {
			throw new Error('no editor');
		})).rejects.toThrow('no editor');
		expect(modes(fake)).toEqual(ours);
		let end: () => void = () => undefined;
		const long = terminal.withTerminal(async () => new Promise<void>(resolve => {
			end = resolve;
		}));
		await terminal.withTerminal(async () => undefined);
		expect(modes(fake)).toEqual(theirs);
		end();
		await long;
		expect(modes(fake)).toEqual(ours);
		expect(sizes).toHaveLength(2);
	});

	it('does not come back once it is closed', async () => {
		const {fake, terminal} = open();
		await answered();
		await terminal.withTerminal(async () => {
			await terminal.close();
		});
		expect(modes(fake)).toEqual(theirs);
		expect(count(fake.written(), '\u{1B}[?1049l')).toBe(1);
		expect(await terminal.withTerminal(async () => 'still runs')).toBe('still runs');
	});

	it('does not come back after a signal', async () => {
		const {fake, terminal, program} = open();
		await answered();
		await terminal.withTerminal(async () => {
			program.emit('SIGTERM');
		});
		expect(modes(fake)).toEqual(theirs);
	});
});

describe('stopping', () => {
	it('stops the whole job and comes back when it is continued', async () => {
		const {fake, terminal, program, sizes} = open();
		await answered();
		const suspended = terminal.suspend();
		await vi.advanceTimersByTimeAsync(0);
		expect(modes(fake)).toEqual(theirs);
		expect(program.killed).toEqual([[0, 'SIGTSTP']]);
		expect(program.listenerCount('SIGTSTP')).toBe(0);
		program.emit('SIGCONT');
		await suspended;
		expect(modes(fake)).toEqual(ours);
		expect(sizes).toHaveLength(1);
		expect(program.listenerCount('SIGTSTP')).toBe(1);
	});

	it('does so when the shell asks', async () => {
		const {fake, program} = open();
		await answered();
		program.emit('SIGTSTP');
		await vi.advanceTimersByTimeAsync(0);
		expect(program.killed).toEqual([[0, 'SIGTSTP']]);
		program.emit('SIGCONT');
		await vi.advanceTimersByTimeAsync(0);
		expect(modes(fake)).toEqual(ours);
	});

	it('goes on where nobody can stop it', async () => {
		const {fake, terminal} = open();
		await answered();
		const suspended = terminal.suspend();
		await vi.advanceTimersByTimeAsync(100);
		await suspended;
		expect(modes(fake)).toEqual(ours);
	});

	it('sets everything up again after it was stopped without being asked', async () => {
		const {fake, program, sizes} = open();
		await answered();
		// What a shell does to a terminal.
		fake.judge.writeNow('\u{1B}[?1049l\u{1B}[?25h\u{1B}[?2004l\u{1B}[?7h');
		fake.stdin.setRawMode(false);
		program.emit('SIGCONT');
		expect(modes(fake)).toEqual(ours);
		expect(fake.isRaw()).toBe(true);
		expect(sizes).toHaveLength(1);
	});
});

describe('input', () => {
	it('tells keys, and Escape when nothing followed for 50 ms', async () => {
		const {fake, events} = open();
		await vi.advanceTimersByTimeAsync(200);
		fake.type('a\u{1B}');
		expect(events).toMatchObject([{name: 'a'}]);
		await vi.advanceTimersByTimeAsync(49);
		expect(events).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(events).toMatchObject([{name: 'a'}, {name: 'esc'}]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('tells a paste 50 ms after its end, whatever the terminal answers meanwhile', async () => {
		const {fake, events} = open();
		await answered();
		fake.type('\u{1B}[200~text\u{1B}[201~');
		for (let ms = 0; ms < 40; ms += 10) {
			await vi.advanceTimersByTimeAsync(10);
			fake.type('\u{1B}[0n');
		}

		expect(events).toEqual([]);
		await vi.advanceTimersByTimeAsync(10);
		expect(events).toEqual([{kind: 'paste', text: 'text', bytes: 4}]);
	});

	it('gives up a sequence without an end after ten seconds', async () => {
		const {fake, events} = open();
		await answered();
		fake.type('\u{1B}[200~half');
		await vi.advanceTimersByTimeAsync(9000);
		expect(events).toEqual([]);
		await vi.advanceTimersByTimeAsync(1100);
		expect(events).toEqual([{kind: 'paste', text: 'half', bytes: 4}]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('keeps the answers to its own questions, and tells others', async () => {
		const {fake, events} = open();
		fake.type('\u{1B}[0n\u{1B}]11;rgb:ffff/ffff/ffff\u{7}\u{1B}[?62c');
		expect(events).toEqual([{kind: 'reply', text: '\u{1B}[?62c'}]);
	});

	it('has the mouse only when it is asked for', async () => {
		const {fake, terminal} = open();
		expect(fake.written()).not.toMatch(/\[\?100\dh/u);
		terminal.mouse(true);
		expect(modes(fake).mouseTrackingMode).toBe('drag');
		terminal.mouse(false);
		expect(modes(fake).mouseTrackingMode).toBe('none');
	});
});

describe('size', () => {
	it('is told once, 50 ms after the last change', async () => {
		const {fake, terminal, sizes} = open();
		expect(terminal.size()).toEqual({columns: 80, rows: 24});
		for (let index = 0; index < 200; index++) {
			fake.resize(20 + (index * 7 % 200), 5 + (index * 3 % 60));
			await vi.advanceTimersByTimeAsync(index % 49);
		}

		expect(sizes).toEqual([]);
		await vi.advanceTimersByTimeAsync(50);
		expect(sizes).toEqual([terminal.size()]);
	});

	it('is a usual one where the terminal has none', () => {
		const fake = createFakeTerminal();
		Object.assign(fake.stdout, {columns: 0, rows: undefined});
		expect(open({fake}).terminal.size()).toEqual({columns: 80, rows: 24});
		expect(open({fake, env: {TERM: 'xterm', COLUMNS: '132', LINES: '43'}}).terminal.size()).toEqual({columns: 132, rows: 43});
	});
});

describe('ground', () => {
	const ground = async (terminal: Terminal) => {
		await vi.advanceTimersByTimeAsync(200);
		return terminal.ground;
	};

	it.each([
		['rgb:0000/0000/0000', 'dark'],
		['rgb:1e1e/1e1e/1e1e', 'dark'],
		['rgb:28/2c/34', 'dark'],
		['rgb:0/0/8', 'dark'],
		['rgb:ffff/ffff/ffff', 'light'],
		['rgb:fdfd/f6f6/e3e3', 'light'],
		['rgba:ff/ff/ff/ff', 'light'],
		['rgb:f/f/f', 'light'],
	])('is what the terminal says: %s', async (color, expected) => {
		const {fake, terminal} = open({env: {TERM: 'xterm', COLORFGBG: expected === 'dark' ? '0;15' : '15;0'}});
		expect(fake.written()).toContain('\u{1B}]11;?\u{1B}\\');
		fake.type(`\u{1B}]11;${color}\u{1B}\\`);
		expect(await terminal.ground).toBe(expected);
	});

	it.each([
		[undefined, 'dark'], ['15;0', 'dark'], ['0;15', 'light'], ['0;default;15', 'light'], ['12;8', 'dark'], ['0;7', 'light'], ['default', 'dark'], ['', 'dark'],
	])('is what COLORFGBG=%s says, 200 ms later', async (value, expected) => {
		const {terminal} = open({fake: createFakeTerminal(80, 24, {answers: false}), env: {TERM: 'xterm', COLORFGBG: value}});
		expect(await ground(terminal)).toBe(expected);
	});

	it('is not asked of a terminal that would show the question', async () => {
		const {fake, terminal} = open({env: {TERM: 'linux'}});
		expect(await ground(terminal)).toBe('dark');
		expect(fake.written()).not.toContain(']');
		expect(terminal.synchronized).toBe(false);
		await terminal.close();
		expect(modes(fake)).toEqual(theirs);
	});
});

describe('frames', () => {
	it('are followed by a question, whose answer opens the gate', async () => {
		const {fake, terminal} = open();
		await answered();
		terminal.frame('x'.repeat(5000));
		expect(fake.written().endsWith('x\u{1B}[5n')).toBe(true);
		expect(terminal.link.isOpen('stream')).toBe(false);
		const opened = vi.fn();
		terminal.link.subscribe(opened);
		await answered();
		expect(opened).toHaveBeenCalled();
		expect(terminal.link.isOpen('stream')).toBe(true);
	});

	it('have no question on a terminal that never answers', async () => {
		const {fake, terminal} = open({fake: createFakeTerminal(80, 24, {answers: false})});
		terminal.frame('first');
		await vi.advanceTimersByTimeAsync(1000);
		terminal.frame('second');
		expect(fake.written().endsWith('second')).toBe(true);
		await vi.advanceTimersByTimeAsync(0);
		expect(terminal.link.isOpen('stream')).toBe(true);
	});
});
