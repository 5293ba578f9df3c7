import {
	afterEach, beforeEach, expect, test,
} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {metrics} from '../../../source/commands/metrics.js';
import {plugins} from '../../../source/commands/plugins.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startLodaAgent, type LodaAgent} from '../../servers/loda-agent.js';
import {fakeContext} from '../fake-context.js';

let server: LodaAgent;
beforeEach(async () => {
	server = await startLodaAgent();
});
afterEach(async () => {
	await server[Symbol.asyncDispose]();
});

async function run(command: typeof plugins, input: string[], flags: Flags = {}, more: {readOnly?: boolean} = {}): Promise<{code: number; out: string; err: string}> {
	const context = fakeContext({input, flags, settings: {endpoints: [parseEndpoint(server.url)], ...more}});
	const code = await command(context);
	return {code, ...context.printed};
}

test('plugins are listed with their state', async () => {
	const {code, out} = await run(plugins, ['ls']);
	expect(code).toBe(0);
	expect(out).toMatch(/^NAMESPACE +PLUGIN +CYCLE +STATE *\nweb\.shop\.loda +disk +periodic +● enabled *\n$/u);
	await run(plugins, ['disable', 'web.shop.loda', 'ops/disk'], {yes: true});
	expect(JSON.parse((await run(plugins, [], {json: true})).out)).toEqual([{
		agent: `127.0.0.1:${server.port}`, namespace: 'web.shop.loda', plugin: 'disk', cycle: 'periodic', state: 'disabled', repo: null,
	}]);
});

test('a run is shown with its risk and needs a yes', async () => {
	const asked = run(plugins, ['run', 'web.shop.loda', 'ops/disk']);
	await expect(asked).rejects.toMatchObject({code: 'ERR_AUTH_POLICY', message: 'nothing was changed: this needs a yes'});
	expect(server.requests.some(line => line.includes('/plugins/'))).toBe(false);
	const {code, out, err} = await run(plugins, ['run', 'web.shop.loda', 'ops/args', '-v', 'a b'], {yes: true, limit: '20s'});
	expect(err).toBe(`plugins.run -t 20 web.shop.loda ops/args -v 'a b' on 127.0.0.1:${server.port}\nplugins.run runs a script on the host, also where its plugin is disabled\n`);
	expect({code, out}).toEqual({code: 0, out: `127.0.0.1:${server.port}: run plugin successfully\n`});
	expect(server.requests.at(-1)).toBe('GET /plugins/run?ns=web.shop.loda&repo=git%40loda%3Aops%2Fargs.git&timeout=20&param=-v+a+b');
});

test.each([
	[['run', 'web.shop.loda', 'ops/fails'], {}, 1, /exit status 3/u],
	[['run', 'web.shop.loda', 'ops/slow'], {limit: '1s'}, 124, /SIGTERM/u],
	[['run', 'other.ns', 'ops/disk'], {}, 1, /doesn't exist/u],
	[['update', 'web.shop.loda', 'ops/gone'], {}, 1, /clone failed/u],
	[['enable', 'web.shop.loda', 'ops/disk'], {}, 1, /was not disabled/u],
])('%j fails as the agent says', async (input, flags, code, words) => {
	const ran = await run(plugins, input, {yes: true, ...flags});
	expect(ran.code).toBe(code);
	expect(ran.err.replaceAll(/\s+/gu, ' ')).toMatch(words);
});

test('what only looks stays allowed in read-only mode, and nothing else', async () => {
	expect(await run(plugins, ['ls'], {}, {readOnly: true})).toMatchObject({code: 0});
	expect(await run(plugins, ['run', 'web.shop.loda', 'ops/disk'], {yes: true}, {readOnly: true})).toMatchObject({code: 4});
});

test.each([
	[plugins, ['start']], [plugins, ['ls', 'x']], [plugins, ['run']], [plugins, ['run', 'a.b', 'disk']], [plugins, ['pull', 'x']], [metrics, ['get']], [metrics, ['post']], [metrics, ['post', 'a.b', 'x y=1']],
])('what can\'t be meant is refused before anything is connected', async (command, input) => {
	await expect(run(command, input, {yes: true})).rejects.toMatchObject({code: 'ERR_USAGE'});
	expect(server.requests).toEqual([]);
});

test('the traffic is a table, with its unit', async () => {
	const {out} = await run(metrics, []);
	expect(out).toMatch(/^net\.in +eth0 +[\d.]+ +bit\/s/mu);
	expect(JSON.parse((await run(metrics, [], {json: true})).out)).toEqual(expect.arrayContaining([expect.objectContaining({name: 'net.in', tags: {interface: 'eth0'}, unit: 'bit/s'})]));
});

test('with --every it has a course', async () => {
	const context = fakeContext({flags: {every: '1'}, settings: {endpoints: [parseEndpoint(server.url)]}, env: {LANG: 'C.UTF-8'}});
	const ended = metrics(context);
	await server.until(() => server.requests.filter(line => line.includes('traffic')).length === 3);
	context.interrupt();
	await ended;
	expect(context.printed.out).toMatch(/COURSE/u);
	expect(context.printed.out).toMatch(/net\.in +eth0 .*▁▁/u);
});

test('figures are posted to a namespace of the host', async () => {
	await expect(run(metrics, ['post', 'web.shop.loda', 'queue.length=3'])).rejects.toMatchObject({code: 'ERR_AUTH_POLICY'});
	const {code, err} = await run(metrics, ['post', 'web.shop.loda', 'queue.length=3', 'state=ok'], {yes: true});
	expect(code).toBe(0);
	expect(err).toContain('metrics.post web.shop.loda [{"name":"queue.length","value":3},{"name":"state","value":"ok"}] on');
	expect(server.requests.at(-1)).toBe('POST /post?ns=web.shop.loda');
	expect(await run(metrics, ['post', 'other.ns', 'a=1'], {yes: true})).toMatchObject({code: 1, err: expect.stringContaining('web.shop.loda') as unknown});
});
