import type {ServerResponse} from 'node:http';
import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {connect} from '../../../../source/core/client/connect.js';
import type {ConnectionOptions} from '../../../../source/core/client/connection.js';
import type {Endpoint} from '../../../../source/core/client/endpoint.js';
import type {Job} from '../../../../source/core/client/job.js';
import {formatLoss} from '../../../../source/core/client/job-state.js';
import type {RunCommandOptions} from '../../../../source/core/client/session.js';
import {ExactNumber} from '../../../../source/core/protocol/exact-number.js';
import {until} from '../../../../source/core/readable.js';
import {fakeTime} from '../../../helpers/fake-time.js';
import {
	events, fail, message, scheduled, startRawServer, terminal, watched, type RawOptions, type RawServer,
} from './raw-server.js';

type Meeting = {server: RawServer; run: (line: string, options?: RunCommandOptions) => Job};

afterEach(() => {
	vi.useRealTimers();
});

async function meet(raw: RawOptions, test: (meeting: Meeting) => Promise<void>, options: ConnectionOptions & Partial<Endpoint> = {}) {
	await using server = await startRawServer(raw);
	await using connection = connect(server.endpoint, options);
	await connection.ready();
	const session = connection.openSession(connection.agents.getSnapshot()[0]!);
	await test({server, run: (line, runOptions) => session.run(line, runOptions)});
}

/** Answers of `sse_async_exec`. */
const streaming = (...texts: string[]) => ({
	sse_async_exec(_request: unknown, response: ServerResponse) {
		events(response, texts);
	},
});

const valuesOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type === 'watch' ? [entry.result['value']] : []);
const gapsOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'gap' ? [entry.gap.reason] : []);
const noticesOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'notice' && !entry.text.startsWith('added:') ? [entry.text] : []);
const statesOf = (job: Job) => job.entries().flatMap(entry => entry.kind === 'state' ? [entry.state.name] : []);

describe('messages', () => {
	it('of another request are left out, which is told', async () => {
		const foreign = message({requestId: 'other', status: 'SUCCEEDED', results: [{type: 'watch', value: 99}]});
		await meet({on: streaming(scheduled, foreign, watched(1), terminal)}, async ({run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(valuesOf(job)).toEqual([1]);
			expect(noticesOf(job)).toEqual(['the server sent a message of another request; it was left out']);
		});
	});

	it('whose results can\'t be read leave a gap, and the job goes on', async () => {
		const broken = message({resultsJson: '[{"type":"tt","params":{null:1}}]'});
		await meet({on: streaming(scheduled, watched(1), broken, '{"status":', watched(2), terminal)}, async ({run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(valuesOf(job)).toEqual([1, 2]);
			expect(gapsOf(job)).toEqual(['unreadable-batch', 'unreadable-batch']);
			expect(formatLoss(job.getSnapshot().loss)).toBe('≥2');
		});
	});

	it.each([
		['SUCCEEDED', {name: 'done', statusCode: null}],
		['FAILED', {name: 'failed', mayHaveRun: true, error: {code: 'ERR_PROTOCOL_RESULT'}}],
	])('whose status can\'t be read end the job as far as %s says', async (status, end) => {
		await meet({on: streaming(scheduled, message({status, resultsJson: '[{"type":'}))}, async ({run}) => {
			expect(await run('version').ended).toMatchObject(end);
		});
	});

	it('keep numbers beyond 2^53, unknown types and what nobody knows in them', async () => {
		const odd = message({resultsJson: '[{"type":"new-in-9.9","id":9007199254740993,"deep":{"a":[1,{"b":null}]}},"just text"]'});
		await meet({on: streaming(scheduled, odd, terminal)}, async ({run}) => {
			const job = run('version');
			await job.ended;
			const results = job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : []);
			expect(results).toEqual([
				{type: 'new-in-9.9', id: new ExactNumber('9007199254740993'), deep: {a: [1, {b: null}]}},
				{type: 'unknown', value: 'just text'},
				{type: 'status', statusCode: 0, jobId: 1},
			]);
		});
	});

	it('of the terminal alone are left out, all others are kept', async () => {
		const types = ['command', 'input_status', 'message', 'welcome', 'enhancer', 'row_affect'];
		await meet({on: streaming(...types.map(type => message({results: [{type}]})), terminal)}, async ({run}) => {
			const job = run('version');
			await job.ended;
			expect(job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result.type] : [])).toEqual(['message', 'welcome', 'enhancer', 'row_affect', 'status']);
		});
	});

	it('without results end the job by their word', async () => {
		const cases: Array<[fields: Parameters<typeof message>[0], end: Record<string, unknown>]> = [
			[
				{status: 'FAILED', message: 'Async exec command failed:java.lang.IllegalArgumentException: foo: command not found'},
				{name: 'failed', mayHaveRun: false, error: {code: 'ERR_COMMAND', message: 'foo: command not found'}},
			],
			[{status: 'FAILED', message: 'Error! command not permitted, try to use \'auth\' command to authenticates.'}, {name: 'refused', by: 'login'}],
			[{status: 'FAILED', message: 'mg1 went away after it was given the command'}, {name: 'lost', reason: 'agent-gone', mayStillRun: true}],
			[{status: 'FAILED'}, {name: 'failed', error: {code: 'ERR_COMMAND'}}],
			[{status: 'SUCCEEDED'}, {name: 'done', statusCode: null}],
		];
		for (const [fields, end] of cases) {
			await meet({on: streaming(message(fields))}, async ({run}) => {
				const job = run('version');
				expect(await job.ended).toMatchObject(end);
				expect(statesOf(job)).not.toContain('running');
			});
		}
	});

	it('larger than the limit end the job, which may still run', async () => {
		await meet({on: streaming(scheduled, message({results: [{type: 'x', text: 'y'.repeat(20_000)}]}), terminal)}, async ({run}) => {
			expect(await run('version').ended).toMatchObject({name: 'failed', mayHaveRun: true, error: {code: 'ERR_PROTOCOL_TOO_LARGE'}});
		}, {maxMessage: 10_000});
	});
});

describe('a response that ends before the job', () => {
	const endless = {isOurs: false, on: {}};

	it('is no end: the stream is taken up again, and what may be missing is told (Java)', async () => {
		await meet({
			...endless, on: {
				...streaming(scheduled, watched(1)),
				sse_results(_request, response) {
					events(response, [watched(2), terminal]);
				},
			},
		}, async ({server, run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(valuesOf(job)).toEqual([1, 2]);
			expect(gapsOf(job)).toEqual(['reattach']);
			expect(statesOf(job)).toEqual(['starting', 'running', 'detached', 'running', 'done']);
			expect(server.calls.filter(call => call.includes('sse_async_exec'))).toHaveLength(1);
		});
	});

	it('loses nothing on our own server, which is told where to go on', async () => {
		const lastIds: unknown[] = [];
		await meet({
			isOurs: true, on: {
				sse_async_exec(_request, response) {
					events(response, [scheduled, watched(1)], {ids: ['b-1', 'b-2']});
				},
				sse_results(request, response) {
					lastIds.push(request.headers['last-event-id']);
					events(response, lastIds.length === 1 ? [watched(2)] : [terminal], {ids: [`b-${lastIds.length + 2}`]});
				},
			},
		}, async ({run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(lastIds).toEqual(['b-2', 'b-3']);
			expect(valuesOf(job)).toEqual([1, 2]);
			expect(formatLoss(job.getSnapshot().loss)).toBe('0');
		});
	});

	it('before the first message leaves it open whether the command ran', async () => {
		await meet({isOurs: true, on: streaming()}, async ({server, run}) => {
			expect(await run('watch a.B c').ended).toMatchObject({name: 'timed-out', ended: 'unknown'});
			expect(await run('version').ended).toMatchObject({name: 'timed-out', ended: 'unknown'});
			expect(server.calls.filter(call => call.includes('sse_async_exec'))).toHaveLength(1 + 3);
		});
	});

	it('ends as lost when the server says for 15 s that it knows nothing of it', async () => {
		await meet({isOurs: true, on: {...streaming(scheduled, watched(1)), sse_results: fail(404, {message: 'no request r1 of mg1 is kept here', ran: 'maybe'})}}, async ({server, run}) => {
			const time = fakeTime();
			const job = run('watch a.B c');
			expect(await time.passUntil(job.ended)).toEqual({name: 'lost', reason: 'evicted', mayStillRun: true});
			expect(server.calls.filter(call => call === 'GET sse_results').length).toBeGreaterThan(3);
			expect(server.calls.at(-1)).toBe('POST close_session');
		});
	});
});

it('takes the gaps that our own server tells as they are', async () => {
	await meet({
		isOurs: true, on: {
			sse_async_exec(_request, response) {
				events(response, [scheduled], {end: false});
				for (const gap of [{reason: 'server-ring', count: 10_000}, {reason: 'agent-reconnect', count: null}, {reason: 'server-restart', count: null}]) {
					response.write(`event:gap\ndata:${JSON.stringify({gap})}\n\n`);
				}

				response.write(': comment\n\n');
				events(response, [terminal]);
			},
		},
	}, async ({run}) => {
		const job = run('watch a.B c');
		expect(await job.ended).toMatchObject({name: 'done'});
		expect(gapsOf(job)).toEqual(['server-ring', 'agent-reconnect', 'link-down']);
		expect(formatLoss(job.getSnapshot().loss)).toBe('10000+?');
	});
});

describe('the word of our own server after the last message', () => {
	const end = (state: string) => (response: ServerResponse) => {
		response.write(`event:end\ndata:${JSON.stringify({state, lost: 0})}\n\n`);
		response.end();
	};

	it.each<[state: string, texts: string[], expected: Record<string, unknown>]>([
		['done', [terminal], {name: 'done', statusCode: 0}],
		['interrupted', [terminal], {name: 'interrupted', by: 'server', ended: 'yes'}],
		['interrupted', [message({status: 'FAILED', results: [{type: 'status', statusCode: -1}]})], {name: 'interrupted', by: 'server', ended: 'yes'}],
		['interrupted', [], {name: 'interrupted', by: 'server', ended: 'unknown'}],
		['gone', [], {name: 'lost', reason: 'evicted', mayStillRun: true}],
		['lost', [message({status: 'FAILED', message: 'mg1 went away after it was given the command'})], {name: 'lost', reason: 'agent-gone', mayStillRun: true}],
	])('“%s” decides after %j', async (state, texts, expected) => {
		await meet({
			isOurs: true, on: {
				sse_async_exec(_request, response) {
					events(response, [scheduled, ...texts], {end: false});
					end(state)(response);
				},
			},
		}, async ({run}) => {
			expect(await run('watch a.B c').ended).toEqual(expect.objectContaining(expected));
		});
	});

	it('“closed” leaves the job alone: it is taken up again', async () => {
		await meet({
			isOurs: true, on: {
				sse_async_exec(_request, response) {
					events(response, [scheduled], {end: false});
					end('closed')(response);
				},
				sse_results(_request, response) {
					events(response, [watched(1), terminal]);
				},
			},
		}, async ({run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(valuesOf(job)).toEqual([1]);
		});
	});

	it('is not waited for when the connection breaks after the last message', async () => {
		await meet({
			isOurs: true, on: {
				sse_async_exec(_request, response) {
					events(response, [scheduled, terminal], {end: false});
					setImmediate(() => {
						response.destroy();
					});
				},
			},
		}, async ({run}) => {
			expect(await run('version').ended).toMatchObject({name: 'done', statusCode: 0});
		});
	});
});

describe('an answer that is no stream', () => {
	const cases: Array<[what: string, handler: ReturnType<typeof fail>, watch: Record<string, unknown>]> = [
		['401', fail(401), {name: 'refused', by: 'login'}],
		['403 by policy', fail(403, {code: 'NOT_ALLOWED', message: 'only looking'}), {name: 'refused', by: 'policy'}],
		['AGENT_UNKNOWN', fail(404, {code: 'AGENT_UNKNOWN', message: 'no agent', ran: 'no'}), {name: 'failed', mayHaveRun: false, error: {code: 'ERR_AGENT_UNKNOWN'}}],
		['AGENT_GONE', fail(503, {code: 'AGENT_GONE', message: 'gone', ran: 'no'}), {name: 'refused', by: 'agent-gone', message: 'gone'}],
		['AGENT_BUSY', fail(429, {code: 'AGENT_BUSY', message: 'busy', ran: 'no'}), {name: 'refused', by: 'agent-busy'}],
		['AGENT_LOST', fail(502, {code: 'AGENT_LOST', message: 'lost', ran: 'maybe'}), {name: 'lost', reason: 'agent-gone', mayStillRun: true}],
		['DRAINING', fail(503, {code: 'DRAINING', message: 'shutting down', ran: 'no'}), {name: 'refused', by: 'draining'}],
		['DEADLINE', fail(504, {code: 'DEADLINE', message: 'no answer', ran: 'maybe'}), {name: 'timed-out', ended: 'unknown'}],
		['EXPIRED', fail(504, {code: 'EXPIRED', message: 'too late', ran: 'no'}), {name: 'failed', mayHaveRun: false, error: {code: 'ERR_TIMEOUT'}}],
		['TOO_LARGE', fail(413, {code: 'TOO_LARGE', message: 'too large', ran: 'no'}), {name: 'failed', mayHaveRun: false, error: {code: 'ERR_PROTOCOL_TOO_LARGE'}}],
		['KEY_REUSED', fail(409, {code: 'KEY_REUSED', message: 'reused', ran: 'no'}), {name: 'failed', mayHaveRun: false}],
		['500 with nothing in it', fail(500), {name: 'timed-out', ended: 'unknown'}],
		['503 of a proxy', fail(503, '<html>', 'text/html'), {name: 'timed-out', ended: 'unknown'}],
		['502 of a proxy', fail(502, '<html>', 'text/html'), {name: 'timed-out', ended: 'unknown'}],
		['200 with a login page', fail(200, '<html>', 'text/html'), {name: 'timed-out', ended: 'unknown'}],
		['200 with nothing', fail(200), {name: 'timed-out', ended: 'unknown'}],
	];

	it.each(cases)('%s ends a watch truthfully, and nothing is sent twice', async (_what, handler, end) => {
		await meet({isOurs: true, on: {sse_async_exec: handler}}, async ({server, run}) => {
			expect(await run('watch a.B c').ended).toMatchObject(end);
			expect(server.calls.filter(call => call.includes('async_exec'))).toHaveLength(1);
		});
	});

	it.each(cases.filter(one => one[2]['name'] === 'timed-out'))('%s lets a look be sent again', async (what, handler) => {
		let calls = 0;
		await meet({
			isOurs: true, on: {
				sse_async_exec(request, response, body) {
					calls++;
					if (calls === 1) {
						handler(request, response, body);
					} else {
						events(response, [scheduled, terminal]);
					}
				},
			},
		}, async ({run}) => {
			expect((await run('version').ended).name).toBe(what === 'DEADLINE' ? 'timed-out' : 'done');
		});
	});
});

describe('polling', () => {
	const polled = (texts: string[]) => ({
		async_exec(_request: unknown, response: ServerResponse) {
			response.end(JSON.stringify({agentId: 'mg1', requestId: 'r1', status: 'CONTINUOUS'}));
		},
		results(_request: unknown, response: ServerResponse) {
			response.end(texts.shift() ?? message({status: 'FAILED', message: 'Timeout'}));
		},
	});
	const missing = message({status: 'FAILED', message: 'topic is not exists: ActionResponseTopic{agentId=\'mg1\', requestId=\'r1\'}'});
	const texts = () => [missing, missing, scheduled, watched(1), message({status: 'FAILED', message: 'Timeout'}), watched(2), terminal];

	it('takes the place of a stream that is refused, which is told', async () => {
		await meet({on: {...polled(texts()), sse_async_exec: fail(405, {})}}, async ({server, run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(valuesOf(job)).toEqual([1, 2]);
			expect(noticesOf(job)).toEqual(['this server gives no event stream; results are polled']);
			expect(formatLoss(job.getSnapshot().loss)).toBe('0');
			expect(server.calls.filter(call => call.startsWith('POST async_exec watch'))).toHaveLength(1);
		});
	});

	it('is used from the start where the address says so', async () => {
		await meet({on: polled(texts())}, async ({server, run}) => {
			const job = run('version');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(server.calls.some(call => call.includes('sse'))).toBe(false);
		}, {stream: 'poll'});
	});

	it('goes on after a poll that failed, and says that its message is lost', async () => {
		const list = texts();
		let polls = 0;
		const {results, ...rest} = polled(list);
		await meet({
			on: {
				...rest,
				results(request, response) {
					polls++;
					if (polls === 5) {
						list.shift();
						response.destroy();
					} else {
						results(request, response);
					}
				},
			},
		}, async ({run}) => {
			const job = run('watch a.B c');
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(gapsOf(job)).toEqual(['link-down']);
		}, {stream: 'poll'});
	});
});

describe('an agent that is absent (Java)', () => {
	it('is sent nothing when its last heartbeat is old', async () => {
		await meet({beatAge: () => 16_000}, async ({server, run}) => {
			const time = fakeTime();
			for (const line of ['version', 'watch a.B c', 'ognl 1']) {
				const end = await time.passUntil(run(line, {approved: true}).ended);
				expect(end).toMatchObject({name: 'refused', by: 'agent-gone', message: expect.stringMatching(/last heartbeat 16 s ago/u) as unknown});
			}

			expect(server.calls.filter(call => call.startsWith('POST'))).toEqual([]);
		});
	});

	it('is sent a look at a heartbeat of 8 s, and a change only after a fresh one', async () => {
		const time = fakeTime();
		let lists = 0;
		// The connection asks once, the look once, the change twice before a beat has come.
		const beatAge = () => ++lists > 3 ? 0 : 8000;
		await meet({beatAge, on: streaming(scheduled, terminal)}, async ({server, run}) => {
			expect(await run('version').ended).toMatchObject({name: 'done'});
			expect(await time.passUntil(run('ognl 1', {approved: true}).ended)).toMatchObject({name: 'done'});
			const calls = server.calls.filter(call => call === 'GET agents' || call.includes('async_exec'));
			expect(calls.at(-1)).toBe('POST sse_async_exec ognl 1');
			expect(calls.filter(call => call === 'GET agents').length).toBeGreaterThan(3);
		}, {probeMs: 3_600_000});
	});

	it('is sent no change that was given up while it waited', async () => {
		await meet({beatAge: () => 8000, on: streaming(scheduled, terminal)}, async ({server, run}) => {
			const job = run('ognl 1', {approved: true});
			await until(job, ({state}) => state.name === 'starting');
			expect(await job.interrupt()).toMatchObject({name: 'interrupted', by: 'us'});
			expect(server.calls.some(call => call.includes('ognl'))).toBe(false);
		});
	});

	it('does not matter on our own server, which knows it itself', async () => {
		await meet({isOurs: true, beatAge: () => 16_000, on: streaming(scheduled, terminal)}, async ({run}) => {
			expect(await run('version').ended).toMatchObject({name: 'done'});
		});
	});
});
