import {expect, it} from 'vitest';
import {createReplayFilter} from '../../../../source/core/client/channel/replay-filter.js';

it.each<[what: string, attachments: string[], kept: string[]]>([
	['the first attachment as it is', ['abc'], ['abc']],
	['nothing that was queued twice', ['abXY', 'abZ'], ['abXY', 'Z']],
	['what was queued after the first left', ['abX', 'abcd'], ['abX', 'cd']],
	['a third attachment, of all that was queued', ['abX', 'abcY', 'abcdZ'], ['abX', 'cY', 'dZ']],
	['live messages, which are not repeated', ['ab', 'cd'], ['ab', 'cd']],
	['everything after the first difference, even if it was seen', ['abc', 'axbc'], ['abc', 'xbc']],
	['what looks like a replay and comes too late', ['ab', 'xab'], ['ab', 'xab']],
	['the memory of an attachment over one that got nothing', ['ab', '', 'abc'], ['ab', '', 'c']],
])('keeps %s', (_what, attachments, kept) => {
	const filter = createReplayFilter();
	expect(attachments.map(texts => {
		const isReplay = filter.attach();
		return [...texts].filter(text => !isReplay(text)).join('');
	})).toEqual(kept);
});

it('remembers as many as the server queues, and no more', () => {
	const filter = createReplayFilter();
	const texts = Array.from({length: 3000}, (_, index) => String(index));
	const first = filter.attach();
	expect(texts.some(text => first(text))).toBe(false);
	const again = filter.attach();
	expect(texts.findIndex(text => !again(text))).toBe(1000);
});
