import {
	afterEach, beforeEach, describe, expect, test, vi,
} from 'vitest';
import {memoryStore} from '../../../../source/core/server/memory/memory-store.js';
import {ActionRequest, ActionResponse, ResponseStatus} from '../../../../source/core/protocol/generated/ArthasService.js';
import type {NewTopic, Store} from '../../../../source/core/server/store.js';

let store: Store;

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setInterval', 'clearInterval', 'performance']});
});

afterEach(() => {
	store.close();
	vi.useRealTimers();
});

const topic = (requestId: string, more: Partial<NewTopic> = {}): NewTopic => ({
	agentId: 'a', requestId, kind: 'job', lingerMs: 0, sessionId: '', ownsSession: false, incarnation: 1, ...more,
});

const message = (requestId: string, size = 0, status = ResponseStatus.CONTINUOUS) => ActionResponse.fromPartial({
	agentId: 'a', requestId, status, message: 'x'.repeat(size),
});

const {SUCCEEDED} = ResponseStatus;
const read = async (requestId: string, cursor = 0) => (await store.responses.read('a', requestId, cursor, 10_000))!;

describe('the common limit', () => {
	test('ended requests give way first, the oldest before the others', async () => {
		store = memoryStore({totalBytes: 100_000});
		for (const requestId of ['one', 'two', 'live']) {
			await store.responses.open(topic(requestId));
			store.responses.append(message(requestId, 30_000));
		}

		await store.responses.end('a', 'two', 'done');
		await store.responses.end('a', 'one', 'done');
		store.responses.append(message('live', 20_000));
		expect(await store.responses.get('a', 'two')).toBeUndefined();
		expect(await read('one')).toMatchObject({dropped: 0});
		expect(await read('live')).toMatchObject({dropped: 0, last: 2});
	});

	test('then the largest that runs loses its oldest, and that is counted', async () => {
		store = memoryStore({totalBytes: 100_000});
		for (const requestId of ['large', 'small']) {
			await store.responses.open(topic(requestId));
		}

		for (let index = 0; index < 500; index++) {
			store.responses.append(message('large', 600));
			if (index % 50 === 0) {
				store.responses.append(message('small', 600));
			}
		}

		expect(await read('small')).toMatchObject({dropped: 0, last: 10});
		const large = await read('large');
		expect(large.dropped + large.entries.length).toBe(500);
		expect(large.entries.length * 1000).toBeGreaterThan(60_000);
		expect(large.entries.length * 1000).toBeLessThan(100_000);
	});

	test('what is dropped altogether wakes its readers', async () => {
		store = memoryStore({totalBytes: 10_000});
		await store.responses.open(topic('old'));
		const wake = vi.fn();
		store.responses.subscribe('a', 'old', wake);
		store.responses.append(message('old', 5000, SUCCEEDED));
		wake.mockClear();
		await store.responses.open(topic('new'));
		store.responses.append(message('new', 5000));
		expect(wake).toHaveBeenCalledOnce();
		expect(await read('old')).toBeUndefined();
	});
});

describe('how long a request is kept', () => {
	test('ten minutes after its end, longer while it is read', async () => {
		store = memoryStore();
		for (const requestId of ['read', 'unread', 'running']) {
			await store.responses.open(topic(requestId));
		}

		const stop = store.responses.subscribe('a', 'read', () => undefined);
		await store.responses.end('a', 'unread', 'done');
		await store.responses.end('a', 'read', 'done');
		vi.advanceTimersByTime(595_000);
		expect(await store.responses.get('a', 'unread')).toBeDefined();
		vi.advanceTimersByTime(10_000);
		expect(await store.responses.get('a', 'unread')).toBeUndefined();
		expect(await store.responses.get('a', 'read')).toBeDefined();
		stop();
		vi.advanceTimersByTime(5000);
		expect(await store.responses.get('a', 'read')).toBeUndefined();
		expect(await store.responses.get('a', 'running')).toBeDefined();
	});

	test('and no more than a number of them', async () => {
		store = memoryStore({keptTopics: 3});
		for (let index = 1; index <= 5; index++) {
			await store.responses.open(topic(`r${index}`));
			store.responses.append(message(`r${index}`, 0, SUCCEEDED));
		}

		expect((await Promise.all([1, 2, 3, 4, 5].map(async index => store.responses.get('a', `r${index}`)))).map(one => one !== undefined)).toEqual([false, false, true, true, true]);
	});
});

describe('early and late answers', () => {
	test('an answer that came before its request is known is taken in, in order', async () => {
		store = memoryStore();
		store.responses.append(message('r', 1));
		store.responses.append(message('r', 2));
		expect(await store.responses.get('a', 'r')).toBeUndefined();
		await store.responses.open(topic('r'));
		expect((await read('r')).entries.map(({value}) => 'status' in value ? value.message : '')).toEqual(['x', 'xx']);
	});

	test('for half a minute, 64 of a request', async () => {
		store = memoryStore();
		for (let index = 1; index <= 100; index++) {
			store.responses.append(message('many', index));
		}

		store.responses.append(message('old', 1));
		expect(await store.responses.adopt(topic('many'))).toBeDefined();
		expect((await read('many')).entries.map(({value}) => 'status' in value ? value.message : '')).toEqual(Array.from({length: 64}, (_, index) => 'x'.repeat(index + 37)));
		vi.advanceTimersByTime(36_000);
		expect(await store.responses.adopt(topic('old'))).toBeUndefined();
		expect(await store.responses.adopt(topic('never'))).toBeUndefined();
	});

	test('the first status other than CONTINUOUS is the end', async () => {
		store = memoryStore();
		await store.responses.open(topic('r'));
		for (const status of [ResponseStatus.CONTINUOUS, ResponseStatus.FAILED, SUCCEEDED, ResponseStatus.CONTINUOUS]) {
			store.responses.append(message('r', 0, status));
		}

		expect(await read('r')).toMatchObject({last: 2, ended: true});
		expect(await store.responses.get('a', 'r')).toMatchObject({outcome: 'done'});
		await store.responses.end('a', 'r', 'lost');
		expect(await store.responses.get('a', 'r')).toMatchObject({outcome: 'done'});
	});
});

test('a second topic of the same id takes the place of the first', async () => {
	store = memoryStore();
	await store.responses.open(topic('r'));
	store.responses.append(message('r', 10));
	await store.responses.open(topic('r'));
	expect(await read('r')).toMatchObject({last: 0});
	expect(await store.responses.live('a')).toHaveLength(1);
	await store.responses.remove('a', 'r');
	expect(await store.responses.live('a')).toEqual([]);
});

test('an agent is changed in one step, and only changes are told', async () => {
	store = memoryStore();
	const told = vi.fn();
	const stop = store.agents.subscribe(told);
	expect(await store.agents.update('a', agent => agent)).toBeUndefined();
	await store.agents.put({agentId: 'a', unanswered: 0} as never);
	expect(await store.agents.update('a', agent => agent)).toMatchObject({agentId: 'a'});
	expect(await store.agents.update('a', agent => ({...agent, unanswered: agent.unanswered + 1}))).toMatchObject({unanswered: 1});
	await store.agents.remove('a');
	await store.agents.remove('a');
	expect(told.mock.calls.map(([{kind}]) => kind as string)).toEqual(['put', 'put', 'remove']);
	stop();
	await store.agents.put({agentId: 'b'} as never);
	expect(told).toHaveBeenCalledTimes(3);
	expect(await store.agents.count()).toBe(1);
});

test('a key is remembered for ten minutes, and as long as its request is kept; 10,000 of them', async () => {
	store = memoryStore();
	const {requests, responses} = store;
	const claim = async (key: string, requestId: string) => (await requests.claim(key, {agentId: 'a', requestId, bodyHash: 'h'}))?.requestId;
	await responses.open(topic('r1'));
	expect(await claim('k', 'r1')).toBeUndefined();
	expect(await claim('gone', 'r9')).toBeUndefined();
	vi.advanceTimersByTime(599_000);
	expect([await claim('k', 'r2'), await claim('gone', 'r2')]).toEqual(['r1', 'r9']);
	vi.advanceTimersByTime(2000);
	expect([await claim('k', 'r2'), await claim('gone', 'r2')]).toEqual(['r1', undefined]);
	for (let index = 0; index < 10_000; index++) {
		await claim(`flood-${index}`, 'r3');
	}

	expect(await claim('k', 'r4')).toBeUndefined();
	await requests.unclaim('k');
	expect(await claim('k', 'r5')).toBeUndefined();
});

test('a request goes to the newest stream, and a stream that was replaced can take nothing away', async () => {
	store = memoryStore();
	const {requests} = store;
	const request = ActionRequest.fromPartial({agentId: 'a'});
	expect(await requests.send(request)).toBe('no-stream');
	const [first, second] = [vi.fn(() => 'sent' as const), vi.fn(() => 'full' as const)];
	const detach = requests.attach('a', first);
	expect(await requests.send(request)).toBe('sent');
	requests.attach('a', second);
	detach();
	expect(await requests.send(request)).toBe('full');
	expect(first).toHaveBeenCalledOnce();
});
