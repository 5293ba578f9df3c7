import {setImmediate} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {readAhead} from '../../../source/core/bridge/read-ahead.js';
import type {WireEvent} from '../../../source/core/client/wire.js';
import {createQueue} from '../../../source/core/queue.js';

const result = (number: number): WireEvent => ({kind: 'result', result: {type: 'watch', number}});
const numbers = (events: readonly WireEvent[]) => events.flatMap(event => event.kind === 'result' ? [event.result['number']] : []);

/** `isSlow`: everything that can come has come before the second one is taken. */
async function all(events: AsyncIterable<WireEvent>, isSlow = false): Promise<WireEvent[]> {
	const taken: WireEvent[] = [];
	for await (const event of events) {
		taken.push(event);
		if (isSlow && taken.length === 1) {
			await setImmediate();
		}
	}

	return taken;
}

test('it hands on what comes, in order, to the end', async () => {
	const queue = createQueue<WireEvent>();
	const reading = all(readAhead(queue, 2));
	for (const number of [1, 2]) {
		queue.push(result(number));
	}

	queue.end();
	expect(numbers(await reading)).toEqual([1, 2]);
});

test('a slow reader loses the oldest results and nothing else, and is told exactly how many', async () => {
	const queue = createQueue<WireEvent>();
	queue.push({kind: 'notice', text: 'first'});
	for (let number = 1; number <= 10; number++) {
		queue.push(result(number));
	}

	queue.push({kind: 'end', end: {name: 'done', statusCode: 0}});
	queue.end();
	const events = await all(readAhead(queue, 4), true);
	const gaps = events.flatMap(event => event.kind === 'gap' ? [event.gap] : []);
	expect(gaps).toMatchObject([{count: 10 - numbers(events).length}]);
	expect(numbers(events)).toEqual([8, 9, 10]);
	expect(events.filter(({kind}) => kind === 'notice' || kind === 'end')).toHaveLength(2);
});

test('a failure comes after all that was before it', async () => {
	async function * failing(): AsyncGenerator<WireEvent> {
		yield result(1);
		throw new Error('gone');
	}

	const taken: WireEvent[] = [];
	const read = async () => {
		for await (const event of readAhead(failing())) {
			taken.push(event);
		}
	};

	await expect(read()).rejects.toThrow('gone');
	expect(numbers(taken)).toEqual([1]);
});
