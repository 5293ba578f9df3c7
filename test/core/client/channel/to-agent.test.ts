import {
	afterEach, beforeEach, expect, it, vi,
} from 'vitest';
import {toAgent} from '../../../../source/core/client/channel/to-agent.js';
import type {AgentRecord} from '../../../../source/core/protocol/agent-record.js';

const now = 1_700_000_000_000;

const record = (change: Partial<AgentRecord> = {}): AgentRecord => ({
	agentId: 'order-7f3a', agentVersion: '3.5.6', agentStatus: 'IN_SERVICE', hostname: 'web-1', ip: '10.0.0.7', osVersion: 'Linux', appName: '', channelServer: 'x:7700',
	classPath: '/opt/order.jar', channelVersion: '1.1.0', channelFeatures: ['WebConsole', 'ExecuteCommand'], heartbeatTime: now, createdTime: now - 1000, modifiedTime: now - 500, ...change,
});

beforeEach(() => {
	vi.useFakeTimers({now, toFake: ['Date']});
});

afterEach(() => {
	vi.useRealTimers();
});

it('is a row of ours', () => {
	expect(toAgent(record({appName: 'order'}), 'prod', {clockOffsetMs: 0, isOurs: false})).toEqual({
		ref: 'prod/order-7f3a', id: 'order-7f3a', name: 'order', kind: 'jvm', via: 'channel', results: 'structured', app: 'order', status: 'up', statusText: 'IN_SERVICE',
		host: 'web-1', ip: '10.0.0.7', version: '3.5.6', lastSeen: now, labels: {}, server: 'prod', registeredAt: now - 500,
	});
});

it.each<[name: string, change: Partial<AgentRecord>]>([
	['order-7f3a', {}],
	['order', {appName: 'order'}],
	['order-0123', {agentId: '0123456789abcdef0123456789abcdef'}],
	['math-game-0123', {agentId: '0123456789abcdef0123456789abcdef', classPath: String.raw`C:\apps\math-game-1.2.3.jar`}],
	['0123456789abcdef0123456789abcdef', {agentId: '0123456789abcdef0123456789abcdef', classPath: 'classes'}],
	['web-1', {agentId: 'x', appName: 'host', channelFeatures: ['ExecuteCommand', 'HostInfo']}],
	['x', {agentId: 'x', hostname: '', channelFeatures: ['HostInfo']}],
])('is called %s', (name, change) => {
	expect(toAgent(record(change), 'prod', {clockOffsetMs: 0, isOurs: false}).name).toBe(name);
});

it.each<[status: string, word: string, age: number]>([
	['up', 'IN_SERVICE', 0],
	['up', 'UP', 0],
	['up', 'IN_SERVICE', 20_000],
	['out', 'IN_SERVICE', 20_001],
	['out', 'IN_SERVICE', 35_000],
	['down', 'IN_SERVICE', 35_001],
	['out', 'OUT_OF_SERVICE', 0],
	['down', 'OUT_OF_SERVICE', 40_000],
	['down', 'DOWN', 0],
	['out', 'IGNORED2', 0],
	['out', 'UNRECOGNIZED', 0],
])('is %s when its server says %s and its last heartbeat is %d ms old', (status, word, age) => {
	expect(toAgent(record({agentStatus: word, heartbeatTime: now - age}), 'prod', {clockOffsetMs: 0, isOurs: false})).toMatchObject({status, statusText: word, lastSeen: now - age});
});

it('has its times in our clock, and none where there is none', () => {
	expect(toAgent(record({heartbeatTime: now + 3_600_000}), 'prod', {clockOffsetMs: 3_600_000, isOurs: false})).toMatchObject({lastSeen: now, status: 'up'});
	expect(toAgent(record({
		heartbeatTime: 0, hostname: '', ip: '', agentVersion: '', modifiedTime: 0,
	}), 'prod', {clockOffsetMs: 0, isOurs: false})).toMatchObject({
		lastSeen: null, host: null, ip: null, version: null, registeredAt: null, status: 'up',
	});
});

it('is what our own server says, which ages its agents itself, whatever this machine\'s clock is', () => {
	expect(toAgent(record({heartbeatTime: now - 3_600_000}), 'prod', {clockOffsetMs: 0, isOurs: true})).toMatchObject({status: 'up', lastSeen: now - 3_600_000});
});
