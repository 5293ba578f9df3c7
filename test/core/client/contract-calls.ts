import {describe, expect, it} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startRelay} from '../../servers/relay.js';
import type {Calls, Meeting} from './contract.js';

type Meet = (test: (meeting: Meeting) => Promise<void>) => Promise<void>;

const approved = true;

/** What stands in the place of streams where there are none: whoever leaves a call says truly that it may go on. */
export function testCalls(name: string, meet: Meet, {lengthy}: Calls): void {
	describe(`${name}: calls`, () => {
		it('that change something need a yes, and without it nothing is sent', async () => {
			await meet(async ({peer, run, sent}) => {
				expect(await run(lengthy).ended).toMatchObject({name: 'refused', by: 'policy'});
				expect([sent, peer.commands?.()]).toEqual([[], []]);
			});
		});

		it('that are interrupted are left, and the agent goes on', async () => {
			await meet(async ({peer, run}) => {
				const job = run(lengthy, {approved});
				await peer.busy?.();
				expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
				expect(await run('version').ended).toMatchObject({name: 'done', statusCode: 0});
			});
		});

		it('are left by their signal and by disposal as well', async () => {
			await meet(async ({peer, run}) => {
				const stop = new AbortController();
				const job = run(lengthy, {approved, signal: stop.signal});
				await peer.busy?.();
				stop.abort();
				expect(await job.ended).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
			});
			await meet(async ({peer, run}) => {
				const job = run(lengthy, {approved});
				await peer.busy?.();
				await job[Symbol.asyncDispose]();
				expect(job.getSnapshot().state).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
			});
		});

		it('are left at their deadline', async () => {
			await meet(async ({run}) => {
				expect(await run(lengthy, {approved, timeoutMs: 300}).ended).toMatchObject({name: 'timed-out', ended: 'no'});
			});
		});

		it('run side by side with short ones', async () => {
			await meet(async ({peer, run}) => {
				const job = run(lengthy, {approved});
				await peer.busy?.();
				const jobs = Array.from({length: 5}, () => run('version'));
				for (const short of jobs) {
					expect(await short.ended).toMatchObject({name: 'done', statusCode: 0});
				}

				expect(job.getSnapshot().state).toMatchObject({name: 'running'});
			});
		});

		it('are left by the end of their connection', async () => {
			await meet(async ({peer, connection, run}) => {
				const job = run(lengthy, {approved});
				await peer.busy?.();
				await connection.close();
				expect(job.getSnapshot().state).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
			});
		});

		it('are lost with their wire, which nobody takes for an end, and those after it work', async () => {
			await meet(async ({peer}) => {
				const endpoint = parseEndpoint(peer.endpoint);
				await using relay = await startRelay(Number(endpoint.base.port));
				endpoint.base.port = String(relay.port);
				await using connection = connect(endpoint);
				await connection.ready();
				const session = connection.openSession(connection.agents.getSnapshot()[0]!);
				const job = session.run(lengthy, {approved});
				await peer.busy?.();
				await relay.cut();
				expect(await job.ended).toEqual({name: 'lost', reason: 'link', mayStillRun: true});
				await relay.restore();
				connection.retry();
				await connection.ready();
				expect(await session.run('version').ended).toMatchObject({name: 'done', statusCode: 0});
			});
		});

		it('reach no agent that isn\'t there', async () => {
			await meet(async ({peer, connection, agent}) => {
				const session = connection.openSession({...agent, id: 'nobody'});
				expect(await session.run('version').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_AGENT_UNKNOWN'}});
				expect(peer.commands?.()).toEqual([]);
			});
		});
	});
}

/** Of what is no JVM. */
export function testNoConsole(name: string, meet: Meet): void {
	describe(`${name}: console`, () => {
		it('is refused', async () => {
			await meet(async ({connection, agent}) => {
				await expect(connection.openConsole(agent, {cols: 80, rows: 24}, AbortSignal.timeout(15_000))).rejects.toMatchObject({code: 'ERR_COMMAND'});
			});
		});
	});
}
