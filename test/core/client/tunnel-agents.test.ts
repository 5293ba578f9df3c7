import {
	describe, expect, onTestFinished, test,
} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import type {Connection} from '../../../source/core/client/connection.js';
import {until} from '../../../source/core/readable.js';
import type {ChannelServer} from '../../../source/core/server/index.js';
import {join} from '../server/harness.js';
import {joinTunnel, startDoor} from '../server/tunnel/harness.js';

async function meet(server: ChannelServer): Promise<Connection> {
	const connection = connect(`channel+http://127.0.0.1:${server.http.port}`);
	onTestFinished(async () => connection[Symbol.asyncDispose]());
	await connection.ready();
	return connection;
}

const find = (connection: Connection, wanted: string) => connection.agents.getSnapshot().find(({id}) => id === wanted)!;

describe('agents of the tunnel door in the list of our server', () => {
	test('are told from channel agents, and both take commands over one connection', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a'});
		await using channel = await join(server, {jvm: {}});
		const connection = await meet(server);
		expect(find(connection, 'demo_a')).toMatchObject({
			name: 'demo_a', via: 'tunnel', results: 'text', kind: 'jvm', app: 'demo', status: 'up', version: '4.1.5',
		});
		expect(find(connection, channel.agentId)).toMatchObject({via: 'channel', results: 'structured'});
		const jobs = ['demo_a', channel.agentId].map(id => connection.openSession(find(connection, id)).run('version'));
		expect(await Promise.all(jobs.map(async job => job.ended))).toEqual([{name: 'done', statusCode: null}, {name: 'done', statusCode: 0}]);
		expect(jobs.map(job => job.entries().find(entry => entry.kind === 'result' && entry.result.type === 'version'))).toEqual([
			expect.objectContaining({result: {type: 'version', version: '4.1.5'}}), expect.objectContaining({result: expect.objectContaining({type: 'version'}) as object}),
		]);
	});

	test('a JVM that is killed under a stream ends it as gone, and the next command is not sent', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', perSecond: 100});
		const connection = await meet(server);
		const session = connection.openSession(find(connection, 'demo_a'));
		const job = session.run('watch demo.MathGame primeFactors -n 1000');
		await until(job, ({results}) => results > 3);
		agent.kill();
		expect(await job.ended).toMatchObject({name: 'lost', reason: 'agent-gone'});
		expect(await session.run('version').ended).toMatchObject({name: expect.stringMatching(/^(?:refused|failed)$/u) as string});
		expect(agent.commands).toHaveLength(1);
	});

	test('a lost control connection is no loss to what runs, and the agent is up again', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', perSecond: 100});
		const connection = await meet(server);
		const job = connection.openSession(find(connection, 'demo_a')).run('watch demo.MathGame primeFactors -n 60');
		await until(job, ({results}) => results > 3);
		agent.cut();
		expect(await job.ended).toMatchObject({name: 'limited'});
		expect(job.entries().filter(entry => entry.kind === 'result' && entry.result.type === 'watch')).toHaveLength(60);
	});

	test('a server that goes takes its streams along, and says so', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a', perSecond: 100});
		const connection = await meet(server);
		const job = connection.openSession(find(connection, 'demo_a')).run('watch demo.MathGame primeFactors -n 1000');
		await until(job, ({results}) => results > 3);
		await server.close();
		expect(await job.ended).toMatchObject({name: 'lost', mayStillRun: true});
	});
});
