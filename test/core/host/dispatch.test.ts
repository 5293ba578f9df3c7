import process from 'node:process';
import {expect, test} from 'vitest';
import {createDispatch, type DispatchOptions} from '../../../source/core/host/dispatch.js';
import {answer, failure, type HostMethod} from '../../../source/core/host/method.js';
import {methods as allMethods} from '../../../source/core/host/methods.js';
import type {Result} from '../../../source/core/protocol/result.js';

const method = (name: string, more: Partial<HostMethod> = {}): HostMethod => ({
	name, summary: `Does ${name}`, usage: '[-x]', tier: 'look', run: async args => answer({args}), ...more,
});

async function run(line: string, {signal = new AbortController().signal, ...options}: Partial<DispatchOptions> & {signal?: AbortSignal} = {}): Promise<Result[] | undefined> {
	const dispatch = createDispatch({
		agentId: 'host-1', version: '1.2.3', server: '127.0.0.1:7700', allowShell: false, ...options,
	});
	const results: Result[] = [];
	const command = dispatch(line);
	if (command === undefined) {
		return undefined;
	}

	for await (const result of command({jobId: 7, sessionId: 's-1', signal})) {
		results.push(result);
	}

	return results;
}

const end = {type: 'status', jobId: 7, statusCode: 0};

test('the Arthas commands that make sense without a JVM', async () => {
	expect(await run('version')).toEqual([{type: 'version', jobId: 7, version: '1.2.3'}, end]);
	expect(await run(' session ')).toEqual([
		{
			type: 'session', jobId: 7, javaPid: process.pid, sessionId: 's-1', agentId: 'host-1', channelServer: '127.0.0.1:7700', tunnelConnected: false,
		},
		end,
	]);
});

test('help lists every command, and tells one in detail', async () => {
	const [help, status] = await run('help') ?? [];
	expect(help).toMatchObject({type: 'help', jobId: 7});
	expect((help?.['commands'] as Array<{name: string}>).map(({name}) => name)).toEqual(['version', 'session', ...allMethods.map(({name}) => name), 'help']);
	expect(help?.['commands']).toContainEqual({
		name: 'getinfo.users', summary: 'Accounts of this host: ordinary users, or all, or one', usage: 'getinfo.users [-U name | -A | -u | -S]', arguments: [], options: [],
	});
	expect(status).toEqual(end);
	expect(await run('help getinfo.kernel')).toMatchObject([{detailCommand: {name: 'getinfo.kernel', usage: 'getinfo.kernel [-w MS] [-c COUNT]'}}, end]);
	expect(await run('help nosuch')).toMatchObject([{type: 'help'}, {type: 'status', statusCode: -1, message: 'nosuch: command not found'}]);
});

test('a method gets the rest of the line verbatim, under its name and its aliases', async () => {
	const methods = [method('getinfo.one', {aliases: ['info.one']})];
	expect(await run('getinfo.one', {methods})).toEqual([{type: 'getinfo.one', jobId: 7, data: {args: ''}}, end]);
	expect(await run('info.one  -x  "a  b" ', {methods})).toEqual([{type: 'getinfo.one', jobId: 7, data: {args: '-x  "a  b"'}}, end]);
	expect(await run('getinfo.one\ta\nb', {methods})).toEqual([{type: 'getinfo.one', jobId: 7, data: {args: 'a\nb'}}, end]);
});

test.each(['nosuch', '', '   ', 'getinfo', 'getinfo.kernelx', 'toString', '__proto__'])('%j is no command', async line => {
	expect(await run(line)).toBeUndefined();
});

test('a failure is a result, and its text the message of the status', async () => {
	const methods = [method('getinfo.one', {run: async () => failure('invalidParams', 'no such thing', 'Try another.')})];
	expect(await run('getinfo.one', {methods})).toEqual([
		{
			type: 'getinfo.one', jobId: 7, resp: 'failed', retcode: 3021, message: 'Invalid params: no such thing', hint: 'Try another.',
		},
		{
			type: 'status', jobId: 7, statusCode: -1, message: 'Invalid params: no such thing',
		},
	]);
});

test('a method that throws is an internal error, not the end of the agent', async () => {
	const methods = [method('getinfo.one', {
		async run() {
			throw new TypeError('boom');
		},
	})];
	expect(await run('getinfo.one', {methods})).toMatchObject([{resp: 'failed', retcode: 3500, message: 'Internal error: boom'}, {statusCode: -1}]);
});

test('whatever changes the host needs the permission', async () => {
	const methods = [method('sync.thing', {tier: 'change'})];
	expect(await run('sync.thing', {methods})).toMatchObject([{retcode: 3023}, {statusCode: -1}]);
	expect(await run('sync.thing', {methods, allowShell: true})).toMatchObject([{data: {args: ''}}, {statusCode: 0}]);
});

test('what an interrupt ended has not failed by itself', async () => {
	const interrupted = new AbortController();
	const methods = [method('sync.thing', {
		async run() {
			interrupted.abort();
			return failure('killed', 'SIGINT');
		},
	})];
	expect(await run('sync.thing', {methods, signal: interrupted.signal})).toMatchObject([{retcode: 3033}, {type: 'status', jobId: 7, statusCode: -10}]);
	expect(await run('sync.thing', {methods: [method('sync.thing')], signal: interrupted.signal})).toMatchObject([{}, {statusCode: 0}]);
});

test('answers that follow each other are results that do', async () => {
	const results = await run('getinfo.load -w 100 -c 3') ?? [];
	expect(results.map(({type}) => type)).toEqual(['getinfo.load', 'getinfo.load', 'getinfo.load', 'status']);
	expect(results.at(-1)).toEqual(end);
});

test('a watch goes on until the interrupt, which is its end', async () => {
	const interrupted = new AbortController();
	const dispatch = createDispatch({
		agentId: 'host-1', version: '1.2.3', server: '127.0.0.1:7700', allowShell: false,
	});
	const results: Result[] = [];
	for await (const result of dispatch('info.memory -w 100')?.({jobId: 7, sessionId: 's-1', signal: interrupted.signal}) ?? []) {
		results.push(result);
		if (results.length === 2) {
			interrupted.abort();
		}
	}

	expect(results.map(({type}) => type)).toEqual(['getinfo.memory', 'getinfo.memory', 'status']);
	expect(results.at(-1)).toMatchObject({statusCode: -10});
});

test('rates are those since the same agent was asked last', async () => {
	const [first, second] = await run('getinfo.cpu -w 100 -c 2') ?? [];
	expect(first).toMatchObject({data: {intervalMs: null}});
	expect((second?.['data'] as {intervalMs: number}).intervalMs).toBeGreaterThanOrEqual(90);
});

test('an interrupt ends a measuring method', async () => {
	const interrupted = AbortSignal.abort();
	expect(await run('getinfo.cpu -i 60000', {signal: interrupted})).toMatchObject([{type: 'status'}]);
});

test.each(['-w', '-w 5', '-w 1000 -c 0', '-c x'])('getinfo.load %s is an invalid parameter', async args => {
	expect(await run(`getinfo.load ${args}`)).toMatchObject([{retcode: 3021}, {statusCode: -1}]);
});
