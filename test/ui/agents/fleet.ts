import type {Agent} from '../../../source/core/client/agent.js';
import type {ServerHealth} from '../../../source/workspace/agents.js';

/** Noon, in the time zone of whoever runs this. */
export const now = new Date(2026, 10, 21, 12, 4, 31).getTime();
const lostAt = new Date(2026, 10, 21, 11, 58, 2).getTime();

export const servers: ServerHealth[] = [{name: 'prod', lostAt: null}, {name: 'edge', lostAt}];

export function agentOf(name: string, given: Partial<Agent> = {}): Agent {
	return {
		ref: `prod/${name}`,
		id: name,
		name,
		kind: 'jvm',
		via: 'channel',
		results: 'structured',
		app: name.split('-')[0] ?? null,
		status: 'up',
		statusText: '',
		host: null,
		ip: null,
		version: '4.3.4',
		lastSeen: now - 1000,
		labels: {},
		server: 'prod',
		registeredAt: null,
		...given,
	};
}

/** Four applications and two hosts on one server, and another server that is lost. */
export const fleet: Agent[] = [
	agentOf('order-7f3a', {host: 'web-1', ip: '10.0.0.7', labels: {zone: 'a', canary: ''}}),
	agentOf('order-81cc', {host: 'web-2', ip: '10.0.0.8', labels: {zone: 'a'}}),
	agentOf('order-9d20', {
		host: 'web-3', ip: '10.0.0.9', labels: {zone: 'b'}, status: 'out', version: '4.1.5',
	}),
	agentOf('order-a114', {host: 'web-4', ip: '10.0.0.10', labels: {zone: 'b'}}),
	agentOf('order-b0c7', {
		host: 'web-5', ip: '10.0.0.11', labels: {zone: 'b'}, lastSeen: now - 16_000,
	}),
	agentOf('order-c3e9', {host: 'web-6', ip: '10.0.0.12', labels: {zone: 'b'}}),
	agentOf('order-d551', {
		host: 'web-7', ip: '10.0.0.13', labels: {zone: 'b'}, status: 'down', version: '4.1.5', lastSeen: now - 250_000,
	}),
	...[1, 2, 3].map(at => agentOf(`pay-0${at}`, {
		host: `pay-${at}`, ip: `10.1.0.${at + 2}`, results: 'text', lastSeen: null, version: at === 3 ? '3.7.2' : '4.3.4',
	})),
	agentOf('Shop-8834', {
		app: 'shop', host: 'web-1', ip: '10.0.0.7', via: 'arthas', version: '4.1.5',
	}),
	agentOf('Shop-8835', {
		app: 'shop', host: 'web-2', ip: '10.0.0.8', via: 'arthas', version: '4.1.5', status: 'out',
	}),
	...['jump-1', 'jump-2'].map(name => agentOf(name, {
		app: null, kind: 'host', host: name, version: '1.0.0',
	})),
	...['0b1d', '2c44', '3e10', '4f9a', '5a07'].map((id, at) => agentOf(`edge-${id}`, {
		ref: `edge/edge-${id}`, server: 'edge', host: `edge-${at + 1}`, ip: `10.9.0.${at + 21}`, lastSeen: lostAt - 1000, status: at === 4 ? 'out' : 'up', labels: {zone: 'e'},
	})),
];
