import process from 'node:process';
import {expect, test} from 'vitest';
import {createOutputBuffer} from '../../../source/core/client/console/output-buffer.js';
import type {ConsoleWire} from '../../../source/core/client/console-wire.js';
import {relay} from '../../../source/commands/console/relay.js';
import {fakeTerminal} from './fake-terminal.js';

function fakeWire() {
	const output = createOutputBuffer(1 << 20, () => undefined);
	let close: (closing: Awaited<ConsoleWire['closed']>) => void = () => undefined;
	const closed = new Promise<Awaited<ConsoleWire['closed']>>(resolve => {
		close = resolve;
	});
	const end = (reason: Awaited<ConsoleWire['closed']>['reason']) => {
		output.end();
		close({reason, detail: ''});
	};

	const sent: string[] = [];
	const sizes: Array<{cols: number; rows: number}> = [];
	const wire: ConsoleWire = {
		output,
		closed,
		write(text) {
			sent.push(text);
		},
		resize(size) {
			sizes.push(size);
		},
		close() {
			end('by-us');
		},
		async [Symbol.asyncDispose]() {
			end('by-us');
		},
	};
	return {
		wire, sent, sizes, end, say: output.push,
	};
}

function start(options?: Parameters<typeof fakeTerminal>[0]) {
	const screen = fakeTerminal(options);
	const remote = fakeWire();
	const interrupt = new AbortController();
	const left = new AbortController();
	const listeners = process.listenerCount('exit');
	return {
		screen, remote, interrupt, left, done: relay(remote.wire, screen.terminal, {left, signal: interrupt.signal}),
		expectRestored() {
			expect(screen.input.raw).toEqual([true, false]);
			expect(screen.input.isFlowing).toBe(false);
			expect(screen.input.listenerCount('data') + screen.input.listenerCount('end') + screen.output.listenerCount('resize')).toBe(0);
			expect(process.listenerCount('exit')).toBe(listeners);
		},
	};
}

test('keys go there, output comes here untouched, sizes follow', async () => {
	const {screen, remote, done, expectRestored} = start();
	screen.type('top\r');
	screen.type('\u{3}');
	screen.resize({cols: 132, rows: 43});
	remote.say('\u{1B}[31mred\u{7}');
	await screen.until(() => screen.output.written.includes('red'));
	remote.say('\r\nlast words');
	remote.end('ended');
	await done;
	expect(remote.sent).toEqual(['top\r', '\u{3}']);
	expect(remote.sizes).toEqual([{cols: 132, rows: 43}]);
	expect(screen.output.written).toBe('\u{1B}[31mred\u{7}\r\nlast words\u{1B}[0m\u{1B}>\u{F}');
	expectRestored();
});

test('~. leaves, what was typed before it is sent and nothing after it', async () => {
	const {screen, remote, done, expectRestored} = start();
	screen.type('ls\r~?~.rm -rf x\r');
	await done;
	expect(remote.sent).toEqual(['ls\r']);
	expect(await remote.wire.closed).toMatchObject({reason: 'by-us'});
	expect(screen.output.written).toContain('~. leaves the console');
	expectRestored();
});

test.each([
	['a signal', ({interrupt}: ReturnType<typeof start>) => {
		interrupt.abort();
	}],
	['an agent that is gone', ({left}: ReturnType<typeof start>) => {
		left.abort('agent-gone');
	}],
	['a terminal that hangs up', ({screen}: ReturnType<typeof start>) => {
		screen.input.emit('end');
	}],
	['a wire that closes', ({remote}: ReturnType<typeof start>) => {
		remote.end('lost');
	}],
])('the terminal is given back after %s', async (_, happen) => {
	const started = start();
	started.remote.say('\u{1B}[?1049h\u{1B}[?25l');
	await started.screen.until(() => started.screen.output.written !== '');
	happen(started);
	await started.done;
	expect(started.screen.output.written).toContain('\u{1B}[?1049l\u{1B}[?25h');
	started.expectRestored();
});

test('it is given back when the program ends in the middle, and once only', async () => {
	const {screen, done, remote} = start();
	const [restore] = process.listeners('exit').slice(-1);
	restore?.(1);
	expect(screen.input.raw).toEqual([true, false]);
	remote.end('lost');
	await done;
	expect(screen.input.raw).toEqual([true, false]);
});

test('it is raw again after the program was stopped and continued', async () => {
	const {screen, done, remote} = start();
	process.emit('SIGCONT');
	expect(screen.input.raw).toEqual([true, true]);
	remote.end('ended');
	await done;
	process.emit('SIGCONT');
	expect(screen.input.raw).toEqual([true, true, false]);
});

test('a screen that takes nothing slows the reading, and can still be left', async () => {
	const {screen, remote, done, expectRestored} = start();
	screen.output.isFull = true;
	remote.say('one');
	await screen.until(() => screen.output.written === 'one');
	remote.say('two');
	screen.output.emit('drain');
	await screen.until(() => screen.output.written === 'onetwo');
	remote.say('three');
	screen.type('\r~.');
	await done;
	expectRestored();
});

test('interrupted before it began, it ends at once', async () => {
	const screen = fakeTerminal();
	const remote = fakeWire();
	await relay(remote.wire, screen.terminal, {left: new AbortController(), signal: AbortSignal.abort()});
	expect(screen.input.raw).toEqual([true, false]);
});

test('a terminal of which nothing is known has 80 columns', () => {
	expect(fakeTerminal({cols: 0}).terminal.size()).toEqual({cols: 80, rows: 24});
	expect(fakeTerminal({cols: 120, rows: 36}).terminal.size()).toEqual({cols: 120, rows: 36});
});
