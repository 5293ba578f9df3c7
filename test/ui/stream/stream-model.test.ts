import {describe, expect, it} from 'vitest';
import type {Result} from '../../../source/core/protocol/result.js';
import {createRowReader, type RowReader} from '../../../source/ui/stream/row-reader.js';
import {createStreamModel} from '../../../source/ui/stream/stream-model.js';
import {entryOf, partOf, seqOf} from '../../../source/ui/stream/stream-row.js';
import {hit, scriptedStream} from './scripted-stream.js';

const command = 'watch demo.MathGame primeFactors';
const never = () => false;

/** The numbers of the rows; `#` before how many are no longer held. */
function numbers({rows}: Pick<RowReader, 'rows'>): string[] {
	return Array.from({length: rows.count}, (_, index) => {
		const row = rows.at(index)!;
		const entry = entryOf(row);
		return entry.kind === 'dropped' ? `#${entry.count}` : `${seqOf(row)}${partOf(row) > 0 ? `.${partOf(row)}` : ''}`;
	});
}

describe('the rows of a job', () => {
	it('are its results and what is said about them, without what only moves the protocol on', () => {
		const {send, append, setState, job} = scriptedStream(command);
		setState({name: 'starting'});
		send({type: 'command', command}, {type: 'input_status', inputStatus: 'ALLOW_INTERRUPT'}, {type: 'enhancer', success: true}, hit(1));
		append({kind: 'notice', text: 'slow'});
		append({kind: 'gap', gap: {reason: 'reattach', count: null, atLeast: 0}});
		setState({name: 'detached', since: 1});
		setState({name: 'running'});
		send({type: 'status', statusCode: 0, jobId: 1}, {type: 'status', statusCode: 0, message: 'Command execution times exceed limit: 1'});
		setState({name: 'limited', by: '-n', statusCode: 0});
		const {rows} = createStreamModel(job).read('');
		expect(Array.from({length: rows.count}, (_, index) => entryOf(rows.at(index)!)).map(entry => entry.kind === 'result' ? entry.result.type : entry.kind)).toEqual([
			'enhancer', 'watch', 'notice', 'gap', 'state', 'status', 'state',
		]);
	});

	it('are one for each method of monitor and each call of tt', () => {
		const {send, job} = scriptedStream('monitor a b');
		send({type: 'monitor', monitorDataList: [{methodName: 'a'}, {methodName: 'b'}]}, {type: 'tt', timeFragmentList: [{index: 1000}]}, {type: 'monitor', monitorDataList: []});
		const reader = createStreamModel(job).read('');
		expect(numbers(reader)).toEqual(['1', '1.1', '2', '3']);
		expect([{seq: 1, part: 1}, {seq: 2, part: 0}, {seq: 2, part: 7}, {seq: 9, part: 0}].map(place => reader.rows.indexOf(place))).toEqual([1, 2, 3, 4]);
	});

	it('go when the log drops them', () => {
		const {send, job} = scriptedStream(command, {limits: {entries: 16, bytes: 1 << 20}});
		const model = createStreamModel(job);
		for (let index = 1; index <= 40; index++) {
			send(hit(index));
			expect(numbers(model.read(''))).toEqual(job.entries().map(({seq}) => String(seq)));
		}
	});

	it('stay where a person looks, with how many are missing behind them', () => {
		const {send, job} = scriptedStream(command, {limits: {entries: 16, bytes: 1 << 20}});
		const model = createStreamModel(job);
		const anchor = {place: {agent: 'a', seq: 5, part: 0}, before: 2, after: 3};
		for (let index = 1; index <= 100; index++) {
			send(hit(index));
			model.read('', anchor);
		}

		const first = job.entries()[0]!.seq;
		expect(first).toBeGreaterThan(80);
		expect(numbers(model.read('', anchor))).toEqual(['3', '4', '5', '6', '7', `#${first - 8}`, ...job.entries().map(({seq}) => String(seq))]);
		expect(numbers(model.read(''))).toEqual(job.entries().map(({seq}) => String(seq)));
	});

	it('are found again where nobody looked for a while', () => {
		const {send, job} = scriptedStream(command, {limits: {entries: 16, bytes: 1 << 20}});
		const model = createStreamModel(job);
		send(hit(1), hit(2));
		const anchor = {place: {agent: 'a', seq: 1, part: 0}, before: 0, after: 1};
		model.read('', anchor);
		for (let index = 3; index <= 100; index++) {
			send(hit(index));
		}

		const first = job.entries()[0]!.seq;
		expect(numbers(model.read('', anchor))).toEqual(['1', `#${first - 2}`, ...job.entries().map(({seq}) => String(seq))]);
	});

	it('that a filter found outlive the log', () => {
		const {send, append, job} = scriptedStream(command, {limits: {entries: 16, bytes: 1 << 20}});
		const model = createStreamModel(job);
		append({kind: 'gap', gap: {reason: 'reattach', count: 3, atLeast: 0}});
		for (let index = 2; index <= 200; index++) {
			send(hit(index));
			model.read('[50] !nothing');
		}

		const reader = model.read('[50] !nothing');
		expect(numbers(reader)).toEqual(['1', '50']);
		expect(reader).toMatchObject({hits: 1, isUpToDate: true, isPartial: false});
	});

	it.each<[string, filter: string, expected: number[]]>([
		['has a word in any case', 'ILLEGALargument', [3]],
		['has all words and none of the others', 'demo !throw', [2]],
		['has what is shown in the place of a constant', 'throw', [3]],
		['has a text that is cut on the screen', '"need >= 2"', [3]],
		['has a number', '0.003', [3]],
		['has no member that means nothing', '10485760', []],
		['is nothing', '   ', [2, 3, 4]],
		['has it deep inside', 'deep-down', [4]],
	])('are those whose result %s', (_, filter, expected) => {
		const {send, job} = scriptedStream(command);
		send({type: 'enhancer'}, hit(2), hit(3), {type: 'other', members: [{name: {value: 'Deep-Down'}}]});
		expect(numbers(createStreamModel(job).read(filter))).toEqual(['1', ...expected.map(String)]);
	});

	it('are read on from where time ran out, and all of them once', () => {
		const {send, job} = scriptedStream(command);
		send(...Array.from({length: 500}, (_, index) => hit(index + 1)));
		const reader = createRowReader('throw');
		let asked = 0;
		reader.read(job.entries(), () => ++asked > 2);
		expect(reader.isUpToDate).toBe(false);
		expect(reader.rows.count).toBeGreaterThan(0);
		for (let turn = 0; turn < 40 && !reader.isUpToDate; turn++) {
			asked = 0;
			reader.read(job.entries(), () => ++asked > 2);
		}

		expect(numbers(reader)).toEqual(Array.from({length: 250}, (_, index) => String((index * 2) + 1)));
		expect(reader.hits).toBe(250);
	});

	it('begin with the newest when there are many, while more come', () => {
		const {send, job} = scriptedStream(command);
		send(...Array.from({length: 9000}, (_, index) => hit(index + 1)));
		const reader = createRowReader('');
		let asked = 0;
		reader.read(job.entries(), () => ++asked > 2);
		expect(numbers(reader).at(-1)).toBe('9000');
		expect(reader.rows.count).toBeLessThan(100);
		send(hit(9001));
		reader.read(job.entries(), never);
		expect(reader).toMatchObject({isUpToDate: true, isPartial: false});
		expect(numbers(reader)).toEqual(job.entries().map(({seq}) => String(seq)));
	});

	it('say when some were gone before they were read', () => {
		const {send, job} = scriptedStream(command, {limits: {entries: 100, bytes: 1 << 24}});
		const reader = createRowReader('throw');
		send(...Array.from({length: 50}, (_, index) => hit(index + 1)));
		reader.read(job.entries(), never);
		expect(reader.isPartial).toBe(false);
		send(...Array.from({length: 500}, (_, index) => hit(index + 51)));
		reader.read(job.entries(), never);
		expect(reader.isPartial).toBe(true);
	});
});

describe('a model', () => {
	it('takes its time once for a frame, however often it is asked', () => {
		const {send, job} = scriptedStream(command);
		send(...Array.from({length: 1000}, (_, index) => hit(index + 1)));
		let now = 0;
		const model = createStreamModel(job, {budget: 4, clock: () => now++});
		const {count} = model.read('throw').rows;
		expect(count).toBeLessThan(100);
		now -= 1;
		expect(model.read('throw').rows.count).toBe(count);
		now += 1000;
		expect(model.read('throw').rows.count).toBeGreaterThan(count);
		now -= 1;
		expect(model.read('exit').rows.count).toBeGreaterThan(0);
	});

	it('rests for a moment behind a flood, each filter for itself', () => {
		const {send, job} = scriptedStream(command);
		let now = 0;
		const model = createStreamModel(job, {clock: () => now});
		const read = (filter = '') => {
			const {rows: {count}, newest} = model.read(filter);
			return [count, newest];
		};

		send(hit(1));
		expect([read(), read('demo')]).toEqual([[1, 1], [1, 1]]);
		send(hit(2));
		expect(read()).toEqual([2, 2]);
		send(...Array.from({length: 1000}, (_, index) => hit(index + 3)));
		expect([read(), read('demo')]).toEqual([[1002, 1002], [1002, 1002]]);
		send(hit(1003));
		now += 15;
		expect(read()).toEqual([1002, 1002]);
		now += 1;
		expect([read(), read('demo')]).toEqual([[1003, 1003], [1003, 1003]]);
	});

	it('remembers the last filters alone', () => {
		const {send, job} = scriptedStream(command);
		send(hit(1), hit(2));
		const model = createStreamModel(job);
		const first = model.read('throw');
		expect(model.read('throw')).toBe(first);
		for (const filter of ['a', 'b', 'c', 'd']) {
			model.read(filter);
		}

		expect(model.read('throw')).not.toBe(first);
	});
});

describe('the figures of a job', () => {
	it('count all results of the command, and no others', () => {
		const {send, job} = scriptedStream(command, {limits: {entries: 10, bytes: 1 << 20}});
		const model = createStreamModel(job);
		send({type: 'command'}, {type: 'enhancer', success: true}, ...Array.from({length: 4}, (_, index) => hit(index + 1)));
		model.read('');
		send(...Array.from({length: 100}, (_, index) => hit(index + 5)));
		model.read('');
		expect(model.figures.hits).toBe(104);
		expect(model.figures.ends.threw).toBe(model.figures.ends.known / 2);
	});

	it.each<[string, Result, cost: number | undefined, threw: number, known: number]>([
		['an exception', hit(3), 0.003, 1, 1],
		['a call that has only begun', {...hit(2), accessPoint: 'AtEnter'}, undefined, 0, 0],
		['a trace', {
			type: 'trace', root: {
				type: 'thread', children: [{
					type: 'method', cost: 2_000_000, totalCost: 2_000_000, throw: true,
				}],
			},
		}, 2, 1, 1],
		['a trace without a root', {type: 'trace', root: null}, undefined, 0, 0],
		['an interval of monitor', {type: 'monitor', monitorDataList: [{cost: 5}]}, undefined, 0, 0],
		['a call of tt', {type: 'tt', timeFragmentList: [{cost: 4, throw: true, return: false}]}, 4, 1, 1],
		['anything else', {type: 'mbean', value: 1}, undefined, 0, 0],
	])('take of %s what it says', (_, result, cost, threw, known) => {
		const {send, job} = scriptedStream(command);
		send(result);
		const model = createStreamModel(job);
		model.read('');
		const [p50] = model.figures.costs.quantiles(0.5);
		expect(p50 === undefined ? undefined : Number(p50.toPrecision(2))).toBe(cost);
		expect(model.figures.ends).toEqual({known, threw});
	});
});
