import {
	mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {once} from 'node:events';
import {hostname} from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {startChannelAgent} from '../../source/core/host/index.js';
import {makeCertificate} from '../servers/odd-peers.js';
import {expectWords} from './expect-words.js';
import {runCli, startCli, temporaryFolder} from './run-cli.js';
import {startServe} from './start-serve.js';

const host = hostname();
const login = {ARTHAS_TUI_SERVE_USERNAME: 'ops', ARTHAS_TUI_SERVE_PASSWORD: 'swordfish'};

const aLoopbackPort = expect.stringMatching(/^127\.0\.0\.1:\d+$/u) as string;

/** Where programs of one user find each other. */
function runtime(): {folder: string; env: {XDG_RUNTIME_DIR: string}} {
	const base = temporaryFolder();
	return {folder: path.join(base, 'arthas-tui'), env: {XDG_RUNTIME_DIR: base}};
}

describe('serve', {concurrent: true}, () => {
	describe('a server whose agent leaves during a command', () => {
		// It comes first because it takes long: an agent may come back, and the server waits for that.
		it('waits for its return, and tells then that it can\'t know the end', {timeout: 40_000}, async () => {
			await using served = await startServe(['--no-host-agent'], {killAfterMs: 40_000});
			const leaver = startChannelAgent({
				server: served.grpc, agentId: 'leaver', version: '1.0', hostname: 'elsewhere', allowShell: true,
			});
			await leaver.ready;
			await using cli = startCli(['exec', '--server', served.http, '--on', 'leaver', 'sync.bash sleep 30', '--yes', '--ndjson'], {killAfterMs: 30_000});
			await cli.until(({stdout}) => stdout.includes('"state":"running"'));
			await leaver[Symbol.asyncDispose]();
			const {code, stdout} = await cli.ended;
			expect(code).toBe(1);
			const end = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
			expect(end).toMatchObject({event: 'state', state: 'lost', error: {code: 'agent-gone', message: expect.stringContaining('may still run') as string}});
		});
	});

	describe('a server of this user', () => {
		it('says in one line where it listens, and is found by a second terminal until it ends', async () => {
			const {folder, env} = runtime();
			await using served = await startServe([], {env});
			expect(served.stdout.trimEnd().split('\n')).toHaveLength(1);
			expect(JSON.parse(served.stdout)).toEqual({
				http: aLoopbackPort, ws: aLoopbackPort, grpc: aLoopbackPort, tunnel: aLoopbackPort, host: aLoopbackPort,
			});
			const [file = '', ...others] = readdirSync(folder);
			expect(others).toEqual([]);
			expect(statSync(folder).mode & 0o777).toBe(0o700);
			expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);

			const [alone, agents, exec] = await Promise.all([runCli([], {env}), runCli(['agents', '--json'], {env}), runCli(['exec', 'getinfo.kernel', '--json'], {env})]);
			expect(alone).toMatchObject({code: 0, stderr: expect.stringContaining(`the server that runs at ${served.http}`) as string});
			expect(alone.stderr).toMatch(/^ {2}arthas-tui attach +JVMs of this host/mu);
			expect(JSON.parse(agents.stdout)).toMatchObject([{id: host, server: served.http}]);
			expect(JSON.parse(exec.stdout)).toMatchObject([{ref: `${served.http}/${host}`, state: 'done'}]);

			served.signal('SIGTERM');
			expect(await served.ended).toMatchObject({code: 0, stderr: expect.stringMatching(/^ending what runs/u) as string});
			expect(readdirSync(folder)).toEqual([]);
		});

		it('that was killed is recognised, and the newest of those that run is taken', async () => {
			const {folder, env} = runtime();
			await using killed = await startServe([], {env});
			killed.signal('SIGKILL');
			await killed.ended;
			// A pid that lives and is another program now.
			writeFileSync(path.join(folder, `server-${process.pid}.json`), JSON.stringify({pid: process.pid, startedAt: '1', http: killed.http}), {mode: 0o600});
			writeFileSync(path.join(folder, 'server-1.json'), 'no JSON', {mode: 0o600});
			expect(readdirSync(folder)).toHaveLength(3);
			const alone = await runCli(['agents', '--json'], {env});
			expect(alone).toMatchObject({code: 0, stderr: ''});
			expect(JSON.parse(alone.stdout)).toMatchObject([{server: 'embedded'}]);
			expect(readdirSync(folder)).toEqual(['server-1.json']);

			await using first = await startServe([], {env});
			await using second = await startServe(['--no-host-agent'], {env});
			expect(await runCli(['agents'], {env})).toMatchObject({code: 0, stdout: '', stderr: 'no agents\n'});
			second.signal('SIGINT');
			await second.ended;
			expect(JSON.parse((await runCli(['agents', '--json'], {env})).stdout)).toMatchObject([{server: first.http}]);
		});

		it('is not believed where others could have written its file', async () => {
			const {folder, env} = runtime();
			mkdirSync(folder, {mode: 0o755});
			await using served = await startServe([], {env});
			expect(readdirSync(folder)).toEqual([]);
			writeFileSync(path.join(folder, `server-${served.pid}.json`), JSON.stringify({pid: served.pid, startedAt: '', http: served.http}), {mode: 0o600});
			expect(JSON.parse((await runCli(['agents', '--json'], {env})).stdout)).toMatchObject([{server: 'embedded'}]);

			const other = temporaryFolder();
			symlinkSync(folder, path.join(other, 'arthas-tui'));
			expect(JSON.parse((await runCli(['agents', '--json'], {env: {XDG_RUNTIME_DIR: other}})).stdout)).toMatchObject([{server: 'embedded'}]);
		});

		it.each([
			['that can\'t be made', '/dev/null/nowhere'],
			['that is no folder', '/dev/full'],
		])('serves also with a runtime folder %s', async (_, XDG_RUNTIME_DIR) => {
			const env = {XDG_RUNTIME_DIR};
			await using served = await startServe([], {env});
			expect(await runCli(['agents', '--server', served.http, '--csv'], {env})).toMatchObject({code: 0, stderr: '', stdout: expect.stringContaining(host) as string});
		});
	});

	describe('the channel server document', () => {
		it('works line by line against an open server, and no shell command does', async () => {
			const {env} = runtime();
			await using served = await startServe([], {env});
			const curl = async (target: string, body?: string) => {
				const response = await fetch(`http://localhost:${served.http.split(':')[1]}${target}`, {
					headers: {'Content-Type': 'application/json'}, ...(body !== undefined && {method: 'POST', body}),
				});
				return {status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text()};
			};

			const agents = await curl('/agents');
			expect(JSON.parse(agents.text)).toMatchObject([{agentId: host, agentStatus: 'IN_SERVICE'}]);

			const session = await curl(`/agent/${host}/exec`, '\n{\n  "action":"EXECUTE",\n  "executeParams": {\n  "commandLine": "session",\n  "resultFormat": "JSON"\n  }\n}\n');
			expect(session).toMatchObject({status: 200, type: expect.stringMatching(/^application\/json/u) as string});
			expect(JSON.parse(session.text)).toMatchObject({agentId: host, status: 'SUCCEEDED', requestId: expect.any(String) as string});

			const events = await curl(`/agent/${host}/sse_async_exec`, '\n{\n  "action":"ASYNC_EXECUTE",\n  "executeParams": {\n  "commandLine": "getinfo.kernel",\n  "resultFormat": "JSON"\n  }\n}');
			expect(events).toMatchObject({status: 200, type: expect.stringMatching(/^text\/event-stream/u) as string});
			const messages = events.text.split('\n').filter(line => line.startsWith('data:')).map(line => JSON.parse(line.slice(5)) as {status: string});
			expect(messages.at(0)?.status).toBe('CONTINUOUS');
			expect(messages.at(-1)?.status).toBe('SUCCEEDED');

			const begin = '\n{\n  "action":"ASYNC_EXECUTE",\n  "executeParams": {\n  "commandLine": "getinfo.kernel",\n  "resultFormat": "JSON"\n  }\n}';
			const started = JSON.parse((await curl(`/agent/${host}/async_exec`, begin)).text) as {requestId: string; status: string};
			expect(started).toMatchObject({agentId: host, status: 'CONTINUOUS'});
			let {status} = started;
			for (let polls = 0; status === 'CONTINUOUS' && polls < 10; polls++) {
				({status} = JSON.parse((await curl(`/agent/${host}/results/${started.requestId}`)).text) as {status: string});
			}

			expect(status).toBe('SUCCEEDED');

			for (const [target, body] of [
				[`/legacy_api/${host}`, '\n{\n  "action":"exec",\n  "command": "version"\n}'],
				['/legacy_api', `\n{\n  "action":"exec",\n  "command": "version",\n  "agentId": "${host}"\n}`],
			] as const) {
				const legacy = JSON.parse((await curl(target, body)).text) as unknown;
				expect(legacy).toMatchObject({
					state: 'SUCCEEDED', agentId: host, requestId: expect.any(String) as string, body: {results: [{type: 'version'}, {type: 'status', statusCode: 0}]},
				});
			}

			const shell = await runCli(['exec', 'sync.bash id', '--yes', '--json'], {env});
			expect(shell.code).toBe(1);
			expect(JSON.parse(shell.stdout)).toMatchObject([{state: 'done', statusCode: -1, results: [{type: 'sync.bash', retcode: 3023, resp: 'failed'}, {type: 'status'}]}]);
		});
	});

	describe('a server with a login', () => {
		it('answers 401 without it, and runs shell commands with it', async () => {
			const {env} = runtime();
			await using served = await startServe([], {env: {...env, ...login}});
			expect((await fetch(`http://${served.http}/agents`)).status).toBe(401);
			const own = {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: 'swordfish'};
			const [otherDoor, without, wrong, right, shell, found] = await Promise.all([
				runCli(['agents', '--server', served.ws], {env: own}),
				runCli(['agents', '--server', served.http]),
				runCli(['exec', '--server', served.http, 'version'], {env: {...own, ARTHAS_TUI_PASSWORD: 'no'}}),
				runCli(['agents', '--server', served.http, '--json'], {env: own}),
				runCli(['exec', '--server', served.http, '--on', 'self', 'sync.bash echo through', '--yes'], {env: own}),
				runCli(['exec', 'sync.bash echo found', '--yes'], {env}),
			]);
			expectWords(otherDoor, {code: 3, what: new RegExp(`${served.ws} .*this port is for consoles`, 'u')});
			expectWords(without, {code: 3, what: /asks for a login/u, todo: /--username NAME .*ARTHAS_TUI_PASSWORD, --password-file/u});
			expectWords(wrong, {code: 3, what: /wrong user name or password/u, todo: /the user is/u});
			expect(JSON.parse(right.stdout)).toMatchObject([{id: host, status: 'up'}]);
			expect(shell).toMatchObject({code: 0, stdout: 'through\n', stderr: ''});
			expect(found).toMatchObject({code: 0, stdout: 'found\n', stderr: ''});
		});
	});

	describe('a server that must not start', () => {
		const anyPorts = ['--http-port', '0', '--ws-port', '0', '--grpc-port', '0', '--tunnel-port', '0'];

		it.each([
			['on all interfaces without a login', ['--host', '0.0.0.0'], {}, {code: 4, what: /will not listen on 0\.0\.0\.0 without a login/u, todo: /--insecure/u}],
			['on all interfaces for agents from everywhere', ['--host', '0.0.0.0'], login, {code: 4, what: /will not take agents on 0\.0\.0\.0 from everywhere/u, todo: /--allow-agent/u}],
			['with half a login', [], {ARTHAS_TUI_SERVE_USERNAME: 'ops'}, {code: 2, what: /user name alone/u, todo: /ARTHAS_TUI_SERVE_PASSWORD/u}],
			['with the other half', [], {ARTHAS_TUI_SERVE_PASSWORD: 'x'}, {code: 2, what: /password alone/u, todo: /ARTHAS_TUI_SERVE_USERNAME/u}],
			['with a certificate and no key', ['--tls-cert', 'cert.pem'], {}, {code: 2, what: /both --tls-cert and --tls-key/u, todo: /PEM/u}],
			['with a certificate that is none', ['--tls-cert', '/dev/null', '--tls-key', '/dev/null'], {}, {code: 2, what: /--tls-cert \/dev\/null can't be used/u, todo: /PEM/u}],
		] as const)('%s', async (_, args, env, words) => {
			expectWords(await runCli(['serve', ...anyPorts, ...args], {env}), words);
		});

		it.each([['--http-port', 'http'], ['--ws-port', 'ws'], ['--grpc-port', 'agents'], ['--tunnel-port', 'stock agents']])('because %s is taken', async flag => {
			const taken = createServer().listen(0, '127.0.0.1');
			await once(taken, 'listening');
			const {port} = taken.address() as AddressInfo;
			const ports = anyPorts.map((argument, index) => anyPorts[index - 1] === flag ? String(port) : argument);
			const result = await runCli(['serve', ...ports]);
			taken.close();
			expectWords(result, {code: 3, what: new RegExp(`127\\.0\\.0\\.1:${port}`, 'u'), todo: new RegExp(`${flag}, or 0`, 'u')});
		});
	});

	it('is told of the one that runs already when its port is taken', async () => {
		const {env} = runtime();
		await using first = await startServe(['--no-host-agent'], {env});
		const result = await runCli(['serve', '--http-port', first.http.split(':')[1] ?? '', '--ws-port', '0', '--grpc-port', '0'], {env});
		expectWords(result, {code: 3, what: /the port is taken/u, todo: new RegExp(`a server of yours runs already \\(pid ${first.pid}, operators at ${first.http}\\).*--http-port, or 0`, 'u')});
	});

	describe('a server beyond this machine', () => {
		it('listens on all interfaces when --insecure says so', async () => {
			await using served = await startServe(['--host', '0.0.0.0', '--insecure', '--no-host-agent']);
			expect(served.http).toMatch(/^0\.0\.0\.0:\d+$/u);
			expect((await fetch(`http://127.0.0.1:${served.http.split(':')[1]}/agents`)).status).toBe(200);
		});

		it('is secured by a certificate on all doors', async () => {
			const folder = temporaryFolder();
			const day = 86_400_000;
			const {cert, key} = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day)});
			const [certFile, keyFile] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
			writeFileSync(certFile, cert);
			writeFileSync(keyFile, key, {mode: 0o600});
			const {env} = runtime();
			await using served = await startServe(['--tls-cert', certFile, '--tls-key', keyFile], {env: {...env, ...login}});
			const own = {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: 'swordfish'};
			const secured = `channel+https://${served.http}`;
			const [agents, exec, found, stranger, plain] = await Promise.all([
				runCli(['agents', '--connect', secured, '--ca', certFile, '--json'], {env: own}),
				runCli(['exec', '--connect', secured.replace('127.0.0.1', 'localhost'), '--ca', certFile, 'sync.bash echo safe', '--yes'], {env: own}),
				runCli(['agents', '--json'], {env}),
				runCli(['agents', '--connect', secured], {env: own}),
				runCli(['agents', '--server', served.http], {env: own}),
			]);
			expect(JSON.parse(agents.stdout)).toMatchObject([{id: host, status: 'up'}]);
			expect(exec).toMatchObject({code: 0, stdout: 'safe\n', stderr: ''});
			expect(found).toMatchObject({code: 0, stderr: ''});
			expect(JSON.parse(found.stdout)).toMatchObject([{server: served.http}]);
			expectWords(stranger, {code: 3, what: /signed by nobody that this machine trusts/u, todo: /--ca FILE/u});
			expectWords(plain, {code: 3, what: /closed the connection before it answered|doesn't speak HTTP/u, todo: /https/u});
		});
	});

	it('takes a certificate for a name alone, and is found by that name', async () => {
		const folder = temporaryFolder();
		const day = 86_400_000;
		const {cert, key} = makeCertificate({from: new Date(Date.now() - day), to: new Date(Date.now() + day), dnsOnly: true});
		const [certFile, keyFile] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
		writeFileSync(certFile, cert);
		writeFileSync(keyFile, key, {mode: 0o600});
		const {env} = runtime();
		await using served = await startServe(['--tls-cert', certFile, '--tls-key', keyFile], {env});
		const found = await runCli(['agents', '--json'], {env});
		expect(found).toMatchObject({code: 0, stderr: ''});
		expect(JSON.parse(found.stdout)).toMatchObject([{id: host, status: 'up', server: served.http.replace('127.0.0.1', 'localhost')}]);
		const byAddress = await runCli(['agents', '--connect', `channel+https://${served.http}`, '--ca', certFile]);
		expectWords(byAddress, {code: 3, what: /is for another name/u, todo: /use the name/u});
	});

	it('takes from the environment what no flag says', async () => {
		const {env} = runtime();
		const settings = {
			ARTHAS_TUI_SERVE_HOST: '127.0.0.2', ARTHAS_TUI_SERVE_HOST_AGENT: 'no', ARTHAS_TUI_SERVE_ALLOW_AGENT: '10.0.0.7 10.1.0.0/16', ARTHAS_TUI_SERVE_HTTP_PORT: '1',
		};
		await using served = await startServe([], {env: {...env, ...settings}});
		expect(served.http).toMatch(/^127\.0\.0\.2:\d{4,5}$/u);
		expect(await (await fetch(`http://${served.http}/agents`)).json()).toEqual([]);
		expect(served.stderr).not.toContain('means nothing here');
		expectWords(await runCli(['serve'], {env: {ARTHAS_TUI_SERVE_TLS_CERT: 'cert.pem'}}), {code: 2, what: /TLS needs both/u});
		expectWords(await runCli(['serve'], {env: {ARTHAS_TUI_SERVE_INSECURE: 'perhaps'}}), {code: 2, what: /ARTHAS_TUI_SERVE_INSECURE is “perhaps”/u});
	});

	describe('a server that ends', () => {
		it('leaves at once at the second signal, and its clients can leave, too', async () => {
			const {env} = runtime();
			await using served = await startServe([], {env: {...env, ...login}});
			await using running = startCli(['exec', 'sync.bash sleep 60', '--yes', '--ndjson'], {env});
			await running.until(({stdout}) => stdout.includes('"state":"running"'));
			served.signal('SIGINT');
			await served.until(({stderr}) => stderr.includes('press Ctrl-C again'));
			served.signal('SIGINT');
			expect(await served.ended).toMatchObject({code: 130});
			// Who waits for an answer is told, waits for the server to return, and can leave as fast.
			await running.until(({stdout}) => stdout.includes('"state":"detached"'));
			running.signal('SIGINT');
			await running.until(({stdout}) => stdout.includes('"state":"stopping"'));
			running.signal('SIGINT');
			expect(await running.ended).toMatchObject({code: 130});
		});
	});
});
