import {expect, test} from 'vitest';
import {onlyKinds} from '../../source/commands/pick-agents.js';
import type {Agent} from '../../source/core/client/agent.js';
import type {Fleet} from '../../source/core/client/fleet.js';
import {writable} from '../../source/core/readable.js';

const agent = (id: string, kind: Agent['kind'], host: string | null, status: Agent['status'] = 'up'): Agent => ({
	ref: `one/${id}`, id, name: id, kind, via: 'channel', results: 'structured', app: null, status, statusText: '', host, ip: null,
	version: null, lastSeen: null, labels: {}, server: 'one', registeredAt: null,
});
const order = agent('order-7', 'jvm', 'web-2');
const pay = agent('pay-1', 'jvm', null);
const [one, two, gone] = [agent('web-1', 'host', 'web-1'), agent('web-2', 'host', 'web-2'), agent('web-3', 'host', 'web-3', 'down')];

function choose(all: readonly Agent[], chosen: readonly Agent[]): Agent[] {
	return onlyKinds({agents: writable(all)} as unknown as Fleet, chosen, {kinds: ['host'], why: 'cron needs a host agent'});
}

test('of what an expression fits those are meant that can do it', () => {
	expect(choose([order, one, two], [order, two])).toEqual([two]);
});

test('a JVM is told that it is none, with the host agent of its machine', () => {
	expect(() => choose([order, one, two], [order])).toThrow(expect.objectContaining({
		code: 'ERR_USAGE', message: 'cron needs a host agent, and order-7 is a JVM', hint: '--on web-2 is that of its machine',
	}) as Error);
});

test('several are named, with those at hand that are up', () => {
	expect(() => choose([order, pay, one, two, gone], [pay, agent('pay-2', 'jvm', null)])).toThrow(expect.objectContaining({
		message: 'cron needs a host agent, and none of these is one: pay-1, pay-2', hint: 'choose with --on: web-1, web-2',
	}) as Error);
});

test('where none is at hand it says what makes one', () => {
	expect(() => choose([pay, gone], [pay])).toThrow(expect.objectContaining({hint: expect.stringContaining('arthas-tui host --channel') as string}) as Error);
});
