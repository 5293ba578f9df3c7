import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import type {Connection} from '../../../source/core/client/connection.js';
import type {Job} from '../../../source/core/client/job.js';
import {formatLoss} from '../../../source/core/client/job-state.js';
import type {RunCommandOptions} from '../../../source/core/client/session.js';
import {until} from '../../../source/core/readable.js';
import {fakeTime} from '../../helpers/fake-time.js';
import {startJavaChannel, type JavaChannel, type JavaChannelScript} from '../../servers/java-channel.js';
import {startRelay} from '../../servers/relay.js';
import {watchNumber} from './watch-number.js';

type Meeting = {server: JavaChannel; connection: Connection; run: (line: string, options?: RunCommandOptions) => Job};

const watch = 'watch demo.MathGame primeFactors';

afterEach(() => {
	vi.useRealTimers();
});

async function meet(script: JavaChannelScript, test: (meeting: Meeting) => Promise<void>) {
	await using server = await startJavaChannel({scale: 1, stream: {perSecond: 0}, ...script});
	await using connection = connect(server.endpoint, {probeMs: 500});
	await connection.ready();
	const session = connection.openSession(connection.agents.getSnapshot()[0]!);
	await test({server, connection, run: (line, options) => session.run(line, options)});
}

const numbersOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type === 'watch' ? [watchNumber(entry.result)] : []);
const gapsOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'gap' ? [entry.gap.reason] : []);
const has = async (job: Job, count: number) => until(job, () => numbersOf(job).length >= count);
const sent = (server: JavaChannel, word: string) => server.requests.filter(({method, path, body}) => method === 'POST' && (path.includes(word) || body.includes(word))).length;
const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => from + index);

describe('a reader that was cut off', () => {
	it('goes on where the server queued, and drops what it repeats', async () => {
		// The first two readers are cut in their sixth event, and the queue of the second is repeated to the third.
		await meet({cut: {afterEvents: 5, streams: 2}}, async ({server, run}) => {
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(1);
			await has(job, 1);
			server.emit(1);
			await server.until(() => server.counters.cuts === 1);
			// One dies with the reader that is gone, the others wait.
			server.emit(8);
			await server.until(() => server.counters.cuts === 2);
			server.emit(2);
			await has(job, 8);
			await job.interrupt();
			const numbers = numbersOf(job);
			expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
			expect(numbers[0]).toBe(1);
			expect(server.counters.emitted - numbers.length).toBeGreaterThan(0);
			expect(gapsOf(job)).toEqual(['link-down', 'link-down']);
			expect(formatLoss(job.getSnapshot().loss)).toBe('?');
		});
	});

	it('that took the end with it: the session is asked whether anything runs', async () => {
		await meet({cut: {afterEvents: 5}}, async ({server, run}) => {
			const time = fakeTime();
			const job = run(`${watch} -n 1`);
			await server.until(() => server.streamsRunning === 1);
			server.emit(1);
			expect(await time.passUntil(job.ended)).toEqual({name: 'done', statusCode: null});
			expect(numbersOf(job)).toEqual([1]);
			expect(gapsOf(job)).toContain('terminal-lost');
			expect(formatLoss(job.getSnapshot().loss)).toMatch(/^(?:≥1|1\+\?)$/u);
		});
	});

	it('that took the word after its interrupt with it: the same', async () => {
		await meet({cut: {afterEvents: 5}}, async ({server, run}) => {
			const time = fakeTime();
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(1);
			await has(job, 1);
			expect(await time.passUntil(job.interrupt())).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
			expect(gapsOf(job)).toContain('terminal-lost');
		});
	});

	it('and whose stream goes on quietly is not given up', async () => {
		await meet({cut: {afterEvents: 5}}, async ({server, run}) => {
			const time = fakeTime();
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(2);
			await until(job, ({state}) => state.name === 'detached');
			await time.pass(60_000);
			expect(job.getSnapshot().state.name).toBe('detached');
			expect(sent(server, '"commandLine":"version"')).toBe(2);
			server.emit(2);
			await until(job, ({state}) => state.name === 'running');
			expect(await job.interrupt()).toMatchObject({name: 'interrupted', ended: 'yes'});
		});
	});
});

describe('a server that restarts during a watch', () => {
	it('is waited for, and nobody claims to know what was lost', async () => {
		await meet({}, async ({server, connection, run}) => {
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(3);
			await has(job, 3);
			await server.down();
			await until(job, ({state}) => state.name === 'detached');
			connection.retry();
			await until(connection.state, ({name}) => name === 'waiting');
			server.emit(5);
			await server.restart();
			await server.until(() => server.requests.some(({path}) => path.includes('sse_results')));
			server.emit(3);
			await until(job, ({state}) => state.name === 'running');
			await until(connection.state, ({name}) => name === 'up');
			await has(job, 4);
			expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
			expect(numbersOf(job).slice(0, 3)).toEqual([1, 2, 3]);
			expect(job.entries().find(entry => entry.kind === 'gap')).toMatchObject({gap: {reason: 'link-down', count: null, detail: expect.stringMatching(/^away for/u) as unknown}});
			expect(sent(server, '"commandLine":"watch')).toBe(1);
		});
	});
});

describe('messages that the server strands', () => {
	it('let a look be sent again after 3 s', async () => {
		await meet({strandedStreams: 1}, async ({server, run}) => {
			const time = fakeTime();
			const job = run('version');
			expect(await time.passUntil(job.ended)).toMatchObject({name: 'done', statusCode: 0});
			expect(sent(server, '"commandLine":"version"')).toBe(2);
			expect(formatLoss(job.getSnapshot().loss)).toBe('0');
		});
	});

	it('never let anything else be sent again: it may have run', async () => {
		let ran = 0;
		await meet({
			strandedStreams: 9, commands: {
				ognl: {
					effect() {
						ran++;
					},
				},
			},
		}, async ({server, run}) => {
			const time = fakeTime();
			const end = await time.passUntil(run('ognl 1+1', {approved: true}).ended);
			expect(end).toMatchObject({name: 'timed-out', ended: 'unknown', message: expect.stringContaining('was not sent again') as unknown});
			expect(sent(server, 'ognl')).toBe(1);
			expect(ran).toBe(1);
		});
	});

	it('are found by a second reader where the request is known', async () => {
		await meet({commands: {slow: {ms: 300, results: [{type: 'answer'}]}}}, async ({server, run}) => {
			const time = fakeTime();
			const job = run('slow', {approved: true});
			await until(job, ({state}) => state.name === 'running');
			// The server forgets its reader without a word, as it does when it strands one.
			const reader = server.requests.length;
			await time.pass(3500);
			expect(server.requests.slice(reader).some(({path}) => path.includes('sse_results'))).toBe(true);
			expect(await time.passUntil(job.ended)).toMatchObject({name: 'done', statusCode: 0});
			expect(job.entries().filter(entry => entry.kind === 'result')).toHaveLength(2);
			expect(formatLoss(job.getSnapshot().loss)).toBe('0');
		});
	});
});

describe('a newer reader of the same stream', () => {
	it('silences ours, which looks again after a minute and says so', async () => {
		await meet({}, async ({server, run}) => {
			const time = fakeTime();
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			for (const count of range(1, 10)) {
				server.emit(1);
				await has(job, count);
				await time.pass(1000);
			}

			const requestId = [...server.agent().sessions.open.values()][0]?.requestId ?? '';
			// Its answer begins with the first event.
			const other = fetch(`${server.url}/agent/mg1/sse_results/${requestId}?timeout=60000`);
			await server.until(() => server.requests.some(({path}) => path.includes('sse_results')));
			server.emit(1);
			const {body} = await other;
			await time.pass(61_000);
			await server.until(() => server.requests.filter(({path}) => path.includes('sse_results')).length === 2);
			server.emit(1);
			await has(job, 11);
			expect(numbersOf(job)).toEqual([...range(1, 10), 12]);
			expect(gapsOf(job)).toEqual(['reattach']);
			expect(formatLoss(job.getSnapshot().loss)).toBe('?');
			await body?.cancel();
			await job.interrupt();
		});
	});
});

describe('an interrupt', () => {
	it('that is never answered ends the job all the same', async () => {
		await meet({lateInterrupts: 1}, async ({server, run}) => {
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(1);
			await has(job, 1);
			const startedAt = performance.now();
			expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
			expect(performance.now() - startedAt).toBeLessThan(4000);
			expect(server.counters.lateInterrupts).toBe(1);
		});
	});

	it('of an agent that has just died is told as what it is: nobody confirmed it', async () => {
		await meet({}, async ({server, run}) => {
			const time = fakeTime();
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.agent().connected = false;
			expect(await time.passUntil(job.interrupt())).toEqual({name: 'interrupted', by: 'us', ended: 'unknown'});
			expect(sent(server, 'interrupt_job')).toBe(2);
			expect(sent(server, 'close_session')).toBe(1);
			// What comes now is read, because an unread stream would freeze the agent, and it is late.
			server.emit(3);
			await until(job, ({late}) => late === 3);
			expect(job.getSnapshot().state).toMatchObject({name: 'interrupted'});
		});
	});
});

describe('an agent', () => {
	it('is never frozen by a program that died: -n 900 ends the watch', async () => {
		await using server = await startJavaChannel({stream: {perSecond: 0}});
		await using relay = await startRelay(server.port);
		const connection = connect(`http://127.0.0.1:${relay.port}`);
		await connection.ready();
		const job = connection.openSession(connection.agents.getSnapshot()[0]!).run(watch);
		await server.until(() => server.streamsRunning === 1);
		await relay.cut();
		server.emit(5000);
		await server.until(() => server.jobsRunning === 0);
		expect(server.counters.emitted).toBe(900);
		await server.until(() => !server.agent().frozen);
		await using other = connect(server.endpoint);
		await other.ready();
		expect(await other.openSession(other.agents.getSnapshot()[0]!).run('version').ended).toMatchObject({name: 'done', statusCode: 0});
		await relay.restore();
		connection.retry();
		await job.interrupt();
		await connection.close();
	});

	it('that is out of service is sent nothing', async () => {
		await meet({agents: [{agentId: 'mg1', agentStatus: 'OUT_OF_SERVICE'}]}, async ({server, connection, run}) => {
			for (const line of ['version', watch, 'ognl 1']) {
				expect(await run(line, {approved: true}).ended).toMatchObject({name: 'refused', by: 'agent-gone'});
			}

			await expect(connection.openConsole(connection.agents.getSnapshot()[0]!, {cols: 80, rows: 24}, AbortSignal.timeout(5000))).rejects.toMatchObject({code: 'ERR_AGENT_GONE'});
			expect(server.requests.filter(({method}) => method === 'POST')).toEqual([]);
			expect(server.consoleRequests).toEqual([]);
		});
	});

	it('that left the list during a watch is away, and back when it is back', async () => {
		await meet({}, async ({server, connection, run}) => {
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.agent().agentStatus = 'OUT_OF_SERVICE';
			connection.retry();
			await until(job, ({state}) => state.name === 'detached');
			server.agent().agentStatus = 'IN_SERVICE';
			connection.retry();
			await until(job, ({state}) => state.name === 'running');
			expect(await job.interrupt()).toMatchObject({name: 'interrupted', ended: 'yes'});
		});
	});

	it('that is another process now has lost the job', async () => {
		await meet({}, async ({server, connection, run}) => {
			const job = run(watch);
			await server.until(() => server.streamsRunning === 1);
			server.emit(2);
			await has(job, 2);
			server.removeAgent('mg1');
			server.addAgent('mg1');
			connection.retry();
			expect(await job.ended).toEqual({name: 'lost', reason: 'replaced', mayStillRun: false});
			expect(gapsOf(job)).toEqual(['agent-reconnect']);
		});
	});

	it('whose JDK forbids what Arthas 3.5.6 does is told how to allow it', async () => {
		await meet({jdk16: true}, async ({run}) => {
			expect(await run('thread -n 3').ended).toMatchObject({name: 'done', statusCode: 1, message: expect.stringContaining('--add-opens') as unknown});
		});
	});
});

describe('a stream', () => {
	it('of more than a thousand results arrives whole and in order', async () => {
		await meet({stream: {perSecond: Number.POSITIVE_INFINITY}}, async ({run}) => {
			const job = run(`${watch} -n 5000`, {approved: true});
			expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
			expect(numbersOf(job)).toEqual(range(1, 5000));
			expect(formatLoss(job.getSnapshot().loss)).toBe('0');
		});
	});

	it('of more than 900 needs a yes', async () => {
		await meet({}, async ({server, run}) => {
			expect(await run(`${watch} -n 901`).ended).toMatchObject({name: 'refused', by: 'policy', message: expect.stringContaining('freeze') as unknown});
			expect(server.requests.filter(({method}) => method === 'POST')).toEqual([]);
		});
	});

	it('with an acknowledgement that comes after its end ends once', async () => {
		await meet({lateAcks: 1}, async ({run}) => {
			expect(await run('version').ended).toMatchObject({name: 'done', statusCode: 0});
		});
	});

	it('with a message of another request in it goes on', async () => {
		await meet({foreignEvents: 1, stream: {perSecond: Number.POSITIVE_INFINITY}}, async ({run}) => {
			const job = run(`${watch} -n 5`);
			expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
			expect(numbersOf(job)).toEqual(range(1, 5));
		});
	});
});
