import type {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {setImmediate} from 'node:timers/promises';
import {afterEach, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import {memoryStore, type ChannelServer, type Store} from '../../../source/core/server/index.js';
import {AgentStatus, ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import type {ScriptedAgent, ScriptedAgentOptions} from '../../servers/scripted-agent.js';
import {normal} from '../../servers/simulation/compare.js';
import {fixture} from '../../helpers/fixture.js';
import {
	call, closeAll, command, ends, gaps, join, numbers, openEvents, post, startJob, startTestServer, untilAgent, type Message,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

/** What the store does at once; all else may take its time. */
const immediate = new Set(['attach', 'append', 'appendGap', 'subscribe']);

/** A store that answers later, as one behind a network would: nothing may count on it to answer at once. */
function slowStore(): Store {
	const store = memoryStore();
	const slow = <T extends object>(part: T): T => new Proxy(part, {
		get(target, name: string) {
			const method: unknown = Reflect.get(target, name);
			if (typeof method !== 'function') {
				return method;
			}

			const bound = (method as (...args: unknown[]) => unknown).bind(target);
			return immediate.has(name)
				? bound
				: async (...args: unknown[]) => {
					await setImmediate();
					await setImmediate();
					return bound(...args);
				};
		},
	});
	return {
		agents: slow(store.agents), requests: slow(store.requests), responses: slow(store.responses), close: store.close,
	};
}

async function start(options: Omit<ScriptedAgentOptions, 'server'> = {}): Promise<{server: ChannelServer; agent: ScriptedAgent}> {
	const server = await startTestServer({store: slowStore()});
	open.push(server);
	const agent = await join(server, options);
	open.push(agent);
	return {server, agent};
}

const {SUCCEEDED} = ResponseStatus;

test('exec, polls and events are the same', async () => {
	const {server} = await start({jvm: {}});
	expect(normal((await post(server, '/agent/mg1/exec', command('EXECUTE', 'version'))).text)).toBe(normal(fixture('channel-server/exec-version.json')));
	const {requestId} = (await post(server, '/agent/mg1/async_exec', command('ASYNC_EXECUTE', 'version'))).json as Message;
	for (let index = 0; index < 5; index++) {
		expect(normal((await call(server, `/agent/mg1/results/${requestId}`)).text)).toBe(normal(fixture(`channel-server/results-version-${index}.json`)));
	}

	expect((await call(server, '/agent/nosuch')).json).toMatchObject({message: 'no agent nosuch here; 1 other is'});
});

test('a stream loses nothing, whatever comes while it reads', async () => {
	const {server, agent} = await start();
	const stream = await startJob(server, 'watch');
	const request = await agent.nextRequest();
	const second = await openEvents(server, `/agent/mg1/sse_results/${request.requestId}`);
	await agent.flood(request, 3000);
	agent.send({requestId: request.requestId, status: SUCCEEDED});
	for (const reader of [stream, second]) {
		const events = await reader.all();
		expect(numbers(events)).toEqual(Array.from({length: 3000}, (_, index) => index + 1));
		expect(ends(events)).toEqual([{state: 'done', lost: 0}]);
	}
});

test('an agent of protocol 1.0.0 has the answer to its heartbeat before the end of the call', async () => {
	const {agent} = await start();
	expect(await agent.link.beatUnary()).toEqual({status: 0, message: 'heartbeat ok: mg1'});
});

test('a lost connection, and its return', async () => {
	const {server, agent} = await start();
	const stream = await startJob(server, 'watch');
	const request = await agent.nextRequest();
	agent.link.close();
	await untilAgent(server, 'mg1', one => (one?.goneSince ?? 0) > 0);
	await agent.connect(AgentStatus.OUT_OF_SERVICE);
	await untilAgent(server, 'mg1', one => one?.goneSince === 0);
	await agent.flood(request, 1);
	agent.send({requestId: request.requestId, status: SUCCEEDED});
	const events = await stream.all();
	expect(numbers(events)).toEqual([1]);
	expect(gaps(events)).toMatchObject([{reason: 'agent-reconnect'}]);
});

test('a console', async () => {
	const {server} = await start({jvm: {}});
	const socket = new WebSocket(`ws://127.0.0.1:${server.ws.port}/ws?method=connectArthas&id=mg1`);
	const frames: string[] = [];
	const prompted = new Promise<void>(resolve => {
		socket.on('message', data => {
			frames.push((data as Buffer).toString('utf8'));
			if (frames.at(-1)?.startsWith('[arthas@')) {
				resolve();
			}
		});
	});
	await once(socket, 'open');
	await prompted;
	expect(frames.length).toBeGreaterThan(20);
	socket.close();
	await once(socket, 'close');
});

test('the end tells everybody', async () => {
	const {server, agent} = await start();
	const stream = await startJob(server, 'watch');
	const request = await agent.nextRequest();
	await agent.flood(request, 10);
	await agent.until(() => agent.acknowledgements.length === 10);
	await server.close();
	const events = await stream.all();
	expect(numbers(events)).toHaveLength(10);
	expect(ends(events)).toEqual([{state: 'closed', lost: 0}]);
});
