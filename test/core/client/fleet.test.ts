import {expect, it} from 'vitest';
import {ArthasError} from '../../../source/core/error.js';
import type {Connection} from '../../../source/core/client/connection.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {createFleet} from '../../../source/core/client/fleet.js';
import {writable} from '../../../source/core/readable.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {agent} from './agents.js';

function connectionTo(name: string, ids: string[], error?: ArthasError) {
	const agents = writable<readonly Agent[]>(ids.map(id => agent({id, server: name, ref: `${name}/${id}`})));
	let closed = 0;
	const connection = {
		endpoint: parseEndpoint(name, {name}),
		agents,
		async ready() {
			if (error) {
				throw error;
			}
		},
		async close() {
			closed++;
		},
	} as unknown as Connection;
	return {connection, agents, closed: () => closed};
}

it('is the union of its connections, as they change', async () => {
	const one = connectionTo('one', ['a', 'b']);
	const two = connectionTo('two', ['c']);
	const fleet = createFleet([one.connection, two.connection]);
	expect(fleet.agents.getSnapshot().map(({ref}) => ref)).toEqual(['one/a', 'one/b', 'two/c']);
	let changes = 0;
	fleet.agents.subscribe(() => {
		changes++;
	});
	two.agents.set([]);
	expect(changes).toBe(1);
	expect(fleet.select('a').map(({ref}) => ref)).toEqual(['one/a']);
	expect(fleet.connectionOf(fleet.select('b')[0]!)).toBe(one.connection);
	expect(() => fleet.connectionOf(agent({server: 'three'}))).toThrow(expect.objectContaining({code: 'ERR_AGENT_UNKNOWN'}));
});

it('is settled when each connection is up or has failed once', async () => {
	const error = new ArthasError('ERR_CONNECT_REFUSED', 'x');
	const bad = connectionTo('bad', [], error);
	const fleet = createFleet([connectionTo('good', ['a']).connection, bad.connection]);
	expect(await fleet.settled()).toEqual([{connection: bad.connection, error}]);
});

it('closes its connections and listens no more', async () => {
	const one = connectionTo('one', ['a']);
	const fleet = createFleet([one.connection]);
	await fleet[Symbol.asyncDispose]();
	expect(one.closed()).toBe(1);
	one.agents.set([]);
	expect(fleet.agents.getSnapshot()).toHaveLength(1);
});
