import {expect, test} from 'vitest';
import type {Agent} from '../../../../source/core/client/agent.js';
import type {ConnectionState} from '../../../../source/core/client/connection-state.js';
import {writable} from '../../../../source/core/readable.js';
import {watchAgent} from '../../../../source/core/client/console/watch-agent.js';

const agent: Agent = {
	ref: 's/a', id: 'a', name: 'a', kind: 'jvm', via: 'channel', results: 'structured', app: null, status: 'up', statusText: 'IN_SERVICE',
	host: null, ip: null, version: null, lastSeen: null, labels: {}, server: 's', registeredAt: 1,
};
const up: ConnectionState = {name: 'up', since: 0};

test.each<[string, Agent[], ConnectionState, boolean]>([
	['is listed as before', [{...agent}], up, false],
	['is late with its heartbeat', [{...agent, status: 'out'}], up, false],
	['is down', [{...agent, status: 'down'}], up, true],
	['is not listed any more', [{...agent, ref: 's/b'}], up, true],
	['can\'t be known because the server is away', [], {name: 'silent', since: 0, misses: 1}, false],
])('an agent that %s', (_, listed, state, isGone) => {
	const agents = writable<readonly Agent[]>([agent]);
	let gone = 0;
	const stop = watchAgent(agent, {agents, state: writable(state)}, () => {
		gone++;
	});
	agents.set(listed);
	expect(gone).toBe(isGone ? 1 : 0);
	stop();
	agents.set([]);
	expect(gone).toBe(isGone ? 1 : 0);
});
