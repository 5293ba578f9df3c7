import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {ArthasError} from '../../../source/core/error.js';
import type {JobEnd} from '../../../source/core/client/job-state.js';
import {prepareCommand} from '../../../source/core/client/prepare-command.js';
import {runJob, type RunJobOptions} from '../../../source/core/client/run-job.js';
import type {
	RetryReason, RunOptions, WireEvent, WireSession,
} from '../../../source/core/client/wire.js';
import {agent} from './agents.js';

type Play = (options: RunOptions) => AsyncIterable<WireEvent> | WireEvent[];

const done: WireEvent = {kind: 'end', end: {name: 'done', statusCode: 0}};
const retry = (reason: RetryReason): WireEvent => ({kind: 'retry', reason, agentWord: `it said ${reason}`});
const result = (type: string, rest: Record<string, string | boolean> = {}): WireEvent => ({kind: 'result', result: {type, ...rest}});
const race = result('enhancer', {success: false, message: 'someone else is enhancing classes, pls. wait.'});

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

/** Runs a command in sessions that play one part after the other, the last one again and again. */
function run(line: string, plays: Play[], options: Partial<RunJobOptions> & {timeoutMs?: number} = {}) {
	const calls = {opened: 0, closed: 0, runs: [] as number[]};
	const openSession = async (): Promise<WireSession> => {
		const number = ++calls.opened;
		return {
			id: `s${number}`,
			async * run(_spec, runOptions) {
				const play = plays[Math.min(calls.runs.length, plays.length - 1)]!;
				calls.runs.push(number);
				yield * play(runOptions);
			},
			async close() {
				calls.closed++;
			},
		};
	};

	const command = prepareCommand(line, {resultLimit: 900, ...(options.timeoutMs !== undefined && {timeoutMs: options.timeoutMs})});
	const {job, released, end} = runJob({
		agent: agent(), command, openSession, readOnly: false, ...options,
	});
	const texts = () => job.entries().flatMap(entry => entry.kind === 'notice' && !entry.text.startsWith('added:') ? [entry.text] : []);
	const types = () => job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result.type] : []);
	const ended = async (): Promise<JobEnd> => {
		await vi.runAllTimersAsync();
		await released;
		return job.ended;
	};

	return {
		job, calls, ended, released, end, texts, types,
	};
}

describe('trying again', () => {
	const cases: Array<[reason: RetryReason, line: string, tries: number, sessions: number, end: Record<string, unknown>]> = [
		['enhance-race', 'watch a.B c', 4, 1, {name: 'done', statusCode: -1, message: expect.stringContaining('4 tries')}],
		['session-stuck', 'version', 3, 3, {name: 'refused', by: 'agent-busy'}],
		['session-stuck', 'ognl 1', 3, 3, {name: 'refused', by: 'agent-busy'}],
		['session-unknown', 'ognl 1', 2, 2, {name: 'refused', by: 'agent-busy'}],
		['agent-busy', 'ognl 1', 4, 1, {name: 'refused', by: 'agent-busy', message: 'it said agent-busy'}],
		['not-connected', 'version', 3, 3, {name: 'failed', mayHaveRun: false, error: {code: 'ERR_CONNECT_DOWN', retryable: true}}],
		['unanswered', 'version', 3, 3, {name: 'timed-out', ended: 'unknown', message: 'it said unanswered; the command may have run'}],
		['unanswered', 'watch a.B c', 1, 1, {name: 'timed-out', ended: 'unknown', message: 'it said unanswered; the command may have run and was not sent again'}],
		['unanswered', 'heapdump', 1, 1, {name: 'timed-out', ended: 'unknown'}],
		['unanswered', 'ognl 1', 1, 1, {name: 'timed-out', ended: 'unknown'}],
	];

	it.each(cases)('after %s: %s is sent %d times, in %d sessions', async (reason, line, tries, sessions, end) => {
		const {ended, calls, texts} = run(line, [() => [retry(reason)]], {approved: true});
		expect(await ended()).toMatchObject(end);
		expect(calls.runs).toHaveLength(tries);
		expect(calls).toMatchObject({opened: sessions, closed: sessions});
		expect(texts()).toEqual(Array.from({length: tries - 1}, () => `it said ${reason} — trying again`));
	});

	it.each(cases)('after %s: %s goes on when the second try works', async (reason, line, tries) => {
		const {ended, calls} = run(line, [() => [retry(reason)], () => [done]], {approved: true});
		expect(await ended()).toMatchObject(tries === 1 ? {name: 'timed-out'} : {name: 'done', statusCode: 0});
		expect(calls.closed).toBe(calls.opened);
	});

	it('forgets the results of a try that lost the race', async () => {
		const {ended, types, job} = run('watch a.B c', [() => [race, result('status'), retry('enhance-race')], () => [result('enhancer'), result('watch'), done]]);
		await ended();
		expect(types()).toEqual(['enhancer', 'watch']);
		expect(job.getSnapshot().results).toBe(2);
	});

	it('keeps them when nothing else comes', async () => {
		const {ended, types} = run('watch a.B c', [() => [race, result('status'), done]]);
		await ended();
		expect(types()).toEqual(['enhancer', 'status']);
	});

	it('counts each reason for itself', async () => {
		const {ended, calls} = run('watch a.B c', [() => [retry('session-unknown')], () => [retry('enhance-race')], () => [retry('session-stuck')], () => [retry('agent-busy')], () => [done]]);
		expect(await ended()).toMatchObject({name: 'done'});
		expect(calls.runs).toEqual([1, 2, 2, 3, 3]);
	});

	it('ends when it is interrupted in a pause, and says when it may have run', async () => {
		for (const [reason, word] of [['enhance-race', 'yes'], ['unanswered', 'unknown']] as const) {
			const stopped = run('version', [({stop}) => {
				expect(stop.aborted).toBe(false);
				queueMicrotask(() => {
					void stopped.job.interrupt();
				});
				return [retry(reason)];
			}]);
			expect(await stopped.ended()).toEqual({name: 'interrupted', by: 'us', ended: word});
			expect(stopped.calls.runs).toHaveLength(1);
		}
	});
});

describe('what is refused', () => {
	it.each<[line: string, options: Partial<RunJobOptions>]>([
		['ognl 1', {}], ['heapdump', {}], ['nobody-knows', {}], ['watch a.B c', {readOnly: true}], ['ognl 1', {readOnly: true, approved: true}], ['watch a.B c \'', {}],
	])('is not sent: %s', async (line, options) => {
		const {ended, calls} = run(line, [() => [done]], options);
		expect(await ended()).toMatchObject({name: 'refused', by: 'policy', message: expect.stringMatching(/sent/u) as unknown});
		expect(calls.opened).toBe(0);
	});

	it('is what is above its tier, no more', async () => {
		for (const [line, options] of [['version', {readOnly: true}], ['watch a.B c', {}], ['ognl 1', {approved: true}]] as const) {
			expect(await run(line, [() => [done]], options).ended()).toMatchObject({name: 'done'});
		}
	});
});

describe('before it is sent', () => {
	const failing = (error: unknown) => ({
		async openSession() {
			throw error;
		},
	});

	it.each<[error: unknown, end: Record<string, unknown>]>([
		[new ArthasError('ERR_CONNECT_REFUSED', 'x', {ran: 'maybe'}), {name: 'failed', mayHaveRun: false, error: {code: 'ERR_CONNECT_REFUSED'}}],
		[new ArthasError('ERR_TIMEOUT', 'no session', {ran: 'maybe'}), {name: 'failed', mayHaveRun: false, error: {code: 'ERR_TIMEOUT'}}],
		[new ArthasError('ERR_AUTH_LOGIN', 'x'), {name: 'refused', by: 'login'}],
		[new ArthasError('ERR_AGENT_GONE', 'x'), {name: 'refused', by: 'agent-gone'}],
		[new ArthasError('ERR_CONNECT_DRAINING', 'x'), {name: 'refused', by: 'draining'}],
		[new TypeError('a defect'), {name: 'failed', error: {code: 'ERR_PROTOCOL', message: 'a defect'}}],
	])('an error ends it, and nothing ran: %s', async (error, end) => {
		expect(await run('version', [], failing(error)).ended()).toMatchObject(end);
	});

	it('a signal that was aborted before ends it', async () => {
		const {ended, calls} = run('version', [() => [done]], {signal: AbortSignal.abort()});
		expect(await ended()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
		expect(calls.opened).toBe(0);
	});
});

describe('ending', () => {
	const untilStopped: Play = async function * ({stop}) {
		yield result('watch');
		await new Promise<void>(resolve => {
			stop.addEventListener('abort', () => {
				resolve();
			});
		});
		const {by} = stop.reason as {by: string};
		yield {kind: 'end', end: by === 'us' ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'timed-out', ended: 'yes'}};
	};

	it('is asked for at the deadline', async () => {
		const {job, ended} = run('watch a.B c', [untilStopped], {timeoutMs: 5000});
		await vi.advanceTimersByTimeAsync(4999);
		expect(job.getSnapshot().state.name).toBe('starting');
		await vi.advanceTimersByTimeAsync(1);
		expect(await ended()).toEqual({name: 'timed-out', ended: 'yes'});
		expect(job.entries().map(entry => entry.kind === 'state' ? entry.state.name : entry.kind)).toEqual(['notice', 'starting', 'result', 'stopping', 'timed-out']);
	});

	it('is not asked for at once by a deadline of a year', async () => {
		const {job, end} = run('watch a.B c', [untilStopped], {timeoutMs: 31_536_000_000});
		await vi.advanceTimersByTimeAsync(60_000);
		expect(job.getSnapshot().state.name).toBe('starting');
		await end();
		expect(job.getSnapshot().state).toMatchObject({name: 'interrupted'});
	});

	it('counts what comes after it as late, and is told before the last word is read', async () => {
		let goOn: () => void = () => undefined;
		const {job, released, calls, end} = run('version', [async function * () {
			yield done;
			await new Promise<void>(resolve => {
				goOn = resolve;
			});
			yield result('watch');
			yield {kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}};
		}]);
		expect(await job.ended).toEqual({name: 'done', statusCode: 0});
		expect(calls.closed).toBe(0);
		goOn();
		await released;
		expect(job.getSnapshot()).toMatchObject({late: 1, results: 0, state: {name: 'done'}});
		expect(calls.closed).toBe(1);
		await end();
	});

	it('gives up what is still read when nobody waits any more', async () => {
		const {job, calls, end} = run('version', [async function * ({signal}) {
			yield done;
			await new Promise<void>(resolve => {
				signal.addEventListener('abort', () => {
					resolve();
				});
			});
		}]);
		await job.ended;
		await end();
		expect(calls.closed).toBe(1);
	});

	it('without a word is a loss', async () => {
		expect(await run('version', [() => []]).ended()).toEqual({name: 'lost', reason: 'link', mayStillRun: true});
	});

	it('by an error inside is a failure', async () => {
		const {ended} = run('version', [() => {
			throw new TypeError('a defect');
		}]);
		expect(await ended()).toMatchObject({name: 'failed', mayHaveRun: true, error: {message: 'a defect'}});
	});
});
