import {
	describe, expect, it, test,
} from 'vitest';
import {foldTraces, traceOf} from '../../source/workspace/fold-traces.js';
import {
	logPattern, openTraces, viewedRows, type LogRow,
} from '../../source/workspace/log-rows.js';

const lines = `INFO begins
ERROR it failed
java.lang.IllegalStateException: no stock
	at demo.Shop.checkout(Shop.java:88)
	at java.base/java.lang.Thread.run(Thread.java:840)
	Suppressed: java.io.IOException: shut
		at demo.Shop.close(Shop.java:9)
		... 3 more
Caused by: java.sql.SQLException: gone
	at demo.Db.read(Db.java:1)
	... 17 common frames omitted
INFO goes on
one frame only
	at demo.A.b(A.java:1)
looking at something
`.split('\n').slice(0, -1);

const rowsOf = (texts: readonly string[]): LogRow[] => texts.map((text, at) => ({
	kind: 'row', key: String(at + 1), text, offset: at * 100, ...(text === '–' && {mark: {kind: 'away', amount: 0, at: 0}}),
}));
const rows = rowsOf(lines);
const texts = (shown: readonly LogRow[]) => shown.map(({text, trace}) => trace ? `${text} [${trace.lines}${trace.isOpen ? ' open' : ''}]` : text);
const closed = new Set<number>();

describe('a stack trace', () => {
	it('is one line with how many more it has', () => {
		expect(texts(foldTraces(rows, closed))).toEqual([
			'INFO begins', 'ERROR it failed', 'java.lang.IllegalStateException: no stock [8]', 'INFO goes on', 'one frame only', '\tat demo.A.b(A.java:1)', 'looking at something',
		]);
	});

	it('is whole when it is open, and loses and doubles no row', () => {
		const open = foldTraces(rows, new Set([200]));
		expect(open.map(({key}) => key)).toEqual(rows.map(({key}) => key));
		expect(open[2]).toMatchObject({trace: {lines: 8, isOpen: true}});
	});

	it('is found from each of its lines, and from no other', () => {
		expect(rows.map((_, at) => traceOf(rows, at)?.key)).toEqual([undefined, undefined, ...Array.from({length: 9}, () => '3'), undefined, undefined, undefined, undefined]);
	});

	it('grows while it comes, and what a mark parts are two', () => {
		for (const count of [5, 8, 11]) {
			expect(foldTraces(rows.slice(0, count), closed)).toHaveLength(3);
		}

		const parted = rowsOf(['a.B: c', '\tat x', '\tat y', '–', '\tat z', '\tat w', '\tat v', 'next']);
		expect(texts(foldTraces(parted, closed))).toEqual(['a.B: c [2]', '–', '\tat z [2]', 'next']);
		expect(parted.map((_, at) => traceOf(parted, at)?.key)).toEqual(['1', '1', '1', undefined, '5', '5', '5', undefined]);
	});

	it('is made of all lines for who looks for something in it', () => {
		const pattern = logPattern('db.read')!;
		expect(texts(viewedRows(rows, pattern, true, closed))).toEqual(['\tat demo.Db.read(Db.java:1)']);
		expect(viewedRows(rows, pattern, false, closed)).toHaveLength(7);
	});
});

test('what a saved pane remembers of open traces is taken with care', () => {
	expect([...openTraces({open: [1, 'x', null, 7]})]).toEqual([1, 7]);
	expect([...openTraces({open: 'all'}), ...openTraces(undefined)]).toEqual([]);
});

test('40,000 lines are folded in a moment', () => {
	const many = rowsOf(Array.from({length: 40_000}, (_, at) => lines[at % lines.length]!));
	const began = performance.now();
	const folded = foldTraces(many, closed);
	expect(performance.now() - began).toBeLessThan(500);
	expect(folded.length).toBeLessThan(20_000);
});
