import {Buffer} from 'node:buffer';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
	existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {ctl} from '../../../source/commands/ctl.js';
import {host} from '../../../source/commands/host.js';
import {hostSettings} from '../../../source/commands/host/host-settings.js';
import {unitFile} from '../../../source/commands/host/unit-file.js';
import {hostDoorTls} from '../../../source/commands/serve/host-door-tls.js';
import type {Flags} from '../../../source/commands/context.js';
import {selfSigned} from '../../../source/commands/serve/self-signed.js';
import {connect} from '../../../source/core/client/connect.js';
import {startServer} from '../../../source/core/server/index.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {startTestServer, untilAgent} from '../../core/server/harness.js';
import {fakeContext, type FakeContext} from '../fake-context.js';

async function inFolder(test: (env: NodeJS.ProcessEnv, folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'host-command-'));
	try {
		await test({XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder}, folder);
	} finally {
		rmSync(folder, {recursive: true});
	}
}

type Event = Record<string, unknown>;

const journal = (context: FakeContext): Event[] => context.printed.out.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Event);

/** A context that tells of each event as it is logged. */
function watched(flags: Flags, env: NodeJS.ProcessEnv): {context: FakeContext; event: (name: string, index?: number) => Promise<Event>; events: (name: string) => Event[]} {
	const context = fakeContext({flags, env});
	const waiting = new Set<() => void>();
	const {out} = context;
	context.out = text => {
		out(text);
		for (const look of waiting) {
			look();
		}
	};

	return {
		context,
		events: name => journal(context).filter(({event}) => event === name),
		event: async (name, index = 0) => new Promise(resolve => {
			const look = () => {
				const found = journal(context).filter(({event}) => event === name)[index];
				if (found) {
					waiting.delete(look);
					resolve(found);
				}
			};

			waiting.add(look);
			look();
		}),
	};
}

describe('host', () => {
	it('answers ctl, keeps its identity, an audit and its pid, and reloads its rules at SIGHUP', async () => {
		await inFolder(async (env, folder) => {
			const config = path.join(folder, 'config.json');
			const pidFile = path.join(folder, 'pid');
			writeFileSync(config, '{"allow": ["bash=true"], "listen": "127.0.0.1:0"}');
			const {context, event} = watched({config, pidFile}, env);
			const running = host(context);
			const started = await event('started');
			expect(started).toMatchObject({server: null, listening: expect.stringMatching(/^127\.0\.0\.1:\d+$/u) as unknown, commands: ['true']});
			expect(readFileSync(pidFile, 'utf8')).toBe(`${process.pid}\n`);
			const ask = async (...input: string[]) => {
				const asked = fakeContext({input, env});
				return {code: await ctl(asked), ...asked.printed};
			};

			expect(await ask('getinfo.kernel')).toMatchObject({code: 0, out: expect.stringContaining('"sysname": "Linux"') as unknown});
			expect(await ask('sync.bash', 'true')).toMatchObject({code: 0});
			expect(await ask('sync.bash', 'id')).toMatchObject({code: 1, err: expect.stringContaining('3023') as unknown});
			writeFileSync(config, '{"allow": "bash", "listen": "127.0.0.1:0"}');
			process.emit('SIGHUP');
			await event('reloaded');
			expect(await ask('sync.bash', 'echo', 'now')).toMatchObject({code: 0, out: '"now\\n"\n'});
			writeFileSync(config, '{"allow": "everything"}');
			process.emit('SIGHUP');
			await event('not reloaded');
			expect(await ask('nothing.such')).toMatchObject({code: 1});
			context.interrupt();
			expect(await running).toBe(0);
			expect(existsSync(pidFile)).toBe(false);
			expect(readFileSync(path.join(folder, 'arthas-tui', 'audit.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(5);
			expect(readFileSync(path.join(folder, 'arthas-tui', 'identity'), 'utf8').trim()).toBe(started['identity']);
			await expect(ask('getinfo.kernel')).rejects.toMatchObject({code: 'ERR_CONNECT_REFUSED'});
		});
	});

	it('takes all of its configuration again at SIGHUP, and what it was given before when that can\'t be used', async () => {
		await inFolder(async (env, folder) => {
			await using server = await startTestServer();
			const config = path.join(folder, 'config.json');
			writeFileSync(config, '{"listen": "127.0.0.1:0"}');
			const {context, event, events} = watched({config}, env);
			const running = host(context);
			await event('started');
			writeFileSync(config, JSON.stringify({channel: `127.0.0.1:${server.grpc.port}`}));
			process.emit('SIGHUP');
			await event('reloaded');
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'IN_SERVICE');
			expect(events('started')).toMatchObject([{listening: expect.any(String) as unknown}, {listening: null}]);

			// A port that is taken can't be listened on, so the way that was there is opened again.
			writeFileSync(config, JSON.stringify({channel: `127.0.0.1:${server.grpc.port}`, listen: `127.0.0.1:${server.http.port}`}));
			process.emit('SIGHUP');
			expect(await event('not reloaded')).toMatchObject({why: expect.stringContaining(String(server.http.port)) as unknown});
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'OUT_OF_SERVICE');
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'IN_SERVICE');

			// What keeps the ways as they are leaves them open.
			writeFileSync(config, JSON.stringify({channel: `127.0.0.1:${server.grpc.port}`, allow: ['logs=/tmp/']}));
			const {incarnation} = (await server.store.agents.get(hostname()))!;
			process.emit('SIGHUP');
			await event('reloaded', 1);
			expect((await server.store.agents.get(hostname()))?.incarnation).toBe(incarnation);
			context.interrupt();
			expect(await running).toBe(0);
		});
	});

	it('bridges JVMs to a channel server over TLS, and logs can be read there where they are allowed', async () => {
		await inFolder(async (env, folder) => {
			const {cert, key} = selfSigned(['localhost', '127.0.0.1']);
			const ca = path.join(folder, 'ca.pem');
			const file = path.join(folder, 'app.log');
			writeFileSync(ca, cert);
			writeFileSync(file, 'hello\n');
			await using server = await startTestServer({tls: {cert, key}});
			await using jvm = await startArthasApi();
			const {context, event} = watched({
				channel: `tls://127.0.0.1:${server.grpc.port}`, ca, bridge: [jvm.url], allow: [`logs=${folder}/`],
			}, env);
			const running = host(context);
			expect(await event('jvm in-service')).toMatchObject({where: `127.0.0.1:${jvm.port}`, app: 'math-game'});
			await untilAgent(server, `math-game-${hostname()}-${jvm.port}`, agent => agent?.agentStatus === 'IN_SERVICE');
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'IN_SERVICE');
			await using connection = connect(`channel+https://localhost:${server.http.port}`, {ca: cert});
			await connection.ready();
			const self = connection.agents.getSnapshot().find(({kind}) => kind === 'host')!;
			const job = connection.openSession(self).run(`log.read -o 0 ${file}`);
			expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
			expect(JSON.stringify(job.entries())).toContain('hello');
			context.interrupt();
			expect(await running).toBe(0);
		});
	});

	it('logs to a file where one is named, of which only its owner reads', async () => {
		await inFolder(async (env, folder) => {
			await using server = await startTestServer();
			const log = path.join(folder, 'host.log');
			const context = fakeContext({flags: {log, channel: `127.0.0.1:${server.grpc.port}`}, env});
			const running = host(context);
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'IN_SERVICE');
			context.interrupt();
			expect(await running).toBe(0);
			const events = readFileSync(log, 'utf8').trim().split('\n').map(line => (JSON.parse(line) as {event: string}).event);
			expect(events).toEqual(['identity', 'started', 'ending']);
			expect(statSync(log).mode & 0o777).toBe(0o600);
			expect(context.printed.out).toBe('');
		});
	});

	it('dials a server and registers at a channel server, so that it is listed by both names', async () => {
		await inFolder(async env => {
			const {tls, caFile} = hostDoorTls(env);
			expect(hostDoorTls(env).tls).toEqual(tls);
			await using server = await startServer({
				httpPort: 0, wsPort: 0, grpcPort: 0, hosts: {port: 0, tls},
			});
			const {context, event} = watched({server: `127.0.0.1:${server.hosts!.port}`, ca: caFile, channel: `127.0.0.1:${server.grpc.port}`}, env);
			const running = host(context);
			const {identity, commands} = await event('started');
			expect(commands).toBe('off');
			await untilAgent(server, String(identity), agent => agent?.agentStatus === 'IN_SERVICE');
			await untilAgent(server, hostname(), agent => agent?.agentStatus === 'IN_SERVICE');

			context.interrupt();
			expect(await running).toBe(0);
		});
	});
});

describe('hostSettings', () => {
	it('switches commands on by itself only where it is known who can call', () => {
		expect(hostSettings({server: '127.0.0.1'})).toMatchObject({server: {host: '127.0.0.1', port: 7701}, bash: {commands: 'any'}});
		expect(hostSettings({server: '10.0.0.7:9'})).toMatchObject({server: {host: '10.0.0.7', port: 9}, bash: {commands: 'off'}});
		expect(hostSettings({server: '127.0.0.1', order: 'plain'}).bash.commands).toBe('off');
		expect(hostSettings({listen: '127.0.0.1'})).toMatchObject({server: undefined, listen: {host: '127.0.0.1', port: 7702}, bash: {commands: 'off'}});
		expect(hostSettings({listen: '::1', ca: 'x'}).bash.commands).toBe('off');
		expect(hostSettings({listen: '::1', ca: 'x', tlsCert: 'y'})).toMatchObject({listen: {host: '::1', port: 7702}, bash: {commands: 'any'}});
		expect(hostSettings({channel: 'tls://c', bridge: ['auto', '10.0.0.7', 'https://d/x']})).toMatchObject({
			server: undefined, channel: {address: 'c:7700', isTls: true}, bridge: {isAuto: true, urls: ['arthas+http://10.0.0.7', 'arthas+https://d/x']},
		});
	});

	it('dials nobody whom nobody named: the name of the document only where it is started as there', () => {
		const hint = expect.stringMatching(/--listen .*--channel .*--server .*-f alone .*config\.cargo\.com/u) as string;
		expect(() => hostSettings({})).toThrow(expect.objectContaining({code: 'ERR_USAGE', hint}) as Error);
		expect(hostSettings({follow: true}).server).toEqual({host: 'config.cargo.com', port: 7701});
		expect(hostSettings({follow: true, server: '10.0.0.7'}).server).toEqual({host: '10.0.0.7', port: 7701});
		expect(hostSettings({follow: true, listen: '127.0.0.1'}).server).toBeUndefined();
	});

	it('reads what is allowed, and limits', () => {
		expect(hostSettings({
			listen: '127.0.0.1', allow: ['bash=uptime, df -h', 'logs=/var/log/,/tmp/a'], parallel: '2', limit: '1m', memoryLimit: '256', outputLimit: '100',
		})).toMatchObject({
			bash: {
				commands: ['uptime', 'df -h'], parallel: 2, maxSeconds: 60, memoryKiB: 262_144, outputLimit: 100,
			}, logs: ['/var/log/', '/tmp/a'],
		});
		expect(hostSettings({server: 'far', allow: ['bash']}).bash.commands).toBe('any');
	});

	it.each<[Flags, string]>([
		[{order: 'none'}, 'ERR_USAGE'],
		[{allow: ['root']}, 'ERR_USAGE'],
		[{bridge: ['auto']}, 'ERR_USAGE'],
		[{channel: 'c', bridge: ['tunnel+ws://x']}, 'ERR_USAGE'],
		[{channel: 'a b'}, 'ERR_CONNECT_ADDRESS'],
		[{parallel: '0'}, 'ERR_USAGE'],
		[{limit: '10'}, 'ERR_USAGE'],
		[{server: 'a b'}, 'ERR_CONNECT_ADDRESS'],
		[{config: '/nowhere/x'}, 'ERR_CONFIG_FILE'],
	])('%j is refused', (flags, code) => {
		expect(() => hostSettings({listen: '::1', ...flags})).toThrow(expect.objectContaining({code}));
	});
});

describe('unitFile', () => {
	it('runs the same command line, with guards that are fewer where commands may run', () => {
		const unit = unitFile({program: ['/usr/bin/node', '/opt/a b/cli.js'], args: ['--server', 'x', '--allow', 'bash=systemctl status *'], runsCommands: true});
		expect(unit).toContain('ExecStart=/usr/bin/node "/opt/a b/cli.js" host --server x --allow "bash=systemctl status *"\n');
		expect(unit).toContain('ExecReload=/bin/kill -HUP $MAINPID');
		expect(unit).not.toContain('ProtectSystem');
		expect(unitFile({program: ['p'], args: [], runsCommands: false})).toContain('ProtectSystem=strict\n');
	});

	it('is printed by --install and nothing is written', async () => {
		await inFolder(async (env, folder) => {
			const cli = fileURLToPath(new URL('../../../source/cli.ts', import.meta.url));
			const child = spawn(process.execPath, ['--import', 'tsx', cli, 'host', '--server', 'config.example', '--install'], {env: {...process.env, ...env}});
			let out = '';
			child.stdout.on('data', (chunk: Uint8Array) => {
				out += String(Buffer.from(chunk));
			});
			const [code] = await once(child, 'close') as [number];
			expect(code).toBe(0);
			expect(out).toContain(' host --server config.example\n');
			expect(existsSync(path.join(folder, 'arthas-tui'))).toBe(false);
		});
	});
});
