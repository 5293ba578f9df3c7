import {Buffer} from 'node:buffer';
import {describe, expect, it} from 'vitest';
import type {Agent} from '../../../../source/core/client/agent.js';
import {connect} from '../../../../source/core/client/connect.js';
import type {Connection, ConnectionOptions} from '../../../../source/core/client/connection.js';
import type {Job} from '../../../../source/core/client/job.js';
import type {RunCommandOptions} from '../../../../source/core/client/session.js';
import type {Result} from '../../../../source/core/protocol/result.js';
import {until} from '../../../../source/core/readable.js';
import {startLodaAgent, type LodaAgent} from '../../../servers/loda-agent.js';

const disk = 'web.shop.loda git@git.example.org:ops/disk.git';

type Meeting = {server: LodaAgent; connection: Connection; agent: Agent; sent: string[]; run: (line: string, options?: RunCommandOptions) => Job};

async function meet(test: (meeting: Meeting) => Promise<void>, options: ConnectionOptions = {}): Promise<void> {
	await using server = await startLodaAgent();
	const sent: string[] = [];
	await using connection = connect(server.url, {
		...options, onSent({what}) {
			sent.push(what);
		},
	});
	await connection.ready();
	const [agent] = connection.agents.getSnapshot();
	const session = connection.openSession(agent!);
	await test({
		server, connection, agent: agent!, sent, run: (line, runOptions) => session.run(line, {approved: true, ...runOptions}),
	});
}

function resultsOf(job: Job): Result[] {
	return job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : []);
}

describe('a loda agent', () => {
	it('is one agent with its namespaces, and says what is open about it', async () => {
		await meet(async ({server, connection, agent}) => {
			expect(agent).toMatchObject({
				id: `127.0.0.1:${server.port}`, kind: 'monitor', via: 'loda', status: 'up', version: '0.4.3', results: 'structured', ip: '127.0.0.1', labels: {ns: 'web.shop.loda'},
			});
			expect(connection.facts()).toMatchObject({server: 'loda agent 0.4.3', notes: [expect.stringContaining('no login')]});
		});
	});

	it.each([
		['version', {version: '0.4.3'}],
		['namespaces', {namespaces: ['web.shop.loda']}],
		['plugins.list', {plugins: [{namespace: 'web.shop.loda', plugin: 'disk', enabled: true}]}],
		['members', {members: []}],
		['vars', {cmdline: ['./agent-bin', 'start', '-f', 'agent.conf']}],
		['pull', {answer: 'collect items updated'}],
		[`plugins.run ${disk}`, {answer: 'run plugin successfully', plugin: 'disk'}],
		[`plugins.update ${disk}`, {answer: 'update successfully'}],
		['metrics.post web.shop.loda [{"name":"a.b-c_d","value":1}]', {answer: 'send data to MQ success'}],
	])('answers %s', async (line, members) => {
		await meet(async ({run}) => {
			const job = run(line);
			expect(await job.ended).toEqual({name: 'done', statusCode: 0});
			expect(resultsOf(job)).toMatchObject([{type: line.split(' ')[0], ...members}]);
		});
	});

	it('disables a plugin, lists that, and enables it once', async () => {
		await meet(async ({run}) => {
			expect(await run(`plugins.disable ${disk}`).ended).toMatchObject({name: 'done', statusCode: 0});
			const list = run('plugins.list');
			await list.ended;
			expect(resultsOf(list)[0]).toMatchObject({plugins: [{enabled: false}]});
			expect(await run(`plugins.enable ${disk}`).ended).toMatchObject({name: 'done', statusCode: 0});
			expect(await run(`plugins.enable ${disk}`).ended).toMatchObject({name: 'failed', error: {code: 'ERR_COMMAND', hint: expect.stringContaining('not disabled') as unknown}});
		});
	});

	it('needs a yes for what runs on the host, and sends nothing without', async () => {
		await meet(async ({server, run, sent}) => {
			expect(await run(`plugins.run ${disk}`, {approved: false}).ended).toMatchObject({name: 'refused', by: 'policy'});
			expect(sent).toEqual([]);
			expect(server.requests.filter(line => line.includes('plugins'))).toEqual([]);
		});
		await meet(async ({server, run}) => {
			expect(await run(`plugins.run ${disk}`).ended).toMatchObject({name: 'refused', by: 'policy'});
			expect(server.requests.filter(line => line.includes('plugins'))).toEqual([]);
			expect(await run('plugins.list').ended).toMatchObject({name: 'done'});
		}, {readOnly: true});
	});

	it('tells the code of a plugin that failed', async () => {
		await meet(async ({run}) => {
			expect(await run('plugins.run web.shop.loda ops/fails').ended).toMatchObject({name: 'done', statusCode: 3, message: expect.stringContaining('exit status 3') as unknown});
		});
	});

	it('of a plugin that never ends says that nobody knows whether it did, and that a second run was not begun', async () => {
		await meet(async ({server, run}) => {
			const job = run('plugins.run -t 1 web.shop.loda ops/slow');
			await server.until(() => server.plugins.running.has('slow'));
			expect(await run('plugins.run -t 1 web.shop.loda ops/slow').ended).toEqual({name: 'refused', by: 'agent-busy', message: 'plugin is running'});
			expect(await job.ended).toMatchObject({name: 'timed-out', ended: 'unknown', message: expect.stringContaining('SIGTERM') as unknown});
		});
	});

	it('can\'t end a run before its time: an interrupt leaves at once and says so', async () => {
		await meet(async ({server, run}) => {
			const job = run('plugins.run -t 100 web.shop.loda ops/slow');
			await server.until(() => server.plugins.running.has('slow'));
			expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'no'});
		});
	});

	it('that goes away during a run may still run it, and during a look has run nothing', async () => {
		await meet(async ({server, run}) => {
			const job = run('plugins.run -t 100 web.shop.loda ops/slow');
			await server.until(() => server.plugins.running.has('slow'));
			server.cut();
			expect(await job.ended).toEqual({name: 'lost', reason: 'link', mayStillRun: true});
			server.instead.set('/plugins/list', '');
			expect(await run('plugins.list').ended).toMatchObject({name: 'failed', mayHaveRun: false});
		});
	});

	it('lets an agent pull that forgot a plugin which it lists, and asks again', async () => {
		await meet(async ({server, run}) => {
			server.plugins.isKnown = false;
			const job = run(`plugins.run ${disk}`);
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(server.requests.slice(-4).map(line => line.replace(/\?.*/u, ''))).toEqual(['GET /plugins/run', 'GET /plugins/list', 'GET /update', 'GET /plugins/run']);
			server.registry = 'down';
			await run('pull').ended;
			expect(await run(`plugins.run ${disk}`).ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {message: expect.stringContaining('doesn\'t exist') as unknown}});
		});
	});

	it('knows no plugin of another namespace, and asks for no pull then', async () => {
		await meet(async ({server, run}) => {
			expect(await run('plugins.run other.loda ops/disk').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_COMMAND'}});
			expect(server.requests.some(line => line.includes('/update'))).toBe(false);
		});
	});

	it('gets no figures for a namespace that isn\'t its own, unless that is meant', async () => {
		await meet(async ({server, run}) => {
			const line = 'other.ns [{"name":"a.b-c_d","value":1}]';
			expect(await run(`metrics.post ${line}`).ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {message: expect.stringContaining('web.shop.loda') as unknown}});
			expect(server.requests.some(request => request.includes('/post'))).toBe(false);
			expect(await run(`metrics.post -f ${line}`).ended).toMatchObject({name: 'done'});
		});
	});

	it('in no namespace lists nothing and says which name is missing', async () => {
		await meet(async ({server, run}) => {
			server.registry = 'no-namespaces';
			await run('pull').ended;
			const list = run('plugins.list');
			expect(await list.ended).toMatchObject({name: 'done'});
			expect(resultsOf(list)[0]).toMatchObject({plugins: []});
			expect(await run('metrics.post {"name":"a","value":1}').ended).toMatchObject({name: 'failed', error: {message: 'invalid ns', hint: expect.stringContaining('namespace') as unknown}});
		});
	});

	it('reads no logs, which it says with what does', async () => {
		await meet(async ({server, run}) => {
			expect(await run('log.read /var/log/shop/app.log').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {message: expect.stringContaining('404') as unknown, hint: expect.stringContaining('host agent') as unknown}});
			expect(server.requests.at(-1)).toBe('GET /log/offset?fpath=%2Fvar%2Flog%2Fshop%2Fapp.log&offset=0&num=1000');
		});
	});

	it('reads logs where somebody has routed them', async () => {
		await meet(async ({server, run}) => {
			const body = String.raw`{"status_code":200,"msg":"","data":["one\n","two\n"]}`;
			server.instead.set('/log/offset', Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
			const job = run('log.read /a.log');
			expect(await job.ended).toMatchObject({name: 'done'});
			expect(resultsOf(job)).toEqual([{type: 'log.read', lines: ['one\n', 'two\n']}]);
		});
	});

	it('has no other commands and no console', async () => {
		await meet(async ({connection, agent, run}) => {
			expect(await run('thread -n 3').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {message: 'thread: command not found'}});
			await expect(connection.openConsole(agent, {cols: 80, rows: 24}, AbortSignal.timeout(5000))).rejects.toMatchObject({code: 'ERR_COMMAND'});
		});
	});
});

describe('what is no loda agent', () => {
	it.each([
		['a web page', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>', 'ERR_PROTOCOL_PEER'],
		['other JSON', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]', 'ERR_PROTOCOL_PEER'],
		['a gateway', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nno!', 'ERR_PROTOCOL_PEER'],
		['a login', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n', 'ERR_AUTH_LOGIN'],
		['a dropped connection', '', 'ERR_CONNECT_DOWN'],
	])('is told from one: %s', async (_, bytes, code) => {
		await using server = await startLodaAgent();
		server.instead.set('/me/status', bytes === '' ? '' : Buffer.from(bytes));
		await using connection = connect(server.url);
		await expect(connection.ready()).rejects.toMatchObject({code});
	});

	it('after a page came where JSON was due the agent is away, and up again with its next answer', async () => {
		await using server = await startLodaAgent();
		await using connection = connect(server.url, {probeMs: 50});
		await connection.ready();
		server.instead.set('/me/status', Buffer.from('HTTP/1.1 503 Unavailable\r\nContent-Length: 7\r\n\r\n<html/>'));
		await until(connection.state, ({name}) => name === 'waiting');
		server.instead.clear();
		connection.retry();
		await until(connection.state, ({name}) => name === 'up');
	});
});
