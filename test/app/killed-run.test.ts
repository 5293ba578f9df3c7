import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {expect, it} from 'vitest';
import {startServer} from '../../source/core/server/index.js';
import {startArthasApi} from '../servers/arthas-api.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {startScriptedAgent} from '../servers/scripted-agent.js';
import {cleanEnvironment, runCli, startCli} from './run-cli.js';

type Peer = AsyncDisposable & {endpoint: string; idle: () => Promise<void>; running: () => number};

const stream = {stream: {perSecond: 20}};
const peers: Record<string, () => Promise<Peer>> = {
	async 'the Java channel server'() {
		const server = await startJavaChannel(stream);
		return {
			endpoint: server.endpoint,
			running: () => server.jobsRunning,
			idle: async () => server.until(() => server.jobsRunning === 0 && server.sessionsOpen === 0),
			[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
		};
	},
	async 'our own channel server'() {
		const server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
		const agent = await startScriptedAgent({server: `127.0.0.1:${server.grpc.port}`, jvm: stream});
		return {
			endpoint: `http://127.0.0.1:${server.http.port}`,
			running: () => agent.jvm.jvm.jobs.size,
			idle: async () => agent.until(() => agent.jvm.jvm.jobs.size === 0 && agent.jvm.sessions.open.size === 0),
			async [Symbol.asyncDispose]() {
				await agent[Symbol.asyncDispose]();
				await server.close();
			},
		};
	},
	async 'the HTTP API of a JVM'() {
		const server = await startArthasApi(stream);
		return {
			endpoint: server.endpoint,
			running: () => server.jobsRunning,
			idle: async () => server.until(() => server.jobsRunning === 0),
			[Symbol.asyncDispose]: async () => server[Symbol.asyncDispose](),
		};
	},
};

const watch = 'watch demo.MathGame primeFactors';

it.each(Object.keys(peers))('a run that is killed leaves its session written down, and the next start ends it: %s', {timeout: 60_000}, async name => {
	await using peer = await peers[name]!();
	const env = cleanEnvironment();
	const folder = path.join(env['XDG_RUNTIME_DIR']!, 'arthas-tui');
	const files = () => readdirSync(folder).filter(file => file.startsWith('sessions-'));
	{
		await using run = startCli(['exec', '--connect', peer.endpoint, '--ndjson', '--follow', watch], {env});
		await run.until(({stdout}) => stdout.includes('"event":"result"'));
		expect(peer.running()).toBe(1);
		run.signal('SIGKILL');
	}

	const [file = ''] = files();
	expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
	expect(readFileSync(path.join(folder, file), 'utf8')).toContain('primeFactors');
	const {code, stderr} = await runCli(['agents', '--connect', peer.endpoint], {env});
	expect({code, stderr}).toMatchObject({code: 0, stderr: expect.stringMatching(/^ended “watch [^”]*primeFactors” on \S+, left by a run of arthas-tui that was killed$/mu) as string});
	await peer.idle();
	expect(files()).toEqual([]);
	expect((await runCli(['agents', '--connect', peer.endpoint], {env})).stderr).not.toContain('left by a run');
});

it('a run that ends in order leaves nothing written down', async () => {
	await using peer = await peers['the Java channel server']!();
	const env = cleanEnvironment();
	const {code} = await runCli(['exec', '--connect', peer.endpoint, `${watch} -n 3`], {env});
	expect(code).toBe(0);
	expect(readdirSync(path.join(env['XDG_RUNTIME_DIR']!, 'arthas-tui'))).toEqual([]);
});

it.each([['that can\'t be made', '/dev/null/nowhere'], ['that is full', '/dev/full']])('a runtime folder %s keeps no command from running', async (_, folder) => {
	await using peer = await peers['the Java channel server']!();
	const {code, stderr} = await runCli(['exec', '--connect', peer.endpoint, `${watch} -n 3`], {env: {XDG_RUNTIME_DIR: folder}});
	expect({code, stderr}).toEqual({code: 0, stderr: 'added: a time-out of 10 min; give your own with --timeout\nended at its limit (-n)\n'});
});
