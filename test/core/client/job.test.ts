import {describe, expect, it} from 'vitest';
import {createJob, type JobEntry, type JobLimits} from '../../../source/core/client/job.js';
import {
	addGap, formatLoss, noLoss, type Gap, type Loss,
} from '../../../source/core/client/job-state.js';
import type {Result} from '../../../source/core/protocol/result.js';
import {agent} from './agents.js';

const create = (limits?: JobLimits, onInterrupt: () => void = () => undefined) => createJob({
	agent: agent(), commandLine: 'watch a.B c', limits, onInterrupt,
});
const result = (value: number): {kind: 'result'; result: Result} => ({kind: 'result', result: {type: 'watch', value}});
const gap = (change: Partial<Gap> = {}): {kind: 'gap'; gap: Gap} => ({
	kind: 'gap', gap: {
		reason: 'reattach', count: null, atLeast: 0, ...change,
	},
});

async function readAll(job: AsyncIterable<JobEntry>): Promise<JobEntry[]> {
	const entries: JobEntry[] = [];
	for await (const entry of job) {
		entries.push(entry);
	}

	return entries;
}

describe('a job', () => {
	it('is away since the first word of it, however often it tries to come back', () => {
		const {job, setState} = create();
		setState({name: 'running'});
		setState({name: 'detached', since: 1});
		setState({name: 'detached', since: 2});
		expect(job.getSnapshot().state).toEqual({name: 'detached', since: 1});
		setState({name: 'running'});
		setState({name: 'detached', since: 3});
		expect(job.entries().length).toBe(4);
		expect(job.getSnapshot().state).toEqual({name: 'detached', since: 3});
	});

	it('claims no loss of zero while it is away, nor when its end was never learnt', () => {
		const lostOf = ({job}: ReturnType<typeof create>) => formatLoss(job.getSnapshot().loss);
		const created = create();
		created.setState({name: 'running'});
		created.append(result(1));
		expect(lostOf(created)).toBe('0');
		created.setState({name: 'detached', since: 1});
		expect(lostOf(created)).toBe('?');
		created.setState({name: 'running'});
		expect(lostOf(created), 'what came meanwhile was kept for it').toBe('0');
		created.append(gap({count: 12}));
		created.setState({name: 'lost', reason: 'replaced', mayStillRun: false});
		expect(lostOf(created)).toBe('12+?');

		const text = create();
		text.append(gap({reason: 'not-numbered'}));
		text.setState({name: 'lost', reason: 'link', mayStillRun: true});
		expect(lostOf(text)).toBe('–');
	});

	it('has entries in the order in which they came, with numbers and times', async () => {
		const {job, append, setState} = create();
		setState({name: 'running'});
		append(result(1));
		append(gap());
		append({kind: 'notice', text: 'n'});
		setState({name: 'done', statusCode: 0});
		const entries = await readAll(job);
		expect(entries.map(({seq, kind}) => [seq, kind])).toEqual([[1, 'state'], [2, 'result'], [3, 'gap'], [4, 'notice'], [5, 'state']]);
		expect(entries.every(({at}) => Math.abs(at - Date.now()) < 10_000)).toBe(true);
		expect(await job.ended).toEqual({name: 'done', statusCode: 0});
		expect(job.getSnapshot()).toMatchObject({
			results: 1, trimmed: 0, late: 0, state: {name: 'done'},
		});
	});

	it('never leaves an end, and counts what comes after it', async () => {
		const {job, append, setState} = create();
		setState({name: 'done', statusCode: 0});
		append(result(1));
		append(gap());
		setState({name: 'running'});
		setState({name: 'lost', reason: 'link', mayStillRun: true});
		expect(job.getSnapshot()).toMatchObject({
			state: {name: 'done'}, late: 2, results: 0, loss: noLoss,
		});
		expect(await job.ended).toEqual({name: 'done', statusCode: 0});
		expect(job.entries()).toHaveLength(1);
	});

	it('gives every reader everything, whenever it comes and however slow it is', async () => {
		const {job, append, setState} = create();
		const early = readAll(job);
		append(result(1));
		const slow = (async () => {
			const values: number[] = [];
			for await (const entry of job) {
				values.push(entry.seq);
				// A turn of the event loop for each entry.
				await new Promise(resolve => {
					setImmediate(resolve);
				});
			}

			return values;
		})();
		for (let value = 2; value <= 50; value++) {
			append(result(value));
			await Promise.resolve();
		}

		setState({name: 'done', statusCode: 0});
		expect(await early).toHaveLength(51);
		expect(await slow).toEqual(Array.from({length: 51}, (_, index) => index + 1));
		expect(await readAll(job)).toHaveLength(51);
	});

	it('asks for its end once it is interrupted or disposed of, and not after that', async () => {
		let asked = 0;
		const {job, setState} = create(undefined, () => {
			asked++;
			setState({name: 'interrupted', by: 'us', ended: 'yes'});
		});
		expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
		await job[Symbol.asyncDispose]();
		expect(asked).toBe(1);
	});

	it('lets its readers go', async () => {
		const {job, append, setState} = create();
		const reader = job[Symbol.asyncIterator]();
		append(result(1));
		expect(await reader.next()).toMatchObject({value: {seq: 1}});
		await reader.return?.();
		append(result(2));
		setState({name: 'done', statusCode: 0});
		expect(await reader.next()).toMatchObject({done: true});
	});
});

describe('the log', () => {
	it('is bounded by entries: the oldest go, and are counted', () => {
		const {job, append} = create({entries: 100, bytes: 1 << 30});
		for (let value = 1; value <= 1000; value++) {
			append(result(value));
			expect(job.entries().length).toBeLessThanOrEqual(100);
			expect(job.entries().at(-1)).toMatchObject({seq: value});
			expect(job.entries().length + job.getSnapshot().trimmed).toBe(value);
		}

		expect(job.entries().length).toBeGreaterThan(90);
		expect(job.getSnapshot()).toMatchObject({results: 1000, loss: noLoss});
	});

	it('is bounded by bytes, and keeps the newest entry whatever its size', () => {
		const {job, append} = create({entries: 1000, bytes: 10_000});
		for (let value = 1; value <= 100; value++) {
			append({kind: 'result', result: {type: 'x', text: 'y'.repeat(1000)}});
		}

		expect(job.entries().length).toBeLessThan(6);
		append({kind: 'result', result: {type: 'x', text: 'y'.repeat(1_000_000)}});
		expect(job.entries()).toHaveLength(1);
		append(result(1));
		expect(job.entries().at(-1)).toMatchObject({kind: 'result', result: {value: 1}});
	});

	it('lets a reader that is too slow skip what is gone, and end', async () => {
		const {job, append, setState} = create({entries: 10, bytes: 1 << 30});
		append(result(1));
		const reader = job[Symbol.asyncIterator]();
		expect(await reader.next()).toMatchObject({value: {seq: 1}});
		for (let value = 2; value <= 100; value++) {
			append(result(value));
		}

		setState({name: 'done', statusCode: 0});
		const seqs: number[] = [];
		for (let next = await reader.next(); !next.done; next = await reader.next()) {
			seqs.push(next.value.seq);
		}

		expect(seqs.at(-1)).toBe(101);
		// What it had in its hands, and what is held now.
		expect(seqs.length).toBeLessThanOrEqual(20);
		expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
	});

	it('holds 40,000 entries, and a hundred thousand pass through it and its reader quickly', async () => {
		const {job, append, setState} = create();
		const startedAt = performance.now();
		let read = 0;
		const reading = (async () => {
			for await (const entry of job) {
				read += entry.kind === 'result' ? 1 : 0;
			}
		})();
		for (let value = 1; value <= 100_000; value++) {
			append(result(value));
			if (value % 1000 === 0) {
				// As chunks come from a socket.
				await new Promise(resolve => {
					setImmediate(resolve);
				});
			}
		}

		setState({name: 'done', statusCode: 0});
		await reading;
		expect(read).toBe(100_000);
		expect(job.entries().length).toBeGreaterThan(37_000);
		expect(job.entries().length).toBeLessThanOrEqual(40_000);
		// A loop over all entries for each of them would take minutes.
		expect(performance.now() - startedAt).toBeLessThan(10_000);
	});
});

it.each<[gaps: Gap[], loss: Loss, text: string]>([
	[[], noLoss, '0'],
	[[gap({count: 12}).gap], {exact: 12, atLeast: 0, unknown: false}, '12'],
	[[gap({count: 0}).gap], noLoss, '0'],
	[[gap({atLeast: 2}).gap], {exact: 0, atLeast: 2, unknown: false}, '≥2'],
	[[gap().gap], {exact: 0, atLeast: 0, unknown: true}, '?'],
	[[gap({count: 12}).gap, gap().gap], {exact: 12, atLeast: 0, unknown: true}, '12+?'],
	[[gap({count: 12}).gap, gap({atLeast: 1}).gap], {exact: 12, atLeast: 1, unknown: false}, '≥13'],
	[[gap().gap, gap({atLeast: 1}).gap], {exact: 0, atLeast: 1, unknown: true}, '1+?'],
])('adds up losses: %j', (gaps, loss, text) => {
	let sum = noLoss;
	for (const one of gaps) {
		sum = addGap(sum, one);
	}

	expect(sum).toEqual(loss);
	expect(formatLoss(sum)).toBe(text);
});
