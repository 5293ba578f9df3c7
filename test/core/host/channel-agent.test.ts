import os from 'node:os';
import {expect, test} from 'vitest';
import {startChannelAgent, type ChannelAgent, type ChannelAgentOptions} from '../../../source/core/host/channel-agent.js';
import {
	AgentStatus, RequestAction, ResponseStatus, ResultFormat, type ActionRequest, type ActionResponse,
} from '../../../source/core/protocol/generated/ArthasService.js';
import {recordingChannel, type RecordingChannel} from '../../servers/recording-channel.js';

const start = (channel: RecordingChannel, options: Partial<ChannelAgentOptions> = {}): ChannelAgent => startChannelAgent({
	server: channel.address, agentId: 'host-1', version: '1.2.3', hostname: 'box', reconnectMs: 20, heartbeatMs: 50, ...options,
});

const command = (commandLine: string, more: Partial<ActionRequest> = {}): Partial<ActionRequest> => ({
	action: RequestAction.ASYNC_EXECUTE, executeParams: {commandLine, execTimeout: 0, resultFormat: ResultFormat.JSON}, ...more,
});

const isEnd = ({status}: ActionResponse) => status !== ResponseStatus.CONTINUOUS;
const results = ({executeResult}: ActionResponse) => executeResult?.resultsJson === undefined ? [] : JSON.parse(executeResult.resultsJson) as Array<Record<string, unknown>>;

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

test('an asynchronous command in a session gives the message sequence of the Java agent', async () => {
	await using channel = await recordingChannel();
	await using agent = start(channel);
	await agent.ready;
	channel.send({requestId: 'init', action: RequestAction.INIT_SESSION});
	const {sessionId} = await channel.until(() => channel.responses('init').find(response => isEnd(response)));
	expect(sessionId).toMatch(/^[\da-f-]{36}$/);
	expect(channel.responses('init').map(response => [response.status, response.sessionId, ...results(response).map(({type}) => type)])).toEqual([
		[ResponseStatus.CONTINUOUS, sessionId, 'message'],
		[ResponseStatus.CONTINUOUS, sessionId, 'welcome'],
		[ResponseStatus.CONTINUOUS, sessionId, 'input_status'],
		[ResponseStatus.SUCCEEDED, sessionId],
	]);

	channel.send(command('getinfo.kernel', {sessionId}));
	await channel.until(() => channel.responses('r1').length >= 6);
	expect(channel.responses('r1').map(response => [response.status, ...results(response)])).toEqual([
		[ResponseStatus.CONTINUOUS, {
			type: 'command', jobId: 1, state: 'SCHEDULED', command: 'getinfo.kernel',
		}],
		[ResponseStatus.CONTINUOUS, {type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INTERRUPT'}],
		[ResponseStatus.CONTINUOUS],
		[ResponseStatus.CONTINUOUS, {type: 'getinfo.kernel', jobId: 1, data: expect.objectContaining({sysname: expect.any(String) as string}) as unknown}],
		[ResponseStatus.SUCCEEDED, {type: 'status', jobId: 1, statusCode: 0}],
		[ResponseStatus.CONTINUOUS, {type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INPUT'}],
	]);
	expect(channel.responses('r1').every(response => response.agentId === 'host-1' && response.sessionId === sessionId)).toBe(true);
});
