// Objects that Arthas draws, in this process: how fast their text is read, and how soon two trees of 10,000 nodes are on
// the screen, from the texts to the rows in sight. The time is that of the processor, the collector's own threads
// included, which on an idle machine is that of the clock; `wall` is the clock's, with whatever else ran at the time.
import {Buffer} from 'node:buffer';
import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {diffObjects} from '../source/views/object-text/diff-objects.js';
import {objectLines} from '../source/views/object-text/object-lines.js';
import {objectTreeRows} from '../source/views/object-text/object-tree-rows.js';
import {parseObjectText} from '../source/views/object-text/parse-object-text.js';
import {median} from './support/statistics.js';
import {printFigure} from './support/print-figure.js';

const runs = 31;

for (const [shape, text, atLeast] of [
	['of orders', list(orders(8000, 0)), 20],
	['of one flat list', list(Array.from({length: 600_000}, (_, index) => `    @Integer[${index}],\n`)), 20],
] as const) {
	const megabytes = Buffer.byteLength(text) / 1e6;
	const {value, wall} = time(() => {
		parseObjectText(text);
	});
	printFigure({
		figure: `parse ObjectView text ${shape}`, value: megabytes / value * 1000, unit: 'MB/s', atLeast, wall: megabytes / wall * 1000, megabytes, runs,
	});
}

const left = list(orders(667, 0));
const right = list(orders(667, 1));
const nodes = countNodes(left) + countNodes(right);
const opened = time(() => {
	for (const text of [left, right]) {
		const lines = objectLines(parseObjectText(text).root, {openDepth: 9, turned: new Set()});
		objectTreeRows(lines.slice(5000, 5050), {width: 200});
	}
});
printFigure({
	figure: 'two trees of 10,000 nodes opened', ...opened, unit: 'ms', atMost: 50, nodes, runs,
});

const [leftRoot, rightRoot] = [parseObjectText(left).root, parseObjectText(right).root];
const compared = time(() => {
	diffObjects(leftRoot, rightRoot);
});
printFigure({
	figure: 'two trees of 10,000 nodes compared', ...compared, unit: 'ms', ...diffObjects(leftRoot, rightRoot).counts, runs,
});

/** Milliseconds of a run, after as many runs to warm up. */
function time(run: () => void): {value: number; wall: number} {
	const all = Array.from({length: runs * 2}, () => {
		const [start, before] = [performance.now(), process.cpuUsage()];
		run();
		const {user, system} = process.cpuUsage(before);
		return {value: (user + system) / 1000, wall: performance.now() - start};
	}).slice(runs);
	return {value: median(all.map(({value}) => value)), wall: median(all.map(({wall}) => wall))};
}

function list(members: readonly string[]): string {
	return `@ArrayList[\n${members.join('')}]`;
}

/** 15 nodes each. */
function orders(count: number, salt: number): string[] {
	return Array.from({length: count}, (_, index) => `    @Order[
        id=@Long[${index}],
        sku=@String[A-${index + salt}],
        price=@Double[9.99],
        status=@Status[${index % 7 === salt ? 'PAID' : 'NEW'}],
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
}

function countNodes(text: string): number {
	return objectLines(parseObjectText(text).root, {openDepth: 9, turned: new Set()}).length;
}
