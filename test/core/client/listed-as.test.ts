import {hostname} from 'node:os';
import {expect, test} from 'vitest';
import type {Agent} from '../../../source/core/client/agent.js';
import {listedAs} from '../../../source/core/client/listed-as.js';

const agent = (id: string, status: Agent['status'], labels: Record<string, string>): Agent => ({
	ref: `one/${id}`, id, name: id, kind: 'jvm', via: 'channel', results: 'structured', app: null, status, statusText: '', host: null, ip: null,
	version: null, lastSeen: null, labels, server: 'one', registeredAt: null,
});

test('a process is listed as the agent that a bridge of this host says it is, as long as that is up', () => {
	const here = hostname();
	const agents = [
		agent('elsewhere', 'up', {bridge: `not-${here}`, pid: '7'}), agent('lost', 'out', {bridge: here, pid: '7'}), agent('other', 'up', {bridge: here, pid: '77'}), agent('host', 'up', {}),
	];
	expect(listedAs(agents, 7)).toBeUndefined();
	expect(listedAs([...agents, agent('it', 'up', {bridge: here, pid: '7'})], 7)?.id).toBe('it');
});
