import {once} from 'node:events';
import {
	mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setImmediate} from 'node:timers/promises';
import {promisify} from 'node:util';
import {Server, ServerCredentials} from '@grpc/grpc-js';
import {afterAll, expect, test} from 'vitest';
import {startChannelAgent, type ChannelAgent, type ChannelAgentOptions} from '../../../source/core/host/channel-agent.js';
import {
	AgentStatus, ResponseStatus, type AgentInfo,
} from '../../../source/core/protocol/generated/ArthasService.js';
import {until} from '../../../source/core/readable.js';
import {recordingChannel, type CallName, type RecordingChannel} from '../../servers/recording-channel.js';
import {command, isEnd, results} from './requests.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'agent-'));
afterAll(() => {
	rmSync(folder, {recursive: true});
});

const start = (channel: RecordingChannel, options: Partial<ChannelAgentOptions> = {}): ChannelAgent => startChannelAgent({
	server: channel.address, agentId: 'host-1', version: '1.2.3', hostname: 'box', reconnectMs: 20, heartbeatMs: 50, ...options,
});

const registrations = ({events}: RecordingChannel) => events.filter(({call}) => call === 'register').map(({message}) => (message as AgentInfo).agentStatus);

test('it registers, opens its streams and beats in the order of the Java agent', async () => {
	await using channel = await recordingChannel();
	await using agent = start(channel, {appName: 'web'});
	await agent.ready;
	expect(agent.status.getSnapshot()).toBe('in-service');
	await channel.until(events => events.filter(({call, event}) => call === 'heartbeat' && event === 'message').length >= 3);

	const info = {
		agentId: 'host-1', agentStatus: AgentStatus.UP, agentVersion: '1.2.3', hostname: 'box', ip: '127.0.0.1', osVersion: os.type(), appName: 'web',
		channelServer: channel.address, classPath: '', channelVersion: '1.1.0', channelFeatures: ['ExecuteCommand', 'HostInfo'],
	};
	const beat = {agentId: 'host-1', agentStatus: AgentStatus.IN_SERVICE, agentVersion: '1.2.3'};
	expect(channel.events.slice(0, 2)).toEqual([
		{call: 'register', event: 'message', message: info},
		{call: 'submitResponse', event: 'open'},
	]);
	// A server hears of these two calls in either order: the one by its message, the other by its headers.
	expect(channel.events.filter(({call}) => call === 'acquireRequest')).toEqual([{call: 'acquireRequest', event: 'message', message: info}]);
	expect(channel.events.filter(({call}) => call === 'heartbeat').slice(0, 3)).toEqual([
		{call: 'heartbeat', event: 'open'},
		{call: 'heartbeat', event: 'message', message: beat},
		{call: 'heartbeat', event: 'message', message: beat},
	]);
});

const streams: Array<Exclude<CallName, 'register'>> = ['acquireRequest', 'submitResponse', 'heartbeat'];

test.each(streams.flatMap(call => [[call, true], [call, false]] as const))('when %s ends (by an error: %s) it connects anew', async (call, isError) => {
	await using channel = await recordingChannel();
	await using agent = start(channel);
	await agent.ready;
	const states: string[] = [];
	agent.status.subscribe(() => states.push(agent.status.getSnapshot()));
	channel.finish(call, isError);
	await until(agent.status, status => status === 'out-of-service');
	expect(agent.error.getSnapshot()).toMatchObject({code: 'ERR_CONNECT_DOWN', retryable: true});
	await until(agent.status, status => status === 'in-service');
	expect(agent.error.getSnapshot()).toBeUndefined();
	expect(states).toEqual(['out-of-service', 'in-service']);
	expect(registrations(channel)).toEqual([AgentStatus.UP, AgentStatus.OUT_OF_SERVICE]);
});

test('a server that has forgotten the agent, or falls silent, is registered with again', async () => {
	let answers: Array<{status: number; message: string} | undefined> = [];
	await using channel = await recordingChannel({heartbeat: () => answers.length > 0 ? answers.shift() : {status: 0, message: ''}});
	await using agent = start(channel, {heartbeatMs: 20});
	await agent.ready;
	answers = [{status: 1001, message: 'Agent not found: host-1'}];
	await until(agent.status, status => status === 'out-of-service');
	expect(agent.error.getSnapshot()).toMatchObject({code: 'ERR_AGENT_UNKNOWN'});
	await until(agent.status, status => status === 'in-service');
	answers = [undefined, undefined, undefined];
	await until(agent.status, status => status === 'out-of-service');
	expect(agent.error.getSnapshot()).toMatchObject({code: 'ERR_CONNECT_TIMEOUT'});
	await until(agent.status, status => status === 'in-service');
	expect(registrations(channel)).toHaveLength(3);
});

test('a refusal is told, and asked again', async () => {
	const answers = [{status: 1, message: 'not from there'}, {status: 1, message: 'not from there'}];
	await using channel = await recordingChannel({register: () => answers.shift() ?? {status: 0, message: ''}});
	await using agent = start(channel);
	await until(agent.error, error => error !== undefined);
	expect(agent.error.getSnapshot()).toMatchObject({code: 'ERR_CONNECT_REFUSED', message: `${channel.address} refused this agent: not from there`});
	expect(agent.status.getSnapshot()).toBe('connecting');
	await agent.ready;
	// A process that was never taken is still a new one to the server.
	expect(registrations(channel)).toEqual([AgentStatus.UP, AgentStatus.UP, AgentStatus.UP]);
	expect(channel.events.filter(({call, event}) => call === 'submitResponse' && event === 'open')).toHaveLength(1);
});

test('a job survives a restart of the server, and its answer follows under the old request', async () => {
	const channel = await recordingChannel();
	await using agent = start(channel, {allowShell: true});
	await agent.ready;
	const pidFile = path.join(folder, 'pid');
	const goFile = path.join(folder, 'go');
	writeFileSync(pidFile, '');
	channel.send(command(`sync.bash echo $$ > ${pidFile}; until [ -e ${goFile} ]; do sleep 0.01; done; echo survived`, {requestId: 'long'}));
	await channel.until(() => channel.responses('long').length === 3);
	while (readFileSync(pidFile, 'utf8') === '') {
		await setImmediate();
	}

	await channel[Symbol.asyncDispose]();
	await until(agent.status, status => status === 'out-of-service');
	writeFileSync(goFile, '');
	await buried(Number(readFileSync(pidFile, 'utf8')));
	await until(agent.error, error => error?.code === 'ERR_CONNECT_REFUSED');

	await using back = await recordingChannel({port: channel.port});
	await back.until(() => back.responses('long').some(response => isEnd(response)));
	expect(registrations(back)).toEqual([AgentStatus.OUT_OF_SERVICE]);
	expect(back.responses('long').map(response => [response.status, ...results(response)])).toEqual([
		[ResponseStatus.CONTINUOUS, expect.objectContaining({type: 'sync.bash', data: 'survived\n', retcode: 2}) as unknown],
		[ResponseStatus.SUCCEEDED, {type: 'status', jobId: 1, statusCode: 0}],
	]);
});

/** Resolves when a child of this very process has ended and was waited for. */
async function buried(pid: number): Promise<void> {
	for (;;) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}

		await setImmediate();
	}
}

test('a server that stops reading holds the jobs up, and nothing is lost', async () => {
	await using channel = await recordingChannel();
	await using agent = start(channel, {allowShell: true});
	await agent.ready;
	channel.read(false);
	const ids = Array.from({length: 40}, (_, index) => `r${index}`);
	for (const requestId of ids) {
		channel.send(command(String.raw`sync.bash head -c 60000 /dev/zero | tr "\0" x`, {requestId}));
	}

	// The agent goes on beating meanwhile: only what it has to say waits.
	const ended = () => ids.filter(id => channel.responses(id).some(response => isEnd(response)));
	const beats = channel.events.filter(({call}) => call === 'heartbeat').length;
	await channel.until(events => events.filter(({call}) => call === 'heartbeat').length >= beats + 10);
	expect(ended().length).toBeLessThan(40);
	channel.read(true);
	await channel.until(() => ended().length === 40);
	for (const id of ids) {
		const [scheduled, allowed, acknowledgement, output, status, ...more] = channel.responses(id).map(response => results(response)[0]);
		expect([scheduled?.['type'], allowed?.['type'], acknowledgement, status?.['statusCode'], more]).toEqual(['command', 'input_status', undefined, 0, []]);
		expect(output).toMatchObject({data: 'x'.repeat(60_000)});
	}
});

test('closing it ends its commands, its streams and the wait for it', async () => {
	await using channel = await recordingChannel();
	const agent = start(channel, {allowShell: true});
	await agent.ready;
	const pidFile = path.join(folder, 'closing');
	writeFileSync(pidFile, '');
	channel.send(command(`sync.bash trap "" INT; echo $$ > ${pidFile}; while :; do sleep 0.01; done`));
	while (readFileSync(pidFile, 'utf8') === '') {
		await setImmediate();
	}

	await agent[Symbol.asyncDispose]();
	await agent[Symbol.asyncDispose]();
	expect(agent.status.getSnapshot()).toBe('closed');
	await buried(Number(readFileSync(pidFile, 'utf8')));
	await channel.until(events => events.some(({call, event}) => call === 'acquireRequest' && event === 'end'));
});

test('closed before it ever was in service, it says so', async () => {
	const channel = await recordingChannel();
	await channel[Symbol.asyncDispose]();
	const agent = start(channel);
	await until(agent.error, error => error !== undefined);
	expect(agent.error.getSnapshot()).toMatchObject({code: 'ERR_CONNECT_REFUSED', message: `Nothing listens at ${channel.address}`});
	await agent[Symbol.asyncDispose]();
	await expect(agent.ready).rejects.toMatchObject({code: 'ERR_CLOSED'});
});

test('another protocol at that address is told from a channel server', async () => {
	const web = createServer((_request, response) => response.end('hello'));
	web.listen(0, '127.0.0.1');
	await once(web, 'listening');
	const {port} = web.address() as AddressInfo;
	{
		await using agent = start({address: `127.0.0.1:${port}`} as RecordingChannel);
		expect(await until(agent.error, error => error !== undefined)).toMatchObject({code: 'ERR_CONNECT_DOWN', retryable: true});
	}

	web.close();
	const other = new Server();
	const otherPort = await promisify(other.bindAsync.bind(other))('127.0.0.1:0', ServerCredentials.createInsecure());
	{
		await using agent = start({address: `127.0.0.1:${otherPort}`} as RecordingChannel);
		expect(await until(agent.error, error => error !== undefined)).toMatchObject({code: 'ERR_PROTOCOL_PEER', hint: expect.stringContaining('7700') as string});
	}

	other.forceShutdown();
});

test.each(['', 'host', 'host:', ':7700', 'host:0', 'host:70000', 'http://host:7700', 'a:b:7700', 'ho st:1'])('%j is no address', address => {
	expect(() => startChannelAgent({server: address, agentId: 'a', version: '1'})).toThrow(expect.objectContaining({code: 'ERR_CONNECT_ADDRESS'}) as Error);
});

test('what it speaks for being out of service is said at once, and that it has ended before it goes', async () => {
	await using channel = await recordingChannel();
	await using agent = start(channel, {heartbeatMs: 60_000});
	await agent.ready;
	const beats = () => channel.events.filter(({call, event}) => call === 'heartbeat' && event === 'message').map(({message}) => (message as {agentStatus: AgentStatus}).agentStatus);
	agent.serve(false);
	await channel.until(() => beats().length === 2);
	agent.serve(false);
	await agent.leave();
	expect(beats()).toEqual([AgentStatus.IN_SERVICE, AgentStatus.OUT_OF_SERVICE, AgentStatus.DOWN]);
	expect(agent.status.getSnapshot()).toBe('closed');
});
