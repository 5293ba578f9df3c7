import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {
	afterEach, beforeEach, expect, it,
} from 'vitest';
import {connect} from '../../../source/core/client/connect.js';
import {recording} from '../../servers/loda/recording.js';
import {startLodaAgent, type LodaAgent} from '../../servers/loda-agent.js';

let monitor: LodaAgent;
let answer = {status: 200, body: ''};
const server = createServer((request, response) => {
	const isCollect = request.url === '/api/v1/agent/resource?ns=web.shop.loda&type=collect';
	response.writeHead(request.url === '/api/v1/agents' ? answer.status : (isCollect ? 200 : 404)).end(isCollect ? collected : answer.body);
});

/** What the recorded agent took from its registry. */
const collected = recording('registry-stub-answer-resource').toString().replace(/^[^]*?\r\n\r\n[\da-f]+\r\n/u, '').replace(/\r\n0\r\n\r\n$/u, '');

const report = {
	uuid: null, sn: '', newiplist: ['127.0.0.1', 'fd00::7'], ns: ['web.shop.loda'], version: '0.4.3', agenttype: 'loda-agent',
};
const list = (data: unknown) => JSON.stringify({httpstatus: 200, data, msg: ''});

beforeEach(async () => {
	monitor = await startLodaAgent();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
});
afterEach(async () => {
	await monitor[Symbol.asyncDispose]();
	server.closeAllConnections();
	server.close();
	await once(server, 'close');
});

const url = () => `loda+http://127.0.0.1:${(server.address() as AddressInfo).port}?registry&port=${monitor.port}`;

it('lists the agents of a registry, and each is asked directly', async () => {
	answer = {
		status: 200, body: list({
			'web-1': {...report, utime: new Date().toISOString()}, 'web-2': {
				...report, newiplist: null, ns: null, utime: '2020-01-01T00:00:00Z',
			}, broken: 7,
		}),
	};
	await using connection = connect(url());
	await connection.ready();
	const agents = connection.agents.getSnapshot();
	expect(agents).toMatchObject([
		{
			id: `127.0.0.1:${monitor.port}`, name: 'web-1', host: 'web-1', kind: 'monitor', status: 'up', ip: '127.0.0.1', version: '0.4.3', labels: {ns: 'web.shop.loda'},
		},
		{
			id: `web-2:${monitor.port}`, name: 'web-2', status: 'down', ip: null, labels: {},
		},
	]);
	expect(connection.facts()).toMatchObject({server: 'loda registry', notes: [expect.stringContaining(`asked at ${monitor.port}`)]});
	const job = connection.openSession(agents[0]!).run('plugins.list');
	expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
	const plugins = job.entries().flatMap(entry => entry.kind === 'result' ? entry.result['plugins'] as object[] : []);
	expect(plugins).toHaveLength(8);
	expect(plugins.slice(0, 2)).toEqual([
		{
			namespace: 'web.shop.loda', plugin: 'disk', enabled: true, repo: 'git@git.example.org:ops/disk.git', cycleSeconds: 15,
		},
		{
			namespace: 'web.shop.loda', plugin: 'args', enabled: null, repo: 'git@git.example.org:ops/args.git', cycleSeconds: 0,
		},
	]);
	expect(monitor.requests).toEqual(['GET /plugins/list']);
	await expect(connection.openConsole(agents[0]!, {cols: 80, rows: 24}, AbortSignal.timeout(1000))).rejects.toMatchObject({code: 'ERR_COMMAND'});
});

it('takes a registry without agents for one', async () => {
	answer = {status: 200, body: list(null)};
	await using connection = connect(url());
	await connection.ready();
	expect(connection.agents.getSnapshot()).toEqual([]);
});

it.each([
	[200, '<html></html>'], [200, '[]'], [200, '{"httpstatus":500,"data":null,"msg":"x"}'], [502, 'Bad Gateway'],
])('is no registry: HTTP %i %s', async (status, body) => {
	answer = {status, body};
	await using connection = connect(url());
	await expect(connection.ready()).rejects.toMatchObject({code: 'ERR_PROTOCOL_PEER'});
});
