import {type IncomingMessage, type ServerResponse, createServer} from 'node:http';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {startArthasApi} from '../servers/arthas-api.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {
	startBadGateway, startDrip, startEndless, startForeignAnswers, startGrpcOnly, startHugeJson, startLoginPage, startNestedJson, startSilence, startTls, startTruncatedJson, type OddPeer,
} from '../servers/odd-peers.js';
import {expectNoTrace, expectWords} from './expect-words.js';
import {runCli, temporaryFolder} from './run-cli.js';

type Kind = 'channel' | 'arthas';
type Case = [name: string, kind: Kind, start: () => Promise<OddPeer>, what: RegExp, todo: RegExp];

const cases: Case[] = [
	['a login page', 'channel', async () => startLoginPage(), /is no channel server: its \/agents is a web page/u, /login page/u],
	['a login page', 'arthas', async () => startLoginPage(), /is no Arthas HTTP API: .*web page/u, /8563/u],
	['a redirect to one', 'channel', async () => startLoginPage({redirects: true}), /answers 302/u, /channel server/u],
	['a proxy whose server is gone', 'channel', async () => startBadGateway(), /a proxy before .* answers 502/u, /is the server running/u],
	['a proxy whose JVM is gone', 'arthas', async () => startBadGateway(), /a proxy before .* answers 502/u, /Arthas attached/u],
	['gRPC', 'channel', async () => startGrpcOnly(), /doesn't speak HTTP/u, /agents dial 7700 and operators 8800/u],
	['gRPC', 'arthas', async () => startGrpcOnly(), /doesn't speak HTTP/u, /\w/u],
	['a list without an end', 'channel', async () => startEndless('json'), /more than 16777216 bytes/u, /host and port/u],
	['events without an end', 'arthas', async () => startEndless('sse'), /more than 16777216 bytes/u, /host and port/u],
	['a header without an end', 'channel', async () => startEndless('header'), /headers without an end/u, /host and port/u],
	['half a list', 'channel', async () => startTruncatedJson(), /is no list of agents/u, /\w/u],
	['half an answer', 'arthas', async () => startTruncatedJson(), /opened no session/u, /3\.3\.7/u],
	['an answer that breaks off', 'channel', async () => startTruncatedJson({how: 'connection'}), /closed the connection/u, /https/u],
	['100,000 levels of lists', 'channel', async () => startNestedJson(), /is no list of agents/u, /\w/u],
	['100,000 levels of results', 'arthas', async () => startNestedJson(), /nested deeper than/u, /host and port/u],
	['40 MB of text', 'channel', async () => startHugeJson(40 << 20), /more than 16777216 bytes/u, /host and port/u],
	['40 MB of results', 'arthas', async () => startHugeJson(40 << 20), /more than 16777216 bytes/u, /host and port/u],
	['answers to others', 'arthas', async () => startForeignAnswers(), /gave the answer to another request/u, /host and port/u],
];

describe('where a server was expected there is', {concurrent: true}, () => {
	it.each(cases)('%s (%s)', async (_, kind, start, what, todo) => {
		await using peer = await start();
		// A list and a command take the same way to the first answer, so that one of them will do for each peer.
		const args = kind === 'channel' ? ['agents'] : ['exec', 'version'];
		const result = await runCli([...args, '--connect', `${kind}+${peer.url}`]);
		expectWords(result, {code: 3, what, todo});
		expect(result.stderr).toContain(`127.0.0.1:${peer.port}`);
	});

	it.each<[string, Kind, () => Promise<OddPeer>]>([
		['silence', 'channel', async () => startSilence()],
		['silence', 'arthas', async () => startSilence()],
		['a byte now and then', 'channel', async () => startDrip({everyMs: 50})],
		['a byte of a status line now and then', 'arthas', async () => startDrip({everyMs: 50, from: 'status-line'})],
	])('%s, for as long as --timeout says (%s)', async (_, kind, start) => {
		await using peer = await start();
		const result = await runCli(['exec', 'version', '--connect', `${kind}+${peer.url}`, '--timeout', '500ms']);
		expectWords(result, {code: 124, what: /127\.0\.0\.1:\d+ didn't answer in 500 ms/u, todo: /--timeout/u});
		expect(result.ms).toBeLessThan(5000);
	});

	it('nothing', async () => {
		const closed = await startSilence();
		await closed[Symbol.asyncDispose]();
		const results = await Promise.all([
			runCli(['agents', '--server', `127.0.0.1:${closed.port}`]),
			runCli(['exec', '--connect', `arthas+http://127.0.0.1:${closed.port}`, 'version']),
			runCli(['agents'], {env: {ARTHAS_TUI_SERVER: `127.0.0.1:${closed.port}`}}),
			runCli([], {env: {ARTHAS_TUI_SERVER: `127.0.0.1:${closed.port}`}}),
		]);
		for (const result of results) {
			expectWords(result, {code: 3, what: /nothing listens at 127\.0\.0\.1:\d+/u, todo: /arthas-tui doctor/u});
		}
	});

	it('one server of two', async () => {
		const closed = await startSilence();
		await closed[Symbol.asyncDispose]();
		await using java = await startJavaChannel();
		await using locked = await startArthasApi({auth: {username: 'arthas', password: 'secret'}});
		const both = (other: string) => ['--connect', java.endpoint, '--connect', other];
		const words = `nothing listens at 127.0.0.1:${closed.port} — going on without it\n`;
		const gone = both(`arthas+http://127.0.0.1:${closed.port}`);
		const [agents, exec, home, refused] = await Promise.all([
			runCli(['agents', '--json', ...gone]), runCli(['exec', '--on', 'mg1', 'version', ...gone]), runCli(gone), runCli(['agents', '--json', ...both(locked.endpoint)]),
		]);
		expect(agents).toMatchObject({code: 1, stderr: words});
		expect(JSON.parse(agents.stdout)).toMatchObject([{id: 'mg1'}]);
		expect(exec).toMatchObject({code: 1, stdout: expect.stringMatching(/^3\./u) as string, stderr: words});
		expect(home).toMatchObject({code: 1, stderr: expect.stringContaining(words) as string});
		expect(refused).toMatchObject({code: 1, stderr: `127.0.0.1:${locked.port} asks for a login, and none was given — going on without it\n`});
	});
});

describe('TLS', {concurrent: true}, () => {
	it('on a plain port, and none where it is wanted', async () => {
		await using java = await startJavaChannel();
		await using tls = await startTls('self-signed');
		const [wanted, missing] = await Promise.all([
			runCli(['agents', '--connect', `channel+https://127.0.0.1:${java.port}`]),
			runCli(['agents', '--connect', `channel+http://127.0.0.1:${tls.port}`]),
		]);
		expectWords(wanted, {code: 3, what: /doesn't speak TLS/u, todo: /channel\+http:/u});
		expectWords(missing, {code: 3, what: /closed the connection before it answered|doesn't speak HTTP/u, todo: /https/u});
	});

	it('with a certificate of nobody, of another time, and of somebody who is trusted', async () => {
		const folder = temporaryFolder();
		const files = ['signed.pem', 'expired.pem'].map(name => path.join(folder, name)) as [string, string];
		await using foreign = await startTls('self-signed');
		await using expired = await startTls('expired');
		writeFileSync(files[0], foreign.certificate.cert);
		writeFileSync(files[1], expired.certificate.cert);
		const [untrusted, old, trusted, noFile, noCertificate] = await Promise.all([
			runCli(['agents', '--connect', `channel+${foreign.url}`]),
			runCli(['agents', '--connect', `channel+${expired.url}`, '--ca', files[1]]),
			runCli(['agents', '--connect', `channel+${foreign.url}`, '--ca', files[0]]),
			runCli(['agents', '--connect', `channel+${foreign.url}`, '--ca', path.join(folder, 'none')]),
			runCli(['agents', '--connect', `channel+${foreign.url}`, '--ca', '/dev/null']),
		]);
		expectWords(untrusted, {code: 3, what: /signed by nobody that this machine trusts/u, todo: /--ca FILE/u});
		expectWords(old, {code: 3, what: /has expired/u, todo: /renewed/u});
		expect(trusted).toMatchObject({code: 0, stdout: '', stderr: 'no agents\n'});
		expectWords(noFile, {code: 2, what: /--ca: .*none can't be read: ENOENT/u, todo: /PEM/u});
		expectWords(noCertificate, {code: 2, what: /holds no certificate/u, todo: /PEM/u});
	});
});

describe('a wrong password', {concurrent: true}, () => {
	it.each([
		['channel', async () => startJavaChannel({auth: {username: 'ops', password: 'right'}})],
		['arthas', async () => startArthasApi({auth: {username: 'ops', password: 'right'}})],
	] as const)('is told, and a right one works (%s)', async (_, start) => {
		await using peer = await start();
		const run = async (password: string) => runCli(['exec', '--connect', peer.endpoint, 'version', '--json'], {env: {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: password}});
		const [wrong, right] = await Promise.all([run('wrong'), run('right')]);
		expectWords(wrong, {code: 3, what: /127\.0\.0\.1:\d+/u, todo: /ARTHAS_TUI_PASSWORD/u});
		expect(right.code).toBe(0);
		expect(JSON.parse(right.stdout)).toMatchObject([{state: 'done', results: [{type: 'version'}, {type: 'status'}]}]);
	});
});

describe('an answer to another request', {concurrent: true}, () => {
	it('in a stream is left out, and its session left alone', async () => {
		await using channel = await startJavaChannel({foreignEvents: 1});
		const {code, stdout, stderr} = await runCli(['exec', '--connect', channel.endpoint, 'version', '--json']);
		expect(code).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject([{
			state: 'done', statusCode: 0, lost: 0, results: [{type: 'version'}, {type: 'status'}],
		}]);
		expect(stderr).toBe('the server sent a message of another request; it was left out\n');
		expect(channel.requests.filter(({path}) => path.includes('foreign'))).toEqual([]);
	});

	it('instead of ours is no answer', async () => {
		await using api = await startArthasApi({foreignAnswers: 1});
		expectWords(await runCli(['exec', '--connect', api.endpoint, 'version']), {code: 3, what: /the answer to another request/u});
	});
});

describe('a server that is well until a command comes', {concurrent: true}, () => {
	const events = (response: ServerResponse, text: string) => {
		response.writeHead(200, {'Content-Type': 'text/event-stream'}).end(`data:${text}\n\n`);
	};

	it.each<[string, (response: ServerResponse) => void, RegExp]>([
		['answers with a page', response => {
			response.writeHead(502, {'Content-Type': 'text/html'}).end('<h1>502</h1>');
		}, /^mg1 +(?:failed|lost|timed-out) /mu],
		['hangs up', response => {
			response.destroy();
		}, /^mg1 +(?:failed|lost|timed-out) /mu],
		['answers nothing', () => undefined, /^mg1 +timed-out /mu],
		['answers with no JSON', response => {
			events(response, '{"agentId":');
		}, /^mg1 +(?:failed|lost|timed-out) /mu],
		['sends events without an end', response => {
			response.writeHead(200, {'Content-Type': 'text/event-stream'});
			const more = () => {
				while (!response.destroyed && response.write(`data:${'x'.repeat(65_536)}`)) {
					// As much as the socket takes.
				}
			};

			response.on('drain', more);
			more();
		}, /^mg1 +(?:failed|lost|timed-out) /mu],
	])('and then %s', async (_, answer, row) => {
		await using server = await startListing(['mg1'], answer);
		const {code, stdout, stderr} = await runCli(['exec', '--server', server.address, 'version', '--timeout', '1500ms'], {killAfterMs: 19_000});
		expect(stderr).toMatch(row);
		expect([1, 3, 124]).toContain(code);
		expect(stdout).toBe('');
		expectNoTrace(stderr);
	});

	it('and then answers with results that can\'t be read, which is told as a loss', async () => {
		await using server = await startListing(['mg1'], response => {
			events(response, `{"agentId":"mg1","requestId":"ID","status":"SUCCEEDED","executeResult":{"resultsJson":"${'['.repeat(100_000)}"}}`);
		});
		const {code, stdout, stderr} = await runCli(['exec', '--server', server.address, 'version', '--timeout', '5s', '--no-loss']);
		expect({code, stdout}).toEqual({code: 1, stdout: ''});
		expect(stderr).toMatch(/^results are missing here: at least 1 \(.*nested deeper/mu);
		expect(stderr).toMatch(/^lost ≥1 results$/mu);
	});
});

describe('10,000 agents in one list', () => {
	it('are listed, chosen from and run on without a wait', async () => {
		await using server = await startListing(Array.from({length: 10_000}, (_, index) => `agent-${index}`), response => {
			response.writeHead(404).end();
		});
		const [json, table, chosen, all] = await Promise.all([
			runCli(['agents', '--server', server.address, '--json']),
			runCli(['agents', '--server', server.address]),
			runCli(['agents', '--server', server.address, 'agent-77 %3', '--json']),
			runCli(['exec', '--server', server.address, 'version']),
		]);
		expect((JSON.parse(json.stdout) as unknown[])).toHaveLength(10_000);
		expect(table.stdout.trimEnd().split('\n')).toHaveLength(10_001);
		expect((JSON.parse(chosen.stdout) as unknown[])).toHaveLength(3);
		expectWords(all, {code: 2, what: /10000 agents are in reach: agent-0, .* and 9995 more/u, todo: /--on/u});
		expect(Math.max(json.ms, table.ms, chosen.ms)).toBeLessThan(8000);
	});
});

/** Lists agents that beat now, and answers everything else as it is told. */
async function startListing(ids: readonly string[], answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<AsyncDisposable & {address: string}> {
	const server = createServer((request, response) => {
		request.resume();
		if (request.url === '/agents') {
			const now = Date.now();
			response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(ids.map(agentId => ({
				agentId, agentStatus: 'IN_SERVICE', heartbeatTime: now, hostname: agentId, ip: '127.0.0.1', agentVersion: '3.5.6',
			}))));
		} else {
			answer(response, request);
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
