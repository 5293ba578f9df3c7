import {
	appendFileSync, mkdtempSync, rmSync, writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {log} from '../../../source/commands/log.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startHostAgent, type HostAgent} from '../../../source/core/host/agent.js';
import {methods} from '../../../source/core/host/index.js';
import {identity} from '../../core/host/agent/start.js';
import {startLodaAgent} from '../../servers/loda-agent.js';
import {fakeContext, type FakeContext} from '../fake-context.js';

let folder = '';
let file = '';
let host: HostAgent;
beforeEach(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'log-'));
	file = path.join(folder, 'app.log');
	writeFileSync(file, 'INFO one\nERROR two\n\u001B[31mINFO three\n');
	host = await startHostAgent({
		identity, version: '1.2.3', methods, policy: {logs: [`${folder}/`]}, listen: {host: '127.0.0.1', port: 0}, backOffMs: 20,
	});
});
afterEach(async () => {
	await host[Symbol.asyncDispose]();
	rmSync(folder, {recursive: true});
});

const hostUrl = () => `host+plain://127.0.0.1:${host.listening!.port}`;

function contextOf(input: string[], flags: Flags = {}, urls = [hostUrl()]): FakeContext {
	return fakeContext({input, flags, settings: {endpoints: urls.map(url => parseEndpoint(url))}});
}

async function run(...given: Parameters<typeof contextOf>): Promise<{code: number; out: string; err: string}> {
	const context = contextOf(...given);
	const code = await log(context);
	return {code, ...context.printed};
}

test('the lines of a file, with nothing in them that a terminal would obey', async () => {
	expect(await run([file])).toEqual({code: 0, out: 'INFO one\nERROR two\n␛[31mINFO three\n', err: ''});
	expect((await run([file], {offset: '9'})).out).toBe('ERROR two\n␛[31mINFO three\n');
});

test('only the lines that are looked for, and their matches stand out', async () => {
	expect((await run([file], {search: 'error'})).out).toBe('ERROR two\n');
	expect((await run([file], {search: 'Error'})).out).toBe('');
	expect((await run([file], {search: '/t[wh]/'})).out).toBe('ERROR two\n␛[31mINFO three\n');
	const context = {...contextOf([file], {search: 'two'}), color: true};
	await log(context);
	expect(context.printed.out).toBe('ERROR \u001B[7mtwo\u001B[0m\n');
});

test('one JSON value with the places of the lines', async () => {
	expect(JSON.parse((await run([file], {json: true, search: 'one'})).out)).toEqual([{
		agent: expect.any(String) as unknown, path: file, nextOffset: 35, sizeBytes: 35, marks: [], lines: [{offset: 0, text: 'INFO one'}],
	}]);
});

test('with --follow what comes, until the interrupt', async () => {
	const context = contextOf([file], {follow: true, json: true});
	const written = new Set<string>();
	const {out} = context;
	const ended = log({
		...context, out(text) {
			out(text);
			for (const line of text.trim().split('\n').map(each => JSON.parse(each) as {text: string})) {
				written.add(line.text);
			}

			if (written.has('four')) {
				context.interrupt();
			} else {
				appendFileSync(file, 'four\n');
			}
		},
	});
	expect(await ended).toBe(130);
	expect(context.printed.out.trim().split('\n').map(each => JSON.parse(each) as unknown)).toEqual(expect.arrayContaining([
		expect.objectContaining({event: 'line', offset: 0, text: 'INFO one'}), expect.objectContaining({event: 'line', offset: 35, text: 'four'}),
	]));
	expect(context.printed.err).toBe('');
});

test('a file that is missing or not shown is refused by the host', async () => {
	const {code, out, err} = await run(['/etc/shadow']);
	expect({code, out}).toEqual({code: 4, out: ''});
	expect(err.replaceAll(/\s+/gu, ' ')).toContain('is no log that this host shows');
});

test('an offset behind the end is told', async () => {
	expect(await run([file], {offset: '4000'})).toMatchObject({code: 0, out: '', err: expect.stringContaining('ends at 35') as unknown});
});

test('a monitoring agent is tried, and the host agent of its machine asked instead', async () => {
	await using monitor = await startLodaAgent();
	const {code, out, err} = await run([file], {on: 'monitor'}, [monitor.url, hostUrl()]);
	expect(monitor.requests.at(-1)).toMatch(/^GET \/log\/offset\?fpath=/u);
	expect(err).toMatch(/no version routes it \(404\); .* is the host agent there and is asked instead/u);
	expect({code, out}).toEqual({code: 0, out: 'INFO one\nERROR two\n␛[31mINFO three\n'});
});

test('a monitoring agent alone says that it can\'t, and what can', async () => {
	await using monitor = await startLodaAgent();
	const {code, err} = await run([file], {on: 'monitor'}, [monitor.url]);
	expect(code).toBe(1);
	expect(err.replaceAll(/\s+/gu, ' ')).toContain('404');
});

test.each([[[]], [['app.log']], [['/a', '/b']]])('%j names no log', async input => {
	await expect(run(input)).rejects.toMatchObject({code: 'ERR_USAGE'});
});

test.each([[{offset: '-1'}], [{offset: '1k'}], [{search: '/(/'}]])('%j is refused', async flags => {
	await expect(run([file], flags)).rejects.toMatchObject({code: 'ERR_USAGE'});
});
