import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {createClock, type Gate, type Urgency} from '../../../source/ui/terminal/clock.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance']});
});

afterEach(() => {
	vi.useRealTimers();
});

/** When it was painted, and why, by a paint that takes so many ms. */
function open({takes = () => 0, isComplete = () => true, gate}: {takes?: () => number; isComplete?: () => boolean; gate?: Gate} = {}) {
	const start = performance.now();
	const paints: Array<[at: number, urgency: Urgency]> = [];
	const clock = createClock({
		paint(urgency) {
			paints.push([Math.round(performance.now() - start), urgency]);
			vi.advanceTimersByTime(takes());
			return isComplete();
		},
		gate,
	});
	return {clock, paints};
}

/** A gate that a test opens and closes. */
function door() {
	const listeners = new Set<() => void>();
	const open = {key: true, stream: true};
	return {
		gate: {
			isOpen: (urgency: Urgency) => open[urgency],
			subscribe(listener: () => void) {
				listeners.add(listener);
				return () => {
					listeners.delete(listener);
				};
			},
		},
		listeners,
		set(key: boolean, stream: boolean) {
			open.key = key;
			open.stream = stream;
			for (const listener of listeners) {
				listener();
			}
		},
	};
}

describe('clock', () => {
	it('paints the first change at once, and all that changed in the same turn with it', () => {
		const {clock, paints} = open();
		clock.schedule();
		clock.schedule();
		expect(paints).toEqual([]);
		vi.advanceTimersByTime(0);
		expect(paints).toEqual([[0, 'stream']]);
	});

	it('schedules nothing where nothing changes', () => {
		const {clock, paints} = open();
		expect(vi.getTimerCount()).toBe(0);
		clock.schedule();
		vi.advanceTimersByTime(0);
		expect(vi.getTimerCount()).toBe(0);
		vi.advanceTimersByTime(60_000);
		expect(paints).toHaveLength(1);
	});

	it('paints a stream 30 times a second, however often it changes', () => {
		const {clock, paints} = open();
		for (let ms = 0; ms < 1000; ms++) {
			clock.schedule();
			vi.advanceTimersByTime(1);
		}

		expect(paints.length).toBeGreaterThanOrEqual(29);
		expect(paints.length).toBeLessThanOrEqual(31);
		vi.advanceTimersByTime(1000);
		expect(paints.length).toBeLessThanOrEqual(32);
	});

	it('keeps its pace though one frame is late', () => {
		const {gate, set} = door();
		const {clock, paints} = open({gate});
		clock.schedule();
		vi.advanceTimersByTime(10);
		clock.schedule();
		set(true, false);
		vi.advanceTimersByTime(33);
		set(true, true);
		vi.advanceTimersByTime(0);
		clock.schedule();
		vi.advanceTimersByTime(100);
		expect(paints.map(([at]) => at)).toEqual([0, 43, 66]);
	});

	it('paints for a key at once, in the middle of a stream too', () => {
		const {clock, paints} = open();
		clock.schedule();
		vi.advanceTimersByTime(10);
		clock.schedule();
		vi.advanceTimersByTime(2);
		clock.schedule('key');
		clock.schedule('stream');
		vi.advanceTimersByTime(0);
		expect(paints).toEqual([[0, 'stream'], [12, 'key']]);
		clock.schedule('key');
		vi.advanceTimersByTime(4);
		expect(paints).toEqual([[0, 'stream'], [12, 'key'], [16, 'key']]);
	});

	it('leaves half of the time to input when a paint takes longer than a frame', () => {
		const {clock, paints} = open({takes: () => 100});
		clock.schedule();
		vi.advanceTimersByTime(0);
		clock.schedule();
		vi.advanceTimersByTime(99);
		expect(paints).toEqual([[0, 'stream']]);
		vi.advanceTimersByTime(2);
		expect(paints).toEqual([[0, 'stream'], [200, 'stream']]);
	});

	it('lets no key wait for the pause after a stream, only for that after another key', () => {
		const {clock, paints} = open({takes: () => 10});
		clock.schedule();
		vi.advanceTimersByTime(0);
		clock.schedule('key');
		vi.advanceTimersByTime(0);
		clock.schedule('key');
		vi.advanceTimersByTime(10);
		expect(paints).toEqual([[0, 'stream'], [10, 'key'], [30, 'key']]);
	});

	it('takes up what changes during a paint', () => {
		const urgencies: Urgency[] = [];
		const clock = createClock({
			paint(urgency) {
				urgencies.push(urgency);
				if (urgencies.length === 1) {
					clock.schedule('key');
				}

				return true;
			},
		});
		clock.schedule();
		vi.advanceTimersByTime(40);
		expect(urgencies).toEqual(['stream', 'key']);
	});

	it('paints what was left over in the next frame', () => {
		let left = 3;
		const {clock, paints} = open({isComplete: () => --left === 0});
		clock.schedule('key');
		vi.advanceTimersByTime(1000);
		expect(paints.map(([, urgency]) => urgency)).toEqual(['key', 'stream', 'stream']);
	});

	it('waits for the gate, without a timer, and keeps the right to paint at once', () => {
		const {gate, set, listeners} = door();
		set(true, false);
		const {clock, paints} = open({gate});
		clock.schedule();
		vi.advanceTimersByTime(1000);
		expect([paints.length, vi.getTimerCount()]).toEqual([0, 0]);
		clock.schedule('key');
		vi.advanceTimersByTime(0);
		expect(paints).toEqual([[1000, 'key']]);
		set(false, false);
		clock.schedule();
		vi.advanceTimersByTime(500);
		set(true, true);
		vi.advanceTimersByTime(0);
		expect(paints).toEqual([[1000, 'key'], [1500, 'stream']]);
		clock.close();
		expect(listeners.size).toBe(0);
	});

	it('does not paint through a gate that closed meanwhile', () => {
		const {gate, set} = door();
		const {clock, paints} = open({gate});
		clock.schedule();
		set(false, false);
		vi.advanceTimersByTime(1000);
		expect(paints).toEqual([]);
		set(true, true);
		vi.advanceTimersByTime(0);
		expect(paints).toHaveLength(1);
	});

	it('paints no more when it is closed', () => {
		const {clock, paints} = open();
		clock.schedule();
		clock.close();
		clock.schedule('key');
		vi.advanceTimersByTime(1000);
		expect(paints).toEqual([]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
