import {describe, expect, it} from 'vitest';
import {
	addNotice, liveNotices, nextNoticeEnd, type Notice, type NoticeLevel,
} from '../../source/workspace/notices.js';

function said(...all: Array<[NoticeLevel, string, number]>): readonly Notice[] {
	let notices: readonly Notice[] = [];
	for (const [level, text, now] of all) {
		notices = addNotice(notices, {level, text, now});
	}

	return notices;
}

function texts(notices: readonly Notice[]): string[] {
	return notices.map(({text, count}) => count > 1 ? `${text} ×${count}` : text);
}

describe('notices', () => {
	it.each([
		['info', 5999, 6000],
		['warn', 14_999, 15_000],
	] as const)('of %s stand for %i ms and are gone at %i', (level, standing, gone) => {
		const notices = said([level, 'sorted by p99', 1000]);
		expect(liveNotices(notices, 1000 + standing)).toBe(notices);
		expect(liveNotices(notices, 1000 + gone)).toEqual([]);
		expect(nextNoticeEnd(notices)).toBe(1000 + gone);
	});

	it('that are bad stay', () => {
		const notices = said(['bad', 'prod does not answer', 0]);
		expect(liveNotices(notices, Number.MAX_SAFE_INTEGER)).toBe(notices);
		expect(nextNoticeEnd(notices)).toBeUndefined();
	});

	it('about one thing take the place of what was said about it before', () => {
		const first = addNotice(said(['info', 'a', 0]), {
			level: 'info', text: 'fetching', now: 0, about: 'x',
		});
		expect(addNotice(addNotice(first, {level: 'warn', text: 'b', now: 1}), {
			level: 'bad', text: 'broke off', now: 2, about: 'x',
		})).toMatchObject([{text: 'a'}, {level: 'bad', text: 'broke off', until: null}, {text: 'b'}]);
	});

	it('come below the others, and the same one counts up where it is and stays longer', () => {
		const notices = said(['info', 'a', 0], ['warn', 'b', 0], ['info', 'a', 5000], ['warn', 'a', 5000], ['info', 'a', 5500]);
		expect(texts(notices)).toEqual(['a ×3', 'b', 'a']);
		expect(nextNoticeEnd(notices)).toBe(11_500);
	});

	it('are three at most: the oldest of the least harm goes, never the newest', () => {
		expect(texts(said(['info', 'a', 0], ['info', 'b', 1], ['info', 'c', 2], ['info', 'd', 3]))).toEqual(['b', 'c', 'd']);
		expect(texts(said(['bad', 'a', 0], ['warn', 'b', 1], ['info', 'c', 2], ['bad', 'd', 3]))).toEqual(['a', 'b', 'd']);
		expect(texts(said(['bad', 'a', 0], ['bad', 'b', 1], ['bad', 'c', 2], ['info', 'd', 3]))).toEqual(['b', 'c', 'd']);
	});
});
