import {setImmediate} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {Outbox, type Sink} from '../../../source/core/host/outbox.js';
import {ResponseStatus, type ActionResponse} from '../../../source/core/protocol/generated/ArthasService.js';

const response = (message: string, requestId = 'r1', status = ResponseStatus.CONTINUOUS): ActionResponse => ({
	agentId: 'a', requestId, status, message, sessionId: 's', executeResult: undefined, consoleResult: undefined,
});

/** Takes `room` responses, then asks for a pause. */
function sink(room = Infinity): Sink & {room: number; taken: ActionResponse[]; texts(): string[]} {
	const taken: ActionResponse[] = [];
	return {
		room,
		taken,
		texts: () => taken.map(({message}) => message),
		write(response) {
			taken.push(response);
			return taken.length < this.room;
		},
	};
}

const later = Symbol('later');

/** Whether a promise is settled once everything that can happen now has happened. */
const settled = async (promise: Promise<void>) => {
	const winner = await Promise.race([promise, setImmediate(later)]);
	return winner !== later;
};

test('what is said while there is no server is kept and sent in order', async () => {
	const outbox = new Outbox();
	expect(await settled(outbox.send(response('1')))).toBe(true);
	expect(await settled(outbox.send(response('2')))).toBe(true);
	const first = sink();
	outbox.attach(first);
	void outbox.send(response('3'));
	expect(first.texts()).toEqual(['1', '2', '3']);
	outbox.detach();
	void outbox.send(response('4'));
	const second = sink();
	outbox.attach(second);
	expect(first.texts()).toEqual(['1', '2', '3']);
	expect(second.texts()).toEqual(['4']);
});

test('a server that does not read makes the sender wait, and nothing overtakes', async () => {
	const outbox = new Outbox();
	const slow = sink(2);
	outbox.attach(slow);
	expect(await settled(outbox.send(response('1')))).toBe(true);
	const second = outbox.send(response('2'));
	const third = outbox.send(response('3'));
	expect(slow.texts()).toEqual(['1', '2']);
	expect(await settled(second)).toBe(false);
	slow.room = 3;
	outbox.drained();
	expect(slow.texts()).toEqual(['1', '2', '3']);
	expect(await settled(third)).toBe(false);
	slow.room = 9;
	outbox.drained();
	await Promise.all([second, third]);
	expect(await settled(outbox.send(response('4')))).toBe(true);
	expect(slow.texts()).toEqual(['1', '2', '3', '4']);
});

test('nobody waits for a server that went away', async () => {
	const outbox = new Outbox();
	outbox.attach(sink(1));
	const first = outbox.send(response('1'));
	const second = outbox.send(response('2'));
	expect(await settled(first)).toBe(false);
	outbox.detach();
	await Promise.all([first, second]);
	const next = sink();
	outbox.attach(next);
	expect(next.texts()).toEqual(['2']);
});

test('beyond the limit the oldest go, each job is told how many, and its end is not lost', () => {
	const outbox = new Outbox(3);
	void outbox.send(response('1', 'a'));
	void outbox.send(response('2', 'b'));
	void outbox.send(response('3', 'b', ResponseStatus.FAILED));
	void outbox.send(response('4', 'b'));
	for (const message of ['5', '6', '7']) {
		void outbox.send(response(message, 'c'));
	}

	const server = sink();
	outbox.attach(server);
	expect(server.taken.map(({requestId, status, sessionId}) => [requestId, status, sessionId])).toEqual([
		['a', ResponseStatus.CONTINUOUS, 's'],
		['b', ResponseStatus.FAILED, 's'],
		['c', ResponseStatus.CONTINUOUS, 's'],
		['c', ResponseStatus.CONTINUOUS, 's'],
		['c', ResponseStatus.CONTINUOUS, 's'],
	]);
	expect(server.taken.slice(0, 2).map(({executeResult}) => JSON.parse(executeResult?.resultsJson ?? '') as unknown)).toEqual([
		[{type: 'message', jobId: 0, message: '1 response of this job was dropped while the channel server was away'}],
		[{type: 'message', jobId: 0, message: '3 responses of this job were dropped while the channel server was away'}],
	]);
	expect(server.texts().slice(2)).toEqual(['5', '6', '7']);
});

test('a reader is told how many results went, not counting what is said around them', () => {
	const outbox = new Outbox(1);
	const result = (type: string, status?: ResponseStatus): ActionResponse => ({
		...response('', 'a', status), executeResult: {results: [], resultsJson: JSON.stringify([{type, jobId: 1}])},
	});
	for (const type of ['command', 'input_status', 'watch', 'watch']) {
		void outbox.send(result(type));
	}

	void outbox.send(result('status', ResponseStatus.SUCCEEDED));
	void outbox.send(response('1', 'b'));
	const server = sink();
	outbox.attach(server);
	expect(server.taken.map(({status}) => status)).toEqual([ResponseStatus.SUCCEEDED, ResponseStatus.CONTINUOUS]);
	expect(JSON.parse(server.taken[0]!.executeResult?.resultsJson ?? '')).toMatchObject([{type: 'message', gap: {reason: 'link-down', count: 2}}]);
});
