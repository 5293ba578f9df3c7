import {
	afterEach, expect, it, vi,
} from 'vitest';
import type {ChannelServer} from '../../../../source/core/client/channel/channel-server.js';
import {createPushedList} from '../../../../source/core/client/channel/pushed-list.js';
import {toAgent} from '../../../../source/core/client/channel/to-agent.js';
import {parseEndpoint} from '../../../../source/core/client/endpoint.js';
import type {HttpRequest} from '../../../../source/core/client/http.js';
import {createQueue} from '../../../../source/core/client/queue.js';

afterEach(() => {
	vi.useRealTimers();
});

const row = (event: string, agentId: string, heartbeatTime: number, agentStatus = 'IN_SERVICE') => `event: ${event}\ndata: ${JSON.stringify({agentId, agentStatus, heartbeatTime})}\n\n`;
const ready = 'event: ready\ndata: {}\n\n';

/** A server whose streams of the list a test writes itself. */
function scripted(...starts: string[]) {
	vi.useFakeTimers({toFake: ['performance', 'setTimeout', 'clearTimeout']});
	const streams: Array<{say: (text: string) => void; end: () => void}> = [];
	const news: string[][] = [];
	const http = {
		async stream({signal}: HttpRequest) {
			const body = createQueue<Uint8Array>();
			const say = (text: string) => {
				body.push(new TextEncoder().encode(text));
			};

			signal.addEventListener('abort', () => {
				body.end();
			});
			say(starts.shift() ?? ready);
			streams.push({
				say, end() {
					body.end();
				},
			});
			return {
				status: 200, headers: {'content-type': 'text/event-stream'}, body, text: async () => '',
			};
		},
	};
	const server = {
		http, endpoint: parseEndpoint('http://127.0.0.1:8800'), maxMessage: 1 << 20, isOurs: () => true,
	} as unknown as ChannelServer;
	const list = createPushedList(server, {
		toAgent: record => toAgent(record, 'here', {clockOffsetMs: 0, isOurs: true}),
		onNews(agents) {
			news.push(agents.map(({id, statusText}) => `${id} ${statusText}`));
		},
	});
	const {signal} = new AbortController();
	return {
		streams, news, list, agents: async () => list.agents(signal),
	};
}

const settle = async () => vi.advanceTimersByTimeAsync(1);

it('tells at once who comes, goes and changes; a sign of life waits until somebody asks', async () => {
	const now = Date.now();
	const {streams, news, agents} = scripted(row('add', 'b', now) + ready);
	const first = await agents();
	expect(first?.map(({id}) => id)).toEqual(['b']);
	expect(await agents()).toBe(first);
	streams[0]!.say(row('change', 'b', now + 5000));
	await settle();
	expect(news).toEqual([]);
	expect((await agents())?.[0]?.lastSeen).toBe(now + 5000);
	streams[0]!.say(row('add', 'a', now));
	await settle();
	streams[0]!.say(row('change', 'a', now, 'OUT_OF_SERVICE'));
	await settle();
	streams[0]!.say(row('remove', 'a', now));
	await settle();
	expect(news).toEqual([['a IN_SERVICE', 'b IN_SERVICE'], ['b IN_SERVICE', 'a OUT_OF_SERVICE'], ['b IN_SERVICE']]);
});

it('takes every event of those that come together', async () => {
	const now = Date.now();
	const {streams, news, agents} = scripted(row('add', 'b', now) + row('add', 'a', now) + ready);
	expect((await agents())?.map(({id}) => id)).toEqual(['a', 'b']);
	streams[0]!.say(row('change', 'a', now, 'DOWN') + row('remove', 'b', now) + row('add', 'c', now));
	await settle();
	expect(news).toEqual([['c IN_SERVICE', 'a DOWN']]);
});

it('is no proof of life when it has been still for six seconds, and is opened anew after twenty', async () => {
	const {streams, agents} = scripted();
	expect(await agents()).toEqual([]);
	await vi.advanceTimersByTimeAsync(6500);
	expect(await agents()).toBeUndefined();
	streams[0]!.say(': still here\n\n');
	await settle();
	expect(await agents()).toEqual([]);
	expect(streams).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(20_500);
	expect(await agents()).toEqual([]);
	expect(streams).toHaveLength(2);
});

it('is opened anew when its stream has ended, but not where none came about', async () => {
	const {streams, list, agents} = scripted(ready, ready, ': a proxy\n\n');
	await agents();
	streams[0]!.end();
	await settle();
	expect(await agents()).toEqual([]);
	expect(streams).toHaveLength(2);
	streams[1]!.end();
	await settle();
	const third = agents();
	await vi.waitUntil(() => streams.length === 3);
	streams[2]!.end();
	expect(await third).toBeUndefined();
	expect(await agents()).toBeUndefined();
	expect(streams).toHaveLength(3);
	list.renew();
	expect(await agents()).toEqual([]);
});
