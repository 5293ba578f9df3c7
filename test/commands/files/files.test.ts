import {Buffer} from 'node:buffer';
import {
	mkdtemp, readdir, readFile, rm,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import {files} from '../../../source/commands/files.js';
import type {Flags} from '../../../source/commands/context.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startTunnelServer, type TunnelScript} from '../../servers/tunnel-server.js';
import {fakeContext} from '../fake-context.js';

const output = {
	files: {
		'flame.html': '<p>flame', 'dump 1.hprof': 'x', 'mid.bin': Buffer.alloc(2 << 20, 7), 'big.hprof': Buffer.alloc(7 << 20),
	},
};
let into: string;

beforeEach(async () => {
	into = await mkdtemp(path.join(tmpdir(), 'arthas-tui-files-'));
});

afterEach(async () => {
	await rm(into, {recursive: true, force: true});
});

type Ran = {code?: number; error?: unknown; out: string; err: string; paths: string[]};
type Agents = NonNullable<TunnelScript['agents']>;

async function run(input: string[], flags: Flags = {}, agents: Agents = [{id: 'demo_math1', output}]): Promise<Ran> {
	await using server = await startTunnelServer({agents});
	const context = fakeContext({input, flags: {output: into, ...flags}, settings: {endpoints: [parseEndpoint(server.endpoint)]}});
	try {
		return {code: await files(context), ...context.printed, paths: server.requests.map(({path}) => path)};
	} catch (error) {
		return {error, ...context.printed, paths: server.requests.map(({path}) => path)};
	}
}

test('lists what an agent behind a tunnel server has written', async () => {
	const {code, out} = await run([]);
	expect(code).toBe(0);
	expect(out.split('\n').map(line => line.trimEnd())).toEqual([
		'NAME             SIZE  MODIFIED',
		'flame.html        8 B  2026-11-22 01:12:48',
		'dump 1.hprof      1 B  2026-11-22 01:12:48',
		'mid.bin       2.0 MiB  2026-11-22 01:12:48',
		'big.hprof     7.0 MiB  2026-11-22 01:12:48',
		'',
	]);
});

test('lists as JSON, for each agent', async () => {
	const {out} = await run(['ls'], {json: true, on: 'jvm'}, [{id: 'demo_a', output}, {id: 'demo_b', output: {files: {}}}]);
	expect(JSON.parse(out)).toEqual([
		{
			agent: 'demo_a', files: expect.arrayContaining([{
				name: 'flame.html', isFolder: false, sizeBytes: 8, modified: '2026-11-22 01:12:48',
			}]) as unknown,
		},
		{agent: 'demo_b', files: []},
	]);
});

test('brings a file and tells where it lies', async () => {
	const {code, out, paths} = await run(['get', 'flame.html']);
	expect([code, out]).toEqual([0, `${path.join(into, 'flame.html')}\n`]);
	expect(await readFile(path.join(into, 'flame.html'), 'utf8')).toBe('<p>flame');
	expect(paths.filter(path => path.startsWith('/proxy/'))).toEqual(['/proxy/demo_math1/arthas-output/', '/proxy/demo_math1/arthas-output/flame.html']);
});

test('what the JVM would have to hold several times in its memory needs a yes', async () => {
	const {error, err} = await run(['get', 'mid.bin']);
	expect(error).toMatchObject({code: 'ERR_AUTH_POLICY'});
	expect(err).toContain('2.0 MiB, of which the JVM holds several copies');
	expect(await run(['get', 'mid.bin'], {yes: true})).toMatchObject({code: 0});
	expect((await readFile(path.join(into, 'mid.bin'))).equals(output.files['mid.bin'])).toBe(true);
});

test('what a stock tunnel server can\'t pass on is not asked for', async () => {
	for (const name of ['big.hprof', 'dump 1.hprof']) {
		const {error, paths} = await run(['get', name], {yes: true});
		expect(error).toMatchObject({code: 'ERR_FILE'});
		expect(paths.filter(path => path.startsWith('/proxy/'))).toEqual(['/proxy/demo_math1/arthas-output/']);
	}

	expect(await readdir(into)).toEqual([]);
});

test('of several names those that can be had come, and the others are told', async () => {
	const {code, out, err} = await run(['get', 'none.html', 'flame.html'], {json: true});
	expect(code).toBe(1);
	expect(JSON.parse(out)).toEqual([{
		name: 'flame.html', path: path.join(into, 'flame.html'), bytes: 8, resumedAt: 0,
	}]);
	expect(err).toContain('none.html: there is no “none.html”');
});

test.each([
	[['get'], 'needs the name of a file'],
	[['ls', 'a', 'b'], 'takes one folder'],
	[['rm', 'x'], 'no action “rm”'],
])('%j is told how it is written', async (input, words) => {
	expect(await run(input)).toMatchObject({error: {code: 'ERR_USAGE', message: expect.stringContaining(words) as string}});
});

test('an agent without files, and one that isn\'t registered, are told', async () => {
	const {error} = await run([], {}, [{id: 'demo_math1'}]);
	expect(error).toMatchObject({code: 'ERR_AGENT_UNKNOWN', message: expect.stringContaining('demo_math1') as string});
});

test('a portal instead of the list is no list', async () => {
	await using server = await startTunnelServer({html: true, agents: [{id: 'demo_math1', output}]});
	const endpoint = parseEndpoint(server.endpoint, {agents: ['demo_math1']});
	const context = fakeContext({input: [], settings: {endpoints: [endpoint]}});
	await expect(files(context)).rejects.toMatchObject({code: expect.stringMatching(/^ERR_(?:PROTOCOL_PEER|USAGE|AGENT_UNKNOWN)/u) as string});
});
