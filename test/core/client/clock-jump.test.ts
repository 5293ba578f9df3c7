import type {ServerResponse} from 'node:http';
import {
	afterEach, describe, expect, it, vi,
} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import {until} from '../../../source/core/readable.js';
import {
	events, message, scheduled, startRawServer, terminal, type Handler,
} from './channel/raw-server.js';

const hour = 3_600_000;
/** The server's machine keeps its time. */
const steady = Date.now.bind(Date);

afterEach(() => {
	vi.restoreAllMocks();
});

const jump = (ms: number) => vi.spyOn(Date, 'now').mockImplementation(() => steady() + ms);

/** A server of either kind with one agent that beats, and one command that never ends by itself. */
function peer(isOurs: boolean) {
	const lists: ServerResponse[] = [];
	let stream: ServerResponse | undefined;
	const row = () => JSON.stringify({
		agentId: 'mg1', agentStatus: 'IN_SERVICE', channelFeatures: [], heartbeatTime: steady(), modifiedTime: 1,
	});
	const agents: Handler = (request, response) => {
		if (isOurs) {
			response.setHeader('arthas-tui-time', String(steady()));
		}

		if (isOurs && request.url?.includes('watch=1')) {
			response.setHeader('content-type', 'text/event-stream');
			response.write(`event: add\ndata: ${row()}\n\nevent: ready\ndata: {}\n\n`);
			lists.push(response);
		} else {
			response.setHeader('content-type', 'application/json');
			response.setHeader('date', new Date(steady()).toUTCString());
			response.end(`[${row()}]`);
		}
	};

	return {
		beat() {
			for (const list of lists) {
				list.write(`event: change\ndata: ${row()}\n\n`);
			}
		},
		watched: () => lists.length > 0,
		on: {
			agents,
			sse_async_exec(_request: unknown, response: ServerResponse) {
				stream = response;
				events(response, [scheduled], {end: false});
			},
			interrupt_job(_request: unknown, response: ServerResponse) {
				response.end(message({status: 'SUCCEEDED', requestId: 'c1'}));
				events(stream!, [terminal]);
			},
		} satisfies Record<string, Handler>,
	};
}

describe.each([['our own server', true], ['the Java server', false]])('%s', (_, isOurs) => {
	it.each([['an hour ahead', hour], ['an hour back', -hour]])('deadlines, states and agents are as before when this machine\'s clock is set %s', async (_name, ms) => {
		const {on, beat, watched} = peer(isOurs);
		await using server = await startRawServer({isOurs, on});
		await using connection = connect(server.endpoint, {probeMs: 20});
		await connection.ready();
		await vi.waitUntil(() => !isOurs || watched());
		const states: string[] = [];
		connection.state.subscribe(() => {
			states.push(connection.state.getSnapshot().name);
		});
		const startedAt = performance.now();
		const job = connection.openSession(connection.agents.getSnapshot()[0]!).run('watch a.B c', {timeoutMs: 600});
		await until(job, ({state}) => state.name === 'running');
		jump(ms);
		beat();
		const heard = server.calls.length;
		await vi.waitUntil(() => isOurs || server.calls.length > heard + 3);
		expect(await job.ended).toMatchObject({name: 'timed-out', ended: 'yes'});
		expect(performance.now() - startedAt).toBeGreaterThan(590);
		expect(performance.now() - startedAt).toBeLessThan(5000);
		expect(connection.agents.getSnapshot()).toMatchObject([{id: 'mg1', status: 'up'}]);
		expect(states).toEqual([]);
	});
});
