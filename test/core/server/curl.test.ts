import {execFile, spawnSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import type {ChannelServer} from '../../../source/core/server/index.js';
import {ResponseStatus, RequestAction} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Answer, ScriptedAgent} from '../../servers/scripted-agent.js';
import {join, startTestServer} from './harness.js';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0;

const results = (...all: object[]): Answer => ({status: ResponseStatus.CONTINUOUS, executeResult: {resultsJson: JSON.stringify(all)}});
const status = {jobId: 1, statusCode: 0, type: 'status'};

/** Says which command it was given, in the messages of the real agent. */
function answer({action, executeParams}: {action: RequestAction; executeParams?: {commandLine: string} | undefined}): Answer[] {
	const {commandLine = ''} = executeParams ?? {};
	const own = {jobId: 1, type: commandLine.split(' ')[0], line: commandLine};
	return action === RequestAction.EXECUTE
		? [{...results(own, status), status: ResponseStatus.SUCCEEDED, sessionId: 's'}]
		: [results({jobId: 1, type: 'command'}), results(own), {...results(status), status: ResponseStatus.SUCCEEDED}];
}

/** The lines of the Java channel server's document, unchanged, where they name port 8800 and two agents. */
describe.runIf(hasCurl)('the document\'s lines', () => {
	let server: ChannelServer;
	let home: string;
	const agents: ScriptedAgent[] = [];

	beforeAll(async () => {
		server = await startTestServer();
		for (const agentId of ['a76da9861cfd', '150e6b4018ef4f35bdb9cf0460504b7e']) {
			agents.push(await join(server, {agentId, answer}));
		}

		home = await mkdtemp(path.join(tmpdir(), 'curl-'));
		// Only the address behind the name differs: a test may not take fixed ports.
		await writeFile(path.join(home, '.curlrc'), `connect-to = "localhost:8800:127.0.0.1:${server.http.port}"\n`);
	});

	afterAll(async () => {
		for (const agent of agents) {
			await agent[Symbol.asyncDispose]();
		}

		await server.close();
		await rm(home, {recursive: true});
	});

	const bash = async (script: string) => {
		const {stdout} = await run('bash', ['-c', script], {env: {PATH: process.env['PATH'], CURL_HOME: home, HOME: home}});
		return stdout;
	};

	const agentId = 'agent_id=a76da9861cfd\n';

	test('the list', async () => {
		expect(JSON.parse(await bash('curl -Ss http://localhost:8800/agents'))).toMatchObject([{agentId: '150e6b4018ef4f35bdb9cf0460504b7e', agentStatus: 'IN_SERVICE'}, {agentId: 'a76da9861cfd'}]);
	});

	test('exec', async () => {
		const answered = await bash(`${agentId}curl -Ss -XPOST -H "Content-Type: application/json" http://localhost:8800/agent/\${agent_id}/exec -d '
{
  "action":"EXECUTE",
  "executeParams": {
  "commandLine": "session",
  "resultFormat": "JSON"
  }
}
'`);
		expect(JSON.parse(answered)).toMatchObject({agentId: 'a76da9861cfd', status: 'SUCCEEDED', executeResult: {resultsJson: expect.stringContaining('"type":"session"') as string}});
	});

	test('sse_async_exec', async () => {
		const answered = await bash(`${agentId}curl -Ss -XPOST -H "Content-Type: application/json" http://localhost:8800/agent/\${agent_id}/sse_async_exec -d '
{
  "action":"ASYNC_EXECUTE",
  "executeParams": {
  "commandLine": "watch *MathGame prime* -n 1",
  "resultFormat": "JSON"
  }
}'`);
		const events = answered.split('\n\n').filter(block => block !== '').map(block => JSON.parse(block.replace(/^data:/, '')) as {status: string; executeResult: {resultsJson: string}});
		expect(events.map(event => event.status)).toEqual(['CONTINUOUS', 'CONTINUOUS', 'SUCCEEDED']);
		expect(events[1]?.executeResult.resultsJson).toContain('watch *MathGame prime* -n 1');
	});

	test('async_exec, then results until the end', async () => {
		const acknowledged = JSON.parse(await bash(`${agentId}curl -Ss -XPOST -H "Content-Type: application/json" http://localhost:8800/agent/\${agent_id}/async_exec -d '
{
  "action":"ASYNC_EXECUTE",
  "executeParams": {
  "commandLine": "watch *MathGame prime* -n 10",
  "resultFormat": "JSON"
  }
}'`)) as {requestId: string};
		expect(acknowledged).toEqual({agentId: 'a76da9861cfd', requestId: expect.stringMatching(/^\w{12}$/) as string, status: 'CONTINUOUS'});
		const statuses = [];
		for (let index = 0; index < 3; index++) {
			const polled = await bash(`${agentId}request_id=${acknowledged.requestId}\ncurl -Ss  -H "Content-Type: application/json" http://localhost:8800/agent/\${agent_id}/results/\${request_id}`);
			statuses.push((JSON.parse(polled) as {status: string}).status);
		}

		expect(statuses).toEqual(['CONTINUOUS', 'CONTINUOUS', 'SUCCEEDED']);
	});

	test('legacy_api, the agent in the path', async () => {
		const answered = await bash(`${agentId}curl -Ss -XPOST -H "Content-Type: application/json" http://localhost:8800/legacy_api/\${agent_id} -d '
{
  "action":"exec",
  "command": "version"
}'`);
		expect(JSON.parse(answered)).toEqual({
			requestId: expect.stringMatching(/^\w{12}$/) as string, agentId: 'a76da9861cfd', state: 'SUCCEEDED', sessionId: 's',
			body: {results: [{jobId: 1, type: 'version', line: 'version'}, status]},
		});
	});

	test('legacy_api, the agent in the body', async () => {
		const answered = await bash(`curl -Ss -XPOST -H "Content-Type: application/json" http://localhost:8800/legacy_api -d '
{
  "action":"exec",
  "command": "version",
  "agentId": "150e6b4018ef4f35bdb9cf0460504b7e"
}'`);
		expect(JSON.parse(answered)).toMatchObject({agentId: '150e6b4018ef4f35bdb9cf0460504b7e', state: 'SUCCEEDED', body: {results: [{type: 'version'}, {type: 'status'}]}});
	});
});
