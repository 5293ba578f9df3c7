import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	Caller, LineReader, readMessage, retcodes, toAnswer, toRequest, toResults, writeMessage, type Answer, type BasicMessage, type CallEvent,
} from '../../../source/core/protocol/basic-agent.js';

const read = (text: string) => readMessage(Buffer.from(text));
const linesOf = (reader: LineReader, chunk: Uint8Array) => [...reader.push(chunk)].map(line => Buffer.from(line).toString());

describe('LineReader', () => {
	it('finds the same lines wherever the bytes are split', () => {
		fc.assert(fc.property(fc.array(fc.string({unit: 'grapheme', maxLength: 20}).map(text => text.replaceAll(/[\r\n]/g, ''))), fc.array(fc.nat(40)), (lines, cuts) => {
			const bytes = Buffer.from(lines.map((line, index) => `${line}${index % 2 === 0 ? '\r\n' : '\n'}`).join(''));
			const reader = new LineReader(1000);
			const found: string[] = [];
			let start = 0;
			for (const cut of cuts) {
				found.push(...linesOf(reader, bytes.subarray(start, start + cut)));
				start += cut;
			}

			found.push(...linesOf(reader, bytes.subarray(start)));
			expect(found).toEqual(lines);
		}));
	});

	it('waits for the end of half a line', () => {
		const reader = new LineReader(100);
		expect(linesOf(reader, Buffer.from('{"id":'))).toEqual([]);
		expect(reader.isInLine).toBe(true);
		expect(linesOf(reader, Buffer.from('"a"}\n'))).toEqual(['{"id":"a"}']);
		expect(reader.isInLine).toBe(false);
	});

	it('takes a line as long as its limit, and refuses a longer one before its end has come', () => {
		expect(linesOf(new LineReader(10), Buffer.from(`${'a'.repeat(10)}\r\n`))).toEqual(['a'.repeat(10)]);
		const reader = new LineReader(10);
		linesOf(reader, Buffer.from('a'.repeat(8)));
		expect(() => linesOf(reader, Buffer.from('aaaa'))).toThrow(expect.objectContaining({code: 'ERR_PROTOCOL_TOO_LARGE'}));
	});
});

describe('readMessage', () => {
	it('tells messages apart by what they carry', () => {
		expect(read('{"method":"init","hostname":"edd6c192-52cb-4133-a17a-e7d8aec03de7"}')).toMatchObject({kind: 'init', hostname: 'edd6c192-52cb-4133-a17a-e7d8aec03de7'});
		expect(read('{"method":"redirect","server":"127.0.10.1, 10.92.1.130"}')).toEqual({kind: 'redirect', servers: ['127.0.10.1', '10.92.1.130']});
		expect(read('{"method":"redirect"}')).toEqual({kind: 'redirect', servers: []});
		expect(read('{"method":"accept"}')).toMatchObject({kind: 'accept'});
		expect(read('{"id":"1","method":"sync.bash","cmd":"ls","timeout":10}')).toEqual({
			kind: 'request', id: '1', method: 'sync.bash', params: {cmd: 'ls', timeout: 10},
		});
		expect(read('{"id":"1","method":"info.users","arguments":{"args":"-A"}}')).toMatchObject({kind: 'request', params: {args: '-A'}});
		expect(read('{"id":"1","resp":"success","retcode":2,"message":"Normal termination","data":"x"}')).toMatchObject({kind: 'answer', answer: {data: 'x'}});
		expect(read('{"method":"async.result","taskid":"t","resp":"success"}')).toMatchObject({kind: 'push', method: 'async.result'});
	});

	it.each([
		['comments of the document', '{"method": "init", # 必选\n'],
		['its trailing commas', '{"id":"x","method":"getinfo.users","args":"",}'],
		['its missing comma', '{"id":"x","resp":"success","retcode":2,"message":"Normal termination" "data":"x"}'],
		['two objects on a line', '{"id":"1","method":"a"}{"id":"2","method":"b"}'],
		['half an object', '{"id":"1","meth'],
		['a list', '[1]'],
		['a number', '7'],
		['nonsense', 'GET / HTTP/1.1'],
	])('says of %s that it is malformed', (_name, line) => {
		expect(read(line)).toMatchObject({kind: 'broken', retcode: 'malformed'});
	});

	it('says of bytes that are no UTF-8 that they are malformed', () => {
		expect(readMessage(Buffer.from([0x7B, 0xFF, 0x7D]))).toMatchObject({kind: 'broken', retcode: 'malformed', detail: 'the line is not UTF-8'});
	});

	it.each([
		'{"id":"1"}', '{"id":"1","method":7}', '{"id":7,"method":"a"}', '{"id":"a b","method":"a"}', `{"id":"${'x'.repeat(128)}","method":"a"}`, '{"method":"init"}', '{"method":"init","hostname":""}',
	])('says of %s that its params are invalid', line => {
		expect(read(line)).toMatchObject({kind: 'broken', retcode: 'invalidParams'});
	});

	it('never throws, and reads what was written', () => {
		fc.assert(fc.property(fc.uint8Array(), bytes => {
			expect(readMessage(bytes).kind).toBeTypeOf('string');
		}));
		fc.assert(fc.property(fc.dictionary(fc.constantFrom('cmd', 'args', 'user'), fc.string({unit: 'grapheme'})), params => {
			expect(read(writeMessage({...params, id: '1', method: 'm'}).trimEnd())).toEqual({
				kind: 'request', id: '1', method: 'm', params: {...params},
			});
		}));
	});
});

describe('toRequest', () => {
	it('gives the documented members to sync.bash, objects as they are, and the rest as args', () => {
		expect(toRequest('sync.bash -t 5 -u nobody echo  "a  b"')).toEqual({method: 'sync.bash', params: {cmd: 'echo  "a  b"', timeout: 5, user: 'nobody'}});
		expect(toRequest('getinfo.users -U root')).toEqual({method: 'getinfo.users', params: {args: '-U root'}});
		expect(toRequest(' getinfo.kernel ')).toEqual({method: 'getinfo.kernel', params: {}});
		expect(toRequest('cron.add {"name":"a"}')).toEqual({method: 'cron.add', params: {name: 'a'}});
		expect(toRequest('cron.add {"name"')).toHaveProperty('problem');
		expect(toRequest('sync.bash -t 0 ls')).toHaveProperty('problem');
	});
});

describe('toResults', () => {
	const results = (method: string, answer: object) => toResults(method, {id: '1', ...answer} as Answer, 1);

	it('makes of an answer the result of its method and a status', () => {
		expect(results('getinfo.kernel', toAnswer('1', {data: {a: 1}}, {statusCode: 0}))).toEqual([
			{type: 'getinfo.kernel', jobId: 1, data: {a: 1}}, {type: 'status', jobId: 1, statusCode: 0},
		]);
		expect(results('sync.bash', toAnswer('1', {
			resp: 'failed', retcode: 3032, message: 'Command exited non-zero: 3', data: '', exitcode: 3,
		}, {statusCode: 3}))).toMatchObject([{type: 'sync.bash', exitcode: 3, retcode: 3032}, {statusCode: 3, message: 'Command exited non-zero: 3'}]);
	});

	it('keeps a status code that follows from nothing else', () => {
		expect(toAnswer('1', {}, {statusCode: -10, message: 'what'})).toMatchObject({statuscode: -10, message: 'what', retcode: retcodes.internalError.code});
		expect(results('watch', toAnswer('1', {}, {statusCode: -10, message: 'what'}))[1]).toMatchObject({statusCode: -10, message: 'what'});
	});

	it('reads JSON that stands in a text, but leaves output alone', () => {
		expect(results('getinfo.kernel', {resp: 'success', retcode: 2, data: '{"release":"6"}'})[0]).toMatchObject({data: {release: '6'}});
		expect(results('getinfo.kernel', {resp: 'success', retcode: 2, data: '{nonsense'})[0]).toMatchObject({data: '{nonsense'});
		expect(results('sync.bash', {resp: 'success', retcode: 2, data: '{"a":1}'})[0]).toMatchObject({data: '{"a":1}'});
	});
});

describe('Caller', () => {
	const start = (features: string[]) => {
		const caller = new Caller();
		const sent: Array<Extract<BasicMessage, {kind: 'request'}>> = [];
		const events: CallEvent[] = [];
		const attach = () => {
			caller.attach(line => {
				sent.push(read(line.trimEnd()) as Extract<BasicMessage, {kind: 'request'}>);
			}, features);
		};

		attach();
		const id = caller.call({method: 'm', params: {}}, event => {
			events.push(event);
		})!;
		return {
			caller, sent, events, attach, id,
		};
	};

	const answer = (id: string, resp = 'success'): BasicMessage => ({
		kind: 'answer', id, answer: {
			id, resp, retcode: 2, message: '',
		},
	});
	const result = (id: string, seq: number): BasicMessage => ({
		kind: 'result', id, seq, result: {seq},
	});

	it('finds answers in any order, and knows what is nobody\'s', () => {
		const {caller, events, id} = start([]);
		const others: CallEvent[] = [];
		const other = caller.call({method: 'n', params: {}}, event => {
			others.push(event);
		})!;
		expect(caller.take(answer(other))).toBe(true);
		expect(caller.take(answer(id))).toBe(true);
		expect(caller.take(answer(id))).toBe(false);
		expect([events, others].map(list => list.map(({kind}) => kind))).toEqual([['answer'], ['answer']]);
		expect(caller.open).toBe(0);
	});

	it('loses what an agent without resume has not answered', () => {
		const {caller, events} = start([]);
		caller.detach();
		expect(events).toEqual([{kind: 'lost'}]);
		expect(caller.call({method: 'm', params: {}}, () => undefined)).toBeUndefined();
	});

	it('goes on where it was with an agent that has it, and counts what is missing', () => {
		const {caller, sent, events, attach, id} = start(['resume']);
		caller.take(result(id, 1));
		caller.detach();
		attach();
		expect(sent.at(-1)).toMatchObject({method: 'sync.resume', params: {target: id, after: 1}});
		caller.take(answer(sent.at(-1)!.id));
		caller.take(result(id, 1));
		caller.take(result(id, 4));
		expect(events).toEqual([
			{kind: 'result', result: {seq: 1}}, {kind: 'away'}, {kind: 'back'}, {kind: 'gap', count: 2}, {kind: 'result', result: {seq: 4}},
		]);
	});

	it('is told where the agent knows nothing of it any more', () => {
		const {caller, sent, events, attach} = start(['resume']);
		caller.detach();
		attach();
		caller.take(answer(sent.at(-1)!.id, 'failed'));
		expect(events).toEqual([{kind: 'away'}, {kind: 'lost'}]);
	});
});
