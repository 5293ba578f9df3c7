import {describe, expect, it} from 'vitest';
import {ExactNumber} from '../../source/core/protocol/exact-number.js';
import {parseJson} from '../../source/core/protocol/json.js';
import {isResult, type Json, type JsonObject} from '../../source/core/protocol/result.js';
import {viewOf} from '../../source/views/index.js';
import {layout} from '../../source/views/layout.js';
import {printRows} from '../../source/views/print.js';

const pipe = Number.POSITIVE_INFINITY;

function draw(result: JsonObject & {type: string}, width = 120): string {
	return printRows(layout(viewOf(result), width), {color: false});
}

describe('viewOf', () => {
	it('says nothing where nothing is to be said', () => {
		expect(draw({type: 'status', jobId: 1, statusCode: 0})).toBe('');
		expect(draw({type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INPUT'})).toBe('');
		expect(draw({
			type: 'command', jobId: 1, command: 'version', state: 'SCHEDULED',
		})).toBe('');
	});

	it('shows a status code that comes without words, and a command that was refused', () => {
		expect(draw({type: 'status', statusCode: -1})).toBe('status -1\n');
		expect(draw({
			type: 'command', command: 'nope', state: 'FAILED', message: 'command not found',
		})).toBe('FAILED nope: command not found\n');
	});

	it('appends what a view does not know', () => {
		expect(draw({
			type: 'version', version: '9.0', edition: 'gold', parts: [{id: 1}, {id: 2}],
		})).toBe('9.0\nedition  gold\nparts\nid\n 1\n 2\n');
	});

	it('takes names of JavaScript itself for types and members like any other', () => {
		const results = ['{"type":"constructor","__proto__":{"x":"seen"}}', '{"type":"version","toString":"seen"}'].map(text => parseJson(text));
		expect(results.map(result => isResult(result) ? draw(result) : '').join('')).toMatch(/__proto__:\n.*x: seen[^]*toString {2}seen/u);
	});

	it('keeps the digits of numbers that a double would change', () => {
		const exact = new ExactNumber('9007199254740993');
		expect(draw({type: 'mystery', exact})).toContain('9007199254740993');
		expect(draw({type: 'perfcounter', perfCounters: [{name: 'x', value: exact}]})).toContain('9007199254740993');
		expect(draw({
			type: 'memory', memoryInfo: {
				buffer_pool: [{
					type: 'buffer_pool', name: 'direct', used: 2048, total: 4096, max: new ExactNumber('-9223372036854775808'),
				}],
			},
		})).toContain('2.0K     4.0K        -   50.00%');
	});

	it('draws what is nested too deep for the stack', () => {
		const nested = parseJson('{"a":'.repeat(2400) + '1' + '}'.repeat(2400));
		expect(draw({type: 'mystery', nested}, pipe)).toContain('"a":1');
		expect(draw({type: 'ognl', value: nest(2400, inner => ({type: 'L', size: 1, value: [inner]}))}, pipe)).toContain('"type":"Leaf"');
		expect(draw({type: 'ognl', value: nest(400, inner => ({type: 'M', size: 1, value: [{key: inner, value: null}]}))}, pipe)).toContain('Leaf');
		expect(draw({type: 'trace', root: nest(2400, inner => ({type: 'method', methodName: 'm', children: [inner]}))}, pipe)).toContain('"type":"Leaf"');
		expect(draw({type: 'classloader', tree: true, classLoaders: [nest(2400, inner => ({name: 'l', children: [inner]}))]}, pipe)).toContain('"type":"Leaf"');
	});

	it('draws lists of any length', () => {
		const names = Array.from({length: 200_000}, (_, index) => `demo.C${index}`);
		expect(draw({type: 'sc', classNames: names}).split('\n')).toHaveLength(200_001);
	});
});

describe('trace', () => {
	const call = (name: string, total: number, children: Json[] = []): JsonObject =>
		({
			type: 'method', className: 'demo.A', methodName: name, lineNumber: 3, cost: total, totalCost: total, times: 1, children,
		});

	it('marks the most expensive call apart from the traced one', () => {
		const result = {type: 'trace', root: {type: 'thread', threadName: 'main', children: [call('run', 100, [call('cheap', 20), call('dear', 70, [call('deep', 60)])])]}};
		const hot = layout(viewOf(result), 120).flat().filter(({style}) => style === 'hot');
		expect(hot.map(({text}) => text)).toEqual(['[70.00% 0.00007ms ] ']);
	});

	it('gives no share of a caller that took no time', () => {
		const result = {type: 'trace', root: {type: 'thread', children: [call('run', 0, [call('call', 5)])]}};
		expect(draw(result)).toContain('[0.000005ms ] demo.A:call() #3');
	});

	it('shows what was thrown', () => {
		const thrown = {
			type: 'throw', exception: 'java.lang.IllegalArgumentException', lineNumber: 51, message: 'number is: 1',
		};
		expect(draw({type: 'trace', root: {type: 'thread', children: [{...call('run', 9), children: [thrown]}]}}))
			.toContain('    `---throw:java.lang.IllegalArgumentException #51 [number is: 1]');
	});
});

describe('hosts', () => {
	it('a silent command prints nothing', () => {
		expect(draw({
			type: 'sync.bash', resp: 'success', retcode: 2, message: 'Success.', data: '', stderr: '', exitcode: 0,
		})).toBe('');
	});

	it('tells a signal and a cut output', () => {
		expect(draw({
			type: 'sync.bash', resp: 'success', data: 'a\n', truncated: {stdout: 7, stderr: 0}, exitcode: null, signal: 'SIGKILL',
		}))
			.toBe('a\n… 7 bytes of stdout were left out by the agent\nended by signal SIGKILL\n');
	});

	it('draws data of any shape', () => {
		expect(draw({type: 'getinfo.list', resp: 'success', data: ['getinfo.kernel', 'getinfo.users']})).toBe('data  getinfo.kernel\n      getinfo.users\n');
		expect(draw({type: 'getinfo.cpu', resp: 'success', data: {load: {user: 3}}})).toBe('load\nuser  3\n');
	});
});

function nest(levels: number, around: (inner: Json) => JsonObject): JsonObject {
	let value: JsonObject = {type: 'Leaf', name: 'leaf'};
	for (let level = 0; level < levels; level++) {
		value = around(value);
	}

	return value;
}
