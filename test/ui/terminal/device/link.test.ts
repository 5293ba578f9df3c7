import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {createLink, type Link} from '../../../../source/ui/terminal/device/link.js';
import {late} from './late.js';

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
});

afterEach(() => {
	vi.useRealTimers();
});

/** Sends a frame over a link that is so many ms long and takes so many bytes per ms, and answers when it has arrived. */
function createWire(link: Pick<Link, 'sent' | 'written' | 'answered'>, {ms, bytesPerMs}: {ms: number; bytesPerMs: number}) {
	let free = 0;
	return {
		send(bytes: number) {
			link.sent(bytes, true);
			link.written(bytes);
			free = Math.max(free, performance.now()) + (bytes / bytesPerMs);
			setTimeout(() => {
				link.answered();
			}, free + ms - performance.now());
		},
	};
}

/** Fills the link with frames that would be so large without a budget; gives the sizes of the last ones. */
function stream(link: Link, wire: {send(bytes: number): void}, {frame, forMs}: {frame: number; forMs: number}): number[] {
	const sizes: number[] = [];
	for (let at = 0; at < forMs; at += 5) {
		if (link.isOpen('stream')) {
			const bytes = Math.min(frame, link.budget('stream'));
			sizes.push(bytes);
			wire.send(bytes);
		}

		vi.advanceTimersByTime(5);
	}

	return sizes;
}

describe('link', () => {
	it('holds streams back until the first frame arrived', () => {
		const link = createLink(late(0));
		link.sent(60, true);
		link.written(60);
		expect(link.isOpen('stream')).toBe(true);
		link.sent(12_000, true);
		expect([link.isOpen('stream'), link.isOpen('key')]).toEqual([false, false]);
		link.written(12_000);
		expect([link.isOpen('stream'), link.isOpen('key')]).toEqual([false, true]);
		link.answered();
		link.answered();
		expect(link.isOpen('stream')).toBe(true);
	});

	it('is open all the time on a terminal that is near', () => {
		const link = createLink(late(0));
		const wire = createWire(link, {ms: 1, bytesPerMs: 10_000});
		wire.send(60);
		const sizes = stream(link, wire, {frame: 15_000, forMs: 1000});
		expect(sizes.length).toBeGreaterThan(190);
		expect(sizes.every(size => size === 15_000)).toBe(true);
		expect(link.isSlow.getSnapshot()).toBe(false);
	});

	it('keeps 30 frames a second over a long link that is wide', () => {
		const link = createLink(late(0));
		const wire = createWire(link, {ms: 150, bytesPerMs: 5000});
		wire.send(60);
		vi.advanceTimersByTime(200);
		const sizes = stream(link, wire, {frame: 10_000, forMs: 3000});
		expect(sizes.slice(-60).every(size => size === 10_000)).toBe(true);
		expect(sizes.length).toBeGreaterThan(200);
		expect(link.isSlow.getSnapshot()).toBe(false);
	});

	it('sends little at once over a link of 50 kB/s and 150 ms, so that a key does not wait', () => {
		const link = createLink(late(0));
		const wire = createWire(link, {ms: 150, bytesPerMs: 50});
		wire.send(60);
		vi.advanceTimersByTime(200);
		stream(link, wire, {frame: 15_000, forMs: 4000});
		expect(link.isSlow.getSnapshot()).toBe(true);
		const sizes = stream(link, wire, {frame: 15_000, forMs: 4000});
		expect(Math.max(...sizes)).toBeLessThanOrEqual(2000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(8000);
		expect(link.isOpen('key')).toBe(true);
	});

	it('takes its budget back when the link gets better', () => {
		const link = createLink(late(0));
		const slow = createWire(link, {ms: 150, bytesPerMs: 50});
		slow.send(60);
		vi.advanceTimersByTime(200);
		stream(link, slow, {frame: 15_000, forMs: 4000});
		vi.advanceTimersByTime(1000);
		stream(link, createWire(link, {ms: 5, bytesPerMs: 5000}), {frame: 15_000, forMs: 3000});
		expect(link.isSlow.getSnapshot()).toBe(false);
		expect(link.budget('stream')).toBeGreaterThan(15_000);
	});

	it('does not believe one late answer', () => {
		const link = createLink(late(0));
		const near = createWire(link, {ms: 1, bytesPerMs: 10_000});
		near.send(60);
		stream(link, near, {frame: 3000, forMs: 500});
		const before = link.budget('stream');
		createWire(link, {ms: 300, bytesPerMs: 10_000}).send(3000);
		vi.advanceTimersByTime(400);
		expect(link.budget('stream')).toBe(before);
	});

	it('does not count the time in which we could not read the answer', () => {
		const link = createLink(late(45));
		for (let index = 0; index < 10; index++) {
			link.sent(3000, true);
			link.written(3000);
			vi.advanceTimersByTime(46);
			link.answered();
		}

		expect(link.isSlow.getSnapshot()).toBe(false);
		expect(link.budget('stream')).toBeGreaterThan(10_000);
	});

	it('knows a narrow link for what it is while answers wait for us', () => {
		const link = createLink(late(8));
		let waiting = 0;
		const wire = createWire({
			sent(bytes, isFrame) {
				link.sent(bytes, isFrame);
			},
			written(bytes) {
				link.written(bytes);
			},
			answered() {
				waiting++;
			},
		}, {ms: 75, bytesPerMs: 50});
		wire.send(100);
		let largest = 0;
		// Every 16 ms this program looks what has come, and sends the next piece.
		for (let at = 0; at < 6000; at += 16) {
			for (; waiting > 0; waiting--) {
				link.answered();
			}

			if (link.isOpen('stream')) {
				const bytes = Math.min(9000, link.budget('stream'));
				largest = at < 2000 ? 0 : Math.max(largest, bytes);
				wire.send(bytes);
			}

			vi.advanceTimersByTime(16);
		}

		expect(link.isSlow.getSnapshot()).toBe(true);
		expect(largest).toBeLessThan(4000);
	});

	it('waits a second for a terminal that does not answer, then asks no more', () => {
		const link = createLink(late(0));
		expect(link.question()).toBe('\u{1B}[5n');
		link.sent(60, true);
		link.sent(5000, true);
		link.written(5060);
		expect(link.isOpen('stream')).toBe(false);
		const opened = vi.fn();
		link.subscribe(opened);
		vi.advanceTimersByTime(999);
		expect(opened).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(opened).toHaveBeenCalled();
		expect([link.question(), link.isOpen('stream')]).toEqual(['', true]);
		link.sent(50_000, true);
		expect(link.isOpen('stream')).toBe(false);
		link.written(50_000);
		expect(link.isOpen('stream')).toBe(true);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('asks again when an answer comes late, and takes late answers for what they are', () => {
		const link = createLink(late(0));
		link.sent(60, true);
		link.sent(5000, true);
		link.written(5060);
		vi.advanceTimersByTime(1500);
		link.answered();
		expect(link.question()).not.toBe('');
		link.sent(100, true);
		link.answered();
		expect(vi.getTimerCount()).toBe(1);
		link.answered();
		expect(vi.getTimerCount()).toBe(0);
		link.answered();
		link.answered();
		expect(link.isOpen('key')).toBe(true);
	});

	it('is settled when everything was written and answered, or when that takes too long', async () => {
		const link = createLink(late(0));
		await link.settled(100);
		link.sent(10, true);
		const settled = vi.fn();
		void link.settled(100).then(settled); // eslint-disable-line promise/prefer-await-to-then
		link.answered();
		await Promise.resolve();
		expect(settled).not.toHaveBeenCalled();
		link.written(10);
		await vi.advanceTimersByTimeAsync(0);
		expect(settled).toHaveBeenCalled();
		link.sent(10, true);
		const waiting = link.settled(100);
		vi.advanceTimersByTime(100);
		await waiting;
		link.close();
		expect(vi.getTimerCount()).toBe(0);
	});
});
