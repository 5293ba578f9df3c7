import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {createHitReader} from '../../../../source/core/client/text/hit-reader.js';
import {readShape} from '../../../../source/core/client/text/shapes/index.js';
import type {JsonObject, Result} from '../../../../source/core/protocol/result.js';

/** Two samples of a real agent on a terminal of 250 × 50 (4.1.5). */
const recorded = readFileSync(new URL('../../../fixtures/text-commands/dashboard.txt', import.meta.url), 'utf8').split('\n').slice(0, -1);

function read(lines: readonly string[]): Result[] {
	const reader = createHitReader();
	return [...lines.flatMap(line => reader.line(line)), ...reader.end()];
}

const sample = recorded.slice(0, recorded.indexOf(''));

it('reads the samples of a recorded dashboard as JSON has them', () => {
	const results = read(recorded);
	expect(results.map(({type}) => type)).toEqual(['dashboard', 'dashboard']);
	const {threads, memoryInfo, gcInfos, runtimeInfo} = results[1] as Result & {threads: JsonObject[]; memoryInfo: Record<string, JsonObject[]>};
	expect(threads).toHaveLength(26);
	expect(threads[0]).toEqual({
		id: 31, name: 'busy-worker', group: 'main', priority: 5, state: 'TIMED_WAITING', cpu: 10.94, deltaTime: 109, time: 159, interrupted: false, daemon: true,
	});
	// A name that fills its column was cut.
	expect(threads[1]?.['name']).toBe('Timer-for-arthas-dashboard-64a048cf-56e2-46d0-b29b-8cc9b16268c…');
	expect(Object.entries(memoryInfo).map(([group, pools]) => [group, pools.length])).toEqual([['heap', 4], ['nonheap', 6], ['buffer_pool', 3]]);
	expect(memoryInfo['heap']?.slice(0, 2)).toEqual([
		{
			type: 'heap', name: 'heap', used: 29 << 20, total: 80 << 20, max: 6028 * (1 << 20),
		},
		{
			type: 'heap', name: 'g1_eden_space', used: 0, total: 8 << 20, max: -1,
		},
	]);
	expect(memoryInfo['buffer_pool']?.at(-1)).toMatchObject({name: 'mapped - \'non-volatile memory\'', max: -1});
	expect(gcInfos).toEqual([{name: 'g1_young_generation', collectionCount: 5, collectionTime: 46}, {name: 'g1_old_generation', collectionCount: 0, collectionTime: 0}]);
	expect(runtimeInfo).toEqual({
		osName: 'Linux', osVersion: '6.1.0-28-amd64', javaVersion: '17.0.15', javaHome: '/usr/lib/jvm/java-17-openjdk-amd64', systemLoadAverage: 7.9, processors: 2,
		uptime: 5, timestamp: Date.parse('2026-11-22T04:55:22Z'),
	});
});

it('keeps a sample together in which the agent paused, and gives it when it is whole', () => {
	const reader = createHitReader();
	for (const line of sample.slice(0, -1)) {
		expect(reader.line(line)).toEqual([]);
		expect(reader.pause()).toEqual([]);
	}

	expect(reader.line(sample.at(-1)!)).toEqual([]);
	expect(reader.pause()).toMatchObject([{type: 'dashboard'}]);
	expect(reader.end()).toEqual([]);
});

it('names no time in a zone that three letters don\'t tell', () => {
	const [result] = read(sample.map(line => line.replace(' UTC ', ' CST ')));
	expect(result?.['runtimeInfo']).toMatchObject({uptime: 4});
	expect(result?.['runtimeInfo']).not.toHaveProperty('timestamp');
});

it.each([
	['a line of something else', (lines: string[]) => lines.toSpliced(5, 0, 'printed by the application')],
	['a size that is none', (lines: string[]) => lines.map(line => line.replace('29M', 'many'))],
	['two rows in one', (lines: string[]) => lines.map(line => line.startsWith('heap ') ? `${line}${line}` : line)],
	['a pool whose name runs into its size', (lines: string[]) => lines.map(line => line.startsWith('metaspace ') ? `${'metaspace'.padEnd(54, '_')}${line.slice(54)}` : line)],
	['a Tomcat', (lines: string[]) => [...lines, 'Tomcat', 'connector http-nio-8080']],
])('leaves text what has %s', (_, change) => {
	expect(read(change(sample)).map(({type}) => type)).toEqual(['text']);
});

it('reads what memory tells, which is the same without the collectors', () => {
	const from = sample.findIndex(line => line.startsWith('Memory '));
	const lines = sample.slice(from, sample.indexOf('Runtime')).map(line => line.slice(0, sample[from]?.indexOf('GC')).trimEnd());
	expect(readShape('memory', lines)).toEqual([{type: 'memory', memoryInfo: read(sample)[0]?.['memoryInfo']}]);
	expect(readShape('memory', lines.toSpliced(2, 0, 'words of somebody else'))).toBeUndefined();
	expect(readShape('memory', lines.slice(0, 1))).toBeUndefined();
});
