import {describe, expect, it} from 'vitest';
import {readShape, sizeFor} from '../../../../source/core/client/text/shapes/index.js';
import type {JsonObject, Result} from '../../../../source/core/protocol/result.js';
import {blocksToText} from '../../../../source/commands/print-blocks.js';
import {viewOf} from '../../../../source/views/index.js';
import {fixture} from '../../../helpers/fixture.js';

/** What one JVM (Arthas 4.1.5) printed on a terminal and said in JSON, one after the other. */
const recorded = JSON.parse(fixture('tunnel-server/shapes.json')) as Record<string, {lines: string[]; results: Result[]}>;

const linesOf = (command: string) => recorded[command]!.lines;

/** JSON without what belongs to the API alone: the number of the job and the status. */
function fromJson(command: string): Result[] {
	return recorded[command]!.results.filter(({type}) => type !== 'status').map(({jobId, ...result}) => result as Result);
}

describe('output of a terminal', () => {
	for (const command of ['sc demo.*', 'sc -d demo.*', 'sm demo.Shop']) {
		it(`of ${command} becomes the results that JSON has`, () => {
			expect(readShape(command, linesOf(command))).toEqual(fromJson(command));
		});
	}

	it('of sc with a regular expression is read as without', () => {
		expect(readShape(String.raw`sc -E demo\..*`, linesOf('sc demo.*'))).toEqual(fromJson('sc demo.*'));
	});

	it('of jvm becomes what JSON has, but for what changes from call to call', () => {
		const read = readShape('jvm', linesOf('jvm'));
		expect(steady(read)).toEqual(steady(fromJson('jvm')));
	});

	it('of thread becomes the rows that JSON has, with their numbers', () => {
		for (const command of ['thread', 'thread --all']) {
			const [table] = readShape(command, linesOf(command)) as [Result & {threadStats: JsonObject[]; threadStateCount: JsonObject}];
			const [json] = fromJson(command) as [Result & {threadStats: JsonObject[]; threadStateCount: JsonObject}];
			expect(table['all']).toBe(json['all']);
			expect(Object.keys(table.threadStateCount)).toEqual(Object.keys(json.threadStateCount));
			const known = new Map(json.threadStats.map(thread => [thread['id'], thread]));
			expect(table.threadStats.length).toBeGreaterThan(20);
			for (const thread of table.threadStats) {
				const {
					name, group, priority, daemon, interrupted,
				} = thread;
				expect(known.get(thread['id'])).toMatchObject({
					name, group, priority, daemon, interrupted,
				});
				expect(Object.keys(thread).toSorted()).toEqual(Object.keys(known.get(thread['id'])!).toSorted());
			}
		}
	});

	it('of thread -n is drawn as what the terminal shows, but for the modules', () => {
		const [busy] = readShape('thread -n 3', linesOf('thread -n 3'))!;
		const text = blocksToText(viewOf(busy!), {color: false, columns: 0});
		const shown = linesOf('thread -n 3').filter(line => line !== '').map(line => line.replace(/at (?:[\w.]+@[\w.]+|app\/)\//u, 'at '));
		expect(text.split('\n').filter(line => line !== '')).toEqual(shown);
	});

	it('of a thread in native code, or suspended, too', () => {
		for (const mark of [' (in native)', ' (suspended)', ' (suspended) (in native)']) {
			const lines = linesOf('thread -n 3').map(line => line.startsWith('"') ? line + mark : line);
			const [busy] = readShape('thread -n 3', lines)!;
			const heads = blocksToText(viewOf(busy!), {color: false, columns: 0}).split('\n').filter(line => line.startsWith('"'));
			expect(heads).toEqual(lines.filter(line => line.startsWith('"')));
		}

		expect(readShape('thread -n 3', linesOf('thread -n 3').map(line => line.startsWith('"') ? `${line} (asleep)` : line))).toBeUndefined();
	});

	it('of session becomes what is known', () => {
		expect(readShape('session', linesOf('session'))).toEqual([{type: 'session', javaPid: 4721, sessionId: expect.any(String) as unknown}]);
	});

	it('is text where it is of another shape, or goes through a pipe', () => {
		for (const command of ['sm -d demo.Shop', 'options json-format', 'vmoption HeapDumpPath', 'getstatic demo.Shop *']) {
			expect(readShape(command, linesOf(command))).toBeUndefined();
		}

		expect(readShape('thread -n 3 | grep busy', linesOf('thread -n 3'))).toBeUndefined();
		expect(readShape('constructor', ['x'])).toBeUndefined();
	});

	it('is text where a line is missing, cut, or one nobody knows', () => {
		const without = (command: string, index: number) => readShape(command, linesOf(command).toSpliced(index, 1));
		expect(without('thread', 5)).toBeUndefined();
		expect(without('sc demo.*', 2)).toBeUndefined();
		expect(without('sc -d demo.*', 0)).toBeUndefined();
		expect(readShape('thread', linesOf('thread').with(4, linesOf('thread')[4]!.replaceAll(' ', 'x')))).toBeUndefined();
		expect(readShape('thread -n 3', [...linesOf('thread -n 3'), '    -  locked java.lang.Object@1b2c'])).toBeUndefined();
		expect(readShape('jvm', linesOf('jvm').toSpliced(5, 0, `  ${'x'.repeat(999)}`))).toBeUndefined();
		expect(readShape('echo a b', ['a b', 'and more'])).toBeUndefined();
		expect(readShape('version', ['Error! command not permitted'])).toBeUndefined();
		expect(readShape('session', ['nothing'])).toBeUndefined();
	});

	it('needs a wide terminal where it is read, and a usual one where it is shown', () => {
		expect(sizeFor('sc -d demo.*').cols).toBe(1000);
		expect(sizeFor('options').cols).toBe(250);
		expect(sizeFor('thread | grep x').cols).toBe(250);
	});
});

/** Counters, sizes and loads differ from one call to the next. */
function steady(results: unknown): unknown {
	return JSON.parse(JSON.stringify(results), (_, value: unknown) => typeof value === 'number' ? 'a number' : value);
}
