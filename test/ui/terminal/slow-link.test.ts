import {Buffer} from 'node:buffer';
import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {createClock} from '../../../source/ui/terminal/clock.js';
import {createCompositor, type Pane} from '../../../source/ui/terminal/compositor.js';
import {createLink} from '../../../source/ui/terminal/device/link.js';
import {createTheme} from '../../../source/ui/terminal/theme.js';
import {late} from './device/late.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance']});
});

afterEach(() => {
	vi.useRealTimers();
});

/** Four panes of a screen of 200×50 that all change all the time, over a link; keys change one word of the frame. */
function openScreen({delay, bytesPerMs}: {delay: number; bytesPerMs: number}) {
	const link = createLink(late(0));
	const arrivals: Array<{at: number; text: string}> = [];
	let free = 0;
	let bytes = 0;
	let line = 0;
	let typed = '';
	const theme = createTheme({colors: '256'});
	const send = (text: string) => {
		const size = Buffer.byteLength(text);
		bytes += size;
		link.sent(size, true);
		link.written(size);
		free = Math.max(free, performance.now()) + (size / bytesPerMs);
		const at = free + delay;
		arrivals.push({at, text});
		setTimeout(() => {
			link.answered();
		}, at + delay - performance.now());
	};

	const compositor = createCompositor({
		write: send, columns: 200, rows: 50, synchronized: true, colors: '256', theme,
	});
	const pane = (index: number): Pane => ({
		isPatient: true,
		rect: {
			column: index % 2 * 100, row: 1 + (Math.floor(index / 2) * 24), width: 99, height: 24,
		},
		rows: Array.from({length: 24}, () => [{text: `12:03:10.${line++} `, style: 'dim'}, {text: `order-${line * 7919} 订单 paid in ${line % 977} ms`, style: line % 5 === 0 ? 'bad' : 'ok'}]),
	});
	const clock = createClock({
		gate: link,
		paint(urgency) {
			compositor.frame(`typed ${typed}`);
			compositor.panes([0, 1, 2, 3].map(index => pane(index)));
			return compositor.paint({budget: link.budget(urgency), areStreamsHeld: urgency === 'key' && link.isSlow.getSnapshot()}).isComplete;
		},
	});
	send('\u{1B}[5n');
	clock.schedule('key');
	return {
		link,
		bytes: () => bytes,
		run(ms: number) {
			for (let at = 0; at < ms; at++) {
				clock.schedule();
				vi.advanceTimersByTime(1);
			}
		},
		/** Types something and lets it be seen; gives how much longer that took than the link itself. */
		press(key: string): number {
			const pressed = performance.now();
			const before = arrivals.length;
			typed = key;
			clock.schedule('key');
			for (let waited = 0; waited < 2000; waited++) {
				const seen = arrivals.slice(before).find(({text}) => text.includes(key));
				if (seen !== undefined) {
					return seen.at - delay - pressed;
				}

				clock.schedule();
				vi.advanceTimersByTime(1);
			}

			return Number.POSITIVE_INFINITY;
		},
	};
}

const p95 = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN;

it('shows a key soon over 50 kB/s and 150 ms there and back, while four panes stream', () => {
	const screen = openScreen({delay: 75, bytesPerMs: 50});
	screen.run(5000);
	expect(screen.link.isSlow.getSnapshot()).toBe(true);
	const before = screen.bytes();
	const delays = Array.from({length: 100}, (_, index) => {
		screen.run(97 + (index % 13));
		return screen.press(String.fromCodePoint(0x4E_00 + index));
	});
	expect(p95(delays)).toBeLessThanOrEqual(30);
	// The streams go on meanwhile.
	expect(screen.bytes() - before).toBeGreaterThan(40_000);
});

it('paints every frame whole where the terminal is near', () => {
	const screen = openScreen({delay: 0.5, bytesPerMs: 20_000});
	screen.run(500);
	const before = screen.bytes();
	screen.run(1000);
	expect(screen.bytes() - before).toBeGreaterThan(25 * 8000);
	expect(screen.press('订')).toBeLessThan(10);
	expect(screen.link.isSlow.getSnapshot()).toBe(false);
});
