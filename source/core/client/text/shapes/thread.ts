import type {Result} from '../../../protocol/result.js';
import {hasLocks, readThreadStacks} from './thread-stacks.js';
import {readThreadTable} from './thread-table.js';

/** `thread`, `thread --all`, `thread -n N` and `thread ID`; everything else is text, and so are stacks with locks, which JSON tells in more words. */
export function readThread(lines: readonly string[], words: readonly string[]): Result[] | undefined {
	const isAll = words.length === 1 && words[0] === '--all';
	if (words.length === 0 || isAll) {
		const table = readThreadTable(lines, isAll);
		return table && [table];
	}

	const isBusy = words[0] === '-n' && words.length === 2;
	const isOne = words.length === 1 && /^\d+$/u.test(words[0] ?? '');
	const threads = (isBusy || isOne) && !hasLocks(lines) ? readThreadStacks(lines) : undefined;
	if (!threads || threads.length === 0) {
		return undefined;
	}

	if (isBusy) {
		return threads.every(({cpu}) => cpu !== undefined) ? [{type: 'thread', all: false, busyThreads: threads}] : undefined;
	}

	const [first] = threads;
	if (!first || threads.length > 1) {
		return undefined;
	}

	const {name, id, state, ...thread} = first;
	return [{
		type: 'thread', all: false, threadInfo: {
			...thread, threadId: id ?? null, threadName: name ?? null, threadState: state ?? null,
		},
	}];
}
