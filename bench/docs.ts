// Results as rows for the screen, in this process: how soon two objects of 10,000 nodes can be read, all of them open, from
// the text that the agent sent to the rows of one screen; and how long it takes when only a fold changes.
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import type {JsonObject, Result} from '../source/core/protocol/result.js';
import type {DocOptions} from '../source/ui/docs/doc.js';
import {docOf} from '../source/ui/docs/doc-of.js';
import {unicodeGlyphs} from '../source/ui/glyphs.js';
import {createSay} from '../source/words/index.js';
import {median} from './support/statistics.js';
import {printFigure} from './support/print-figure.js';

const runs = 31;
const say = createSay('en');
const folded = Array.from({length: 667}, (_, index) => `v/0  params/${index}/tags`);
const orders = Array.from({length: 667}, (_, index) => `        @Order[
            id=@Long[${index}],
            sku=@String[A-${index}],
            price=@Double[9.99],
            status=@Status[NEW],
            created=@Date[2026-01-01 00:00:00,000],
            at=@LocalDateTime[2026-01-02T03:04:05],
            raw=@byte[][isEmpty=false;size=3],
            note=@String[line one\\nline two "quoted" [x], 你好],
            tags=@LinkedHashMap[
                @String[color]:@String[red],
                @String[n]:@Integer[3],
            ],
            owner=@Owner[demo.Owner@65d8e6e4],
            next=null,
            flag=@Boolean[true],
        ],
`);
const value = `@ArrayList[\n    @Object[][\n${orders.join('')}    ],\n]`;
const open = new Set([...folded, ...orders.map((_, index) => `v/0  params/${index}`)]);

const fresh = time(() => {
	for (const result of [watched(), watched()]) {
		look(result, open);
	}
});
printFigure({
	figure: 'two results of 10,000 nodes opened', ...fresh, unit: 'ms', atMost: 50, rows: docOf(watched(), optionsOf(open)).length, runs,
});

const result = watched();
let turn = 0;
printFigure({
	figure: 'one fold of a result of 10,000 nodes', ...time(() => {
		look(result, new Set([...open, ...(turn++ % 2 === 0 ? ['v/0  params/3/tags'] : [])]));
	}), unit: 'ms', atMost: 16, runs,
});

const traced: Result = {
	type: 'trace', root: {
		type: 'thread', threadName: 'main', threadId: 1, children: [calls('run', 4)],
	},
};
printFigure({
	figure: 'one fold of a trace of 11,000 calls', ...time(() => {
		look(traced, new Set(turn++ % 2 === 0 ? ['t/0/3/2'] : []), 'calls');
	}), unit: 'ms', atMost: 50, runs,
});

const threads: Result = {
	type: 'thread',
	threadStateCount: {RUNNABLE: 500, WAITING: 500},
	threadStats: Array.from({length: 1000}, (_, index) => ({
		id: index + 1,
		name: `pool-${index % 7}-thread-${index}`,
		group: 'main',
		state: index % 2 === 0 ? 'RUNNABLE' : 'WAITING',
		cpu: (index % 50) + 0.5,
		deltaTime: index,
		time: index * 100,
		priority: 5,
		daemon: true,
	})),
};
printFigure({
	figure: 'one fold of a list of 1,000 threads', ...time(() => {
		docOf(threads, optionsOf(new Set(turn++ % 2 === 0 ? ['g/WAITING'] : [])));
	}), unit: 'ms', atMost: 50, runs,
});

function calls(methodName: string, depth: number): JsonObject {
	return {
		type: 'method', className: 'demo.Shop', methodName, lineNumber: depth, times: 1, cost: 1000 * (10 ** depth), totalCost: 1000 * (10 ** depth), minCost: 1, maxCost: 2,
		children: depth === 0 ? [] : Array.from({length: 10}, (_, index) => calls(`call${index}`, depth - 1)),
	};
}

function watched(): Result {
	return {
		type: 'watch', ts: '2026-11-21 14:11:51.193', cost: 2.25, className: 'demo.Shop', methodName: 'price', accessPoint: 'AtExit', value,
	};
}

/** What a pane needs of it: fifty rows in the middle. */
function look(of: Result, toggled: ReadonlySet<string>, mode?: string): void {
	for (const {spans} of docOf(of, optionsOf(toggled, mode)).slice(5000, 5050)) {
		if (spans.length === 0) {
			throw new Error('a row without text');
		}
	}
}

function optionsOf(toggled: ReadonlySet<string>, mode?: string): DocOptions {
	return {
		width: 199, state: {toggled, mode}, glyphs: unicodeGlyphs, now: 0, say, command: 'watch demo.Shop price {params} -x 4',
	};
}

/** Milliseconds of the processor and of the clock, after as many runs to warm up. */
function time(run: () => void): {value: number; wall: number} {
	const all = Array.from({length: runs * 2}, () => {
		const [start, before] = [performance.now(), process.cpuUsage()];
		run();
		const {user, system} = process.cpuUsage(before);
		return {value: (user + system) / 1000, wall: performance.now() - start};
	}).slice(runs);
	return {value: median(all.map(({value}) => value)), wall: median(all.map(({wall}) => wall))};
}
