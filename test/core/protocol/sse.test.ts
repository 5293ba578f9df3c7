import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {
	describe, expect, it, test,
} from 'vitest';
import {parseActionResponse, printActionResponse} from '../../../source/core/protocol/channel-response.js';
import {ResponseStatus} from '../../../source/core/protocol/generated/ArthasService.js';
import {
	encodeSse, sseComment, SseReader, type SseEvent, type SseReaderOptions,
} from '../../../source/core/protocol/sse.js';
import {dechunk} from '../../helpers/dechunk.js';
import {fixtureBytes, fixtureNames} from '../../helpers/fixture.js';
import {protocolCode} from '../../helpers/protocol-code.js';

type Outcome = {events: SseEvent[]; comments: number; code: string | undefined};

/** Everything that a reader makes of a stream that arrives in these chunks. */
function readChunks(chunks: Uint8Array[], options: SseReaderOptions = {}): Outcome {
	const reader = new SseReader(options);
	const events: SseEvent[] = [];
	const code = protocolCode(() => {
		for (const chunk of chunks) {
			events.push(...reader.push(chunk));
			expect(reader.buffered).toBeLessThanOrEqual(options.maxBytes ?? Infinity);
		}

		events.push(...reader.end());
	});
	return {events, comments: reader.comments, code};
}

function read(text: string, options?: SseReaderOptions): SseEvent[] {
	return readChunks([Buffer.from(text)], options).events;
}

function splitAt(bytes: Buffer, positions: number[]): Buffer[] {
	const cuts = [0, ...positions.map(position => position % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
	return cuts.slice(1).map((cut, index) => bytes.subarray(cuts[index], cut));
}

function expectSameEverywhere(bytes: Buffer, options: SseReaderOptions): void {
	const expected = readChunks([bytes], options);
	for (let position = 0; position <= bytes.length; position++) {
		expect(readChunks(splitAt(bytes, [position]), options)).toEqual(expected);
	}

	expect(readChunks([...bytes].map(byte => Buffer.of(byte)), options)).toEqual(expected);
}

const recordings = fixtureNames('channel-server', /^sse-.*\.raw\.http$/u).map(name => ({name, ...dechunk(fixtureBytes(name))}));
const streams = recordings.filter(({status}) => status === 200);

describe('the recorded streams of the Java channel server', () => {
	it('are all here', () => {
		expect(streams).toHaveLength(5);
		expect(recordings.filter(({body}) => body.length === 0).map(({status}) => status)).toEqual([500, 503]);
	});

	test.each(streams)('$name: every event is a message and the last one ends it', ({body}) => {
		const {events} = readChunks([body], {tolerant: true});
		const statuses = events.map(({data}) => parseActionResponse(data).status);
		expect(events.length).toBe(body.toString().split('\n\n').length - 1);
		expect(statuses.slice(0, -1).every(status => status === ResponseStatus.CONTINUOUS)).toBe(true);
		expect(statuses.at(-1)).not.toBe(ResponseStatus.CONTINUOUS);
	});

	test.each(streams)('$name: the same messages wherever it is split', ({body}) => {
		expectSameEverywhere(body, {tolerant: true});
	});

	test.each(streams)('$name: our form of it reads the same, strict and tolerant, wherever it is split', ({body}) => {
		const messages = readChunks([body], {tolerant: true}).events.map(({data}) => printActionResponse(parseActionResponse(data)));
		const bytes = Buffer.from(messages.map((data, index) => encodeSse({data, id: `boot-${index}`}) + sseComment('alive')).join(''));
		for (const tolerant of [false, true]) {
			const {events, comments} = readChunks([bytes], {tolerant});
			expect(events.map(event => event.data)).toEqual(messages);
			expect(events.at(-1)?.id).toBe(`boot-${messages.length - 1}`);
			expect(comments).toBe(messages.length);
			expectSameEverywhere(bytes, {tolerant});
		}
	});
});

describe('a strict reader', () => {
	test.each<[string, string, SseEvent[]]>([
		['one line', 'data: a\n\n', [{data: 'a'}]],
		['no space, or more than one', 'data:a\n\ndata:  b\n\n', [{data: 'a'}, {data: ' b'}]],
		['several lines', 'data: a\ndata\ndata:\ndata: b\n\n', [{data: 'a\n\n\nb'}]],
		['name and id', 'event: gap\nid: 7\ndata: a\n\n', [{data: 'a', event: 'gap', id: '7'}]],
		['an id counts until the next', 'id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n', [{data: 'a', id: '7'}, {data: 'b', id: '7'}, {data: 'c'}]],
		['an id with a zero byte is no id', 'id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n', [{data: 'a', id: '7'}, {data: 'b', id: '7'}]],
		['an id without data counts for the next event', 'id: 7\n\ndata: a\n\n', [{data: 'a', id: '7'}]],
		['a name without data is forgotten', 'event: x\n\ndata: a\n\n', [{data: 'a'}]],
		['unknown fields, retry, comments', 'foo: bar\nretry: 10\n: c\n:\nnothing\ndata: a\n\n', [{data: 'a'}]],
		['CR and CRLF', 'data: a\r\rdata: b\r\n\r\ndata: c\r\ndata: d\r\r\n', [{data: 'a'}, {data: 'b'}, {data: 'c\nd'}]],
		['CR LF CR: one line end and another', 'data: a\r\n\rdata: b\n\r\n', [{data: 'a'}, {data: 'b'}]],
		['a byte order mark, once', '\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n', [{data: 'a'}, {data: '\uFEFFc'}]],
		['an empty event and many blank lines', 'data:\n\n\n\n\ndata\n\n', [{data: ''}, {data: ''}]],
		['no event without its blank line', 'data: a\n\ndata: b\n', [{data: 'a'}]],
		['letters of several bytes', 'data: 世界 🙂 é\n\n', [{data: '世界 🙂 é'}]],
		['lines without data: are dropped', 'data:{\n  "a": 1\n}\n\n', [{data: '{'}]],
	])('%s', (_, text, events) => {
		expect(read(text)).toEqual(events);
		expectSameEverywhere(Buffer.from(text), {});
	});

	it('puts replacement characters for bytes that are no UTF-8, in the same places for every split', () => {
		const bytes = Buffer.concat([Buffer.from('data: a'), Buffer.of(0xFF, 0xE4, 0xB8, 0x41, 0xF0, 0x9F, 0x99), Buffer.from('\n\n')]);
		expect(readChunks([bytes]).events).toEqual([{data: 'a\uFFFD\uFFFDA\uFFFD'}]);
		expectSameEverywhere(bytes, {});
	});
});

describe('a tolerant reader', () => {
	test.each<[string, string, SseEvent[]]>([
		['lines without data: after the first', 'data:{\n  "a": "x:y",\n  "id": 1\n}\n\n', [{data: '{\n  "a": "x:y",\n  "id": 1\n}'}]],
		['fields around them', 'id: 3\nevent: e\n: c\ndata:{\n  "a": 1\n}\n\n', [{data: '{\n  "a": 1\n}', event: 'e', id: '3'}]],
		['well-formed events', 'id: 3\ndata: {\ndata: }\n\n: c\n\nretry: 5\ndata:x\n\n', [{data: '{\n}', id: '3'}, {data: 'x', id: '3'}]],
		['text before any data: is no data', 'Bad gateway\n\n<html>\n</html>\n\n', []],
		['a whole message whose blank line never came', 'data:{\n"a": 1\n}', [{data: '{\n"a": 1\n}'}]],
		['half a message is none', 'data:{\n"a": 1\n', []],
	])('%s', (_, text, events) => {
		expect(read(text, {tolerant: true})).toEqual(events);
		expectSameEverywhere(Buffer.from(text), {tolerant: true});
	});
});

describe('comments', () => {
	it('count when their line ends, without waiting for an event', () => {
		const reader = new SseReader();
		expect(reader.push(Buffer.from(':\n'))).toEqual([]);
		expect(reader.comments).toBe(1);
		reader.push(Buffer.from('data: a\n: between\n: unfinished'));
		expect(reader.comments).toBe(2);
		expect(reader.push(Buffer.from('\n\n'))).toEqual([{data: 'a'}]);
		expect(reader.comments).toBe(3);
	});

	it('are not held', () => {
		const reader = new SseReader({maxBytes: 100});
		for (let count = 0; count < 1000; count++) {
			reader.push(Buffer.from(': alive\r\n'));
		}

		expect(reader.comments).toBe(1000);
		expect(reader.buffered).toBe(0);
	});
});

describe('the limit', () => {
	const large = `data: ${'x'.repeat(100)}\n\n`;

	it('lets an event through that is just as large', () => {
		expect(readChunks([Buffer.from(large)], {maxBytes: 107}).code).toBeUndefined();
		expect(readChunks([Buffer.from(large)], {maxBytes: 106}).code).toBe('ERR_PROTOCOL_TOO_LARGE');
	});

	it('gives the events before a large one, then the error, then nothing but the error', () => {
		const reader = new SseReader({maxBytes: 50});
		expect(reader.push(Buffer.from(`data: a\n\n${large}data: b\n\n`))).toEqual([{data: 'a'}]);
		expect(reader.buffered).toBeLessThanOrEqual(50);
		expect(protocolCode(() => reader.push(Buffer.from('data: c\n\n')))).toBe('ERR_PROTOCOL_TOO_LARGE');
		expect(protocolCode(() => reader.end())).toBe('ERR_PROTOCOL_TOO_LARGE');
	});

	it('is found wherever the stream is split', () => {
		const bytes = Buffer.from(`data: a\n\n: c\n${large}data: b\n\n`);
		for (const tolerant of [false, true]) {
			for (let position = 0; position <= bytes.length; position++) {
				const {events, code} = readChunks(splitAt(bytes, [position]), {tolerant, maxBytes: 50});
				expect(events).toEqual([{data: 'a'}]);
				expect(code).toBe('ERR_PROTOCOL_TOO_LARGE');
			}
		}
	});

	it('gives the room of a large event back', () => {
		const reader = new SseReader();
		for (let count = 0; count < 100; count++) {
			reader.push(Buffer.alloc(65_536, 'data: x\n'));
		}

		expect(reader.buffered).toBeGreaterThan(6_000_000);
		expect(reader.push(Buffer.from('\ndata: y\n'))).toHaveLength(1);
		expect(reader.buffered).toBeLessThan(100_000);
		expect(reader.push(Buffer.from('\n'))).toEqual([{data: 'y'}]);
	});

	it('stops a peer that never ends an event at 16 MiB', () => {
		const reader = new SseReader();
		const chunk = Buffer.alloc(1024 * 1024, 'data: x\n');
		let pushed = 0;
		const code = protocolCode(() => {
			for (; pushed < 100; pushed++) {
				reader.push(chunk);
				expect(reader.buffered).toBeLessThanOrEqual(16 * 1024 * 1024);
			}
		});
		expect(code).toBe('ERR_PROTOCOL_TOO_LARGE');
		expect(pushed).toBe(16);
	});
});

describe('any bytes at all', () => {
	const alphabet = fc.constantFrom(...[...'\n\n\r:: dat{}x'].map(character => character.codePointAt(0) ?? 0), 0, 0xE4, 0xB8, 0x96, 0xEF, 0xBB, 0xBF, 0xFF);
	const words = fc.constantFrom('data:', 'data: {"a":1}', 'id: 7', 'event:x', ':', '\n', '\r\n', '\r', '\n\n', '\uFEFF', '  "a": 1', '世', '🙂', 'retry: 1');
	const bytes = fc.oneof(
		fc.array(alphabet, {maxLength: 60}).map(list => Buffer.from(list)),
		fc.array(words, {maxLength: 30}).map(list => Buffer.from(list.join(''))),
		fc.uint8Array({maxLength: 100}).map(array => Buffer.from(array)),
	);
	const options = fc.record({tolerant: fc.boolean(), maxBytes: fc.constantFrom(10, 1000)});

	it('give the same however they are split, hold no more than the limit and throw nothing else', () => {
		fc.assert(fc.property(bytes, fc.array(fc.nat(), {maxLength: 8}), options, (stream, positions, choice) => {
			const split = readChunks(splitAt(stream, positions), choice);
			const whole = readChunks([stream], choice);
			expect(split.events).toEqual(whole.events);
			expect(split.code).toBe(whole.code);
			if (split.code === undefined) {
				expect(split.comments).toBe(whole.comments);
			}
		}), {numRuns: 3000});
	});
});

describe('writing', () => {
	it('has no space behind data: and one line per line', () => {
		expect(encodeSse({data: '{"a":1}'})).toBe('data:{"a":1}\n\n');
		expect(encodeSse({data: 'a\nb\r\nc\rd'})).toBe('data:a\ndata:b\ndata:c\ndata:d\n\n');
		expect(encodeSse({data: 'a\rb'})).toBe('data:a\ndata:b\n\n');
		expect(encodeSse({data: '  a\n b'})).toBe('data:   a\ndata:  b\n\n');
		expect(encodeSse({data: '{}', event: 'gap', id: '7'})).toBe('id: 7\nevent: gap\ndata:{}\n\n');
		expect(sseComment()).toBe(':\n\n');
		expect(sseComment('keep\nalive')).toBe(':keep\n:alive\n\n');
	});

	it('can\'t be made to write fields of another\'s choosing', () => {
		expect(read(encodeSse({data: 'a', event: 'x\ndata: b', id: '1\r\n\0evil'}))).toEqual([{data: 'a', event: 'xdata: b', id: '1evil'}]);
		expect(read(sseComment('x\n\ndata: b\n\n'))).toEqual([]);
	});

	it('is read back as it was', () => {
		fc.assert(fc.property(fc.array(fc.string({unit: 'binary', maxLength: 30}), {minLength: 1, maxLength: 5}), fc.boolean(), (list, tolerant) => {
			const stream = list.map((data, index) => encodeSse({data, id: String(index)})).join('');
			const expected = list.map((data, index) => ({data: Buffer.from(data.replaceAll(/\r\n|\r/gu, '\n')).toString(), id: String(index)}));
			expect(read(stream, {tolerant})).toEqual(expected);
		}));
	});
});
