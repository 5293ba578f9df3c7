import {
	chmod, mkdtemp, rm, writeFile,
} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {createServer, type AddressInfo} from 'node:net';
import path from 'node:path';
import {expect, test} from 'vitest';
import {startServer} from '../../../source/core/server/index.js';
import {doctor, runDoctor} from '../../../source/commands/doctor.js';
import type {Flags, Settings} from '../../../source/commands/context.js';
import {startArthasApi} from '../../servers/arthas-api.js';
import {startJavaChannel} from '../../servers/java-channel.js';
import {
	startBadGateway, startBareTls, startDrip, startEndless, startGrpcOnly, startLoginPage, startSilence, startTls, type OddPeer,
} from '../../servers/odd-peers.js';
import {fakeContext} from '../fake-context.js';

type Entry = {step: string; ok: boolean; level: string; detail: string; ms: number | null; todo: string | null; server: string | null};
type Options = {flags?: Flags; env?: NodeJS.ProcessEnv; settings?: Partial<Settings>};

async function ask(address: string | undefined, {flags, env, settings}: Options = {}) {
	const context = fakeContext({
		input: address === undefined ? [] : [address], flags: {json: true, ...flags}, settings: {timeoutMs: 5000, ...settings}, ...(env && {env}),
	});
	const exitCode = await doctor(context);
	const entries = JSON.parse(context.printed.out) as Entry[];
	return {
		exitCode, entries, last: entries.at(-1), levels: Object.fromEntries(entries.map(({step, level}) => [step, level])),
		of: (step: string) => entries.find(entry => entry.step === step),
	};
}

test('our own server is well in every step', async () => {
	await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	const {exitCode, entries, levels, of} = await ask(`127.0.0.1:${server.http.port}`);
	expect(levels).toEqual({
		address: 'ok', name: 'ok', connect: 'ok', server: 'ok', login: 'ok', protocol: 'ok', agents: 'warn', 'round trip': 'ok', clock: 'ok', consoles: 'ok',
	});
	expect(exitCode).toBe(0);
	expect(Object.keys(entries[0] ?? {})).toEqual(['step', 'ok', 'level', 'detail', 'ms', 'todo', 'server']);
	expect(of('server')?.detail).toBe('the channel server of arthas-tui');
	expect(of('round trip')?.detail).toMatch(/^median \d+\.\d ms of 5, from /u);
	expect(of('consoles')?.detail).toBe(`ws://127.0.0.1:${server.http.port}/ws`);
	expect(of('agents')).toMatchObject({ok: true, detail: 'none yet', todo: expect.stringContaining('-javaagent') as string});
	expect(of('login')?.detail).toBe('not asked for');
});

test('logins: missing, wrong, right', async () => {
	await using server = await startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, login: {username: 'ops', password: 'secret'},
	});
	const address = `channel+http://127.0.0.1:${server.http.port}`;
	const none = await ask(address);
	expect(none.exitCode).toBe(3);
	expect(none.last).toMatchObject({step: 'login', ok: false, detail: expect.stringContaining('none was given') as string});
	expect(none.of('server')?.detail).toBe('the channel server of arthas-tui');
	const wrong = await ask(address, {env: {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: 'hunter2'}});
	expect(wrong.last).toMatchObject({step: 'login', ok: false, detail: expect.stringContaining('wrong user name or password') as string});
	expect(JSON.stringify(wrong.entries)).not.toContain('hunter2');
	const right = await ask(address, {env: {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: 'secret'}});
	expect(right.exitCode).toBe(0);
	expect(right.of('login')?.detail).toBe('asked for, and accepted for ops');
});

test('the Java channel server, with consoles elsewhere', async () => {
	await using java = await startJavaChannel({agents: ['a', {agentId: 'b', agentStatus: 'OUT_OF_SERVICE'}]});
	const {exitCode, of, levels} = await ask(java.endpoint, {env: {ARTHAS_TUI_CONSOLE_URL: `${java.consoleUrl}/ws`}});
	expect(exitCode).toBe(0);
	expect(of('server')?.detail).toBe('a Java channel server');
	expect(of('agents')?.detail).toBe('2: 1 up, 1 out');
	expect(levels).toMatchObject({consoles: 'ok', clock: 'ok'});
	await java.until(() => java.consolesOpen === 0);
	const elsewhere = await ask(java.endpoint, {env: {ARTHAS_TUI_CONSOLE_URL: 'ws://127.0.0.1:1/ws'}});
	expect(elsewhere).toMatchObject({exitCode: 0, last: {step: 'consoles', level: 'warn', detail: 'nothing listens at 127.0.0.1:1'}});
});

test('a JVM, and one behind a login', async () => {
	await using api = await startArthasApi();
	const {exitCode, of, levels} = await ask(api.endpoint);
	expect(exitCode).toBe(0);
	expect(levels).toMatchObject({server: 'ok', agents: 'ok', consoles: 'ok'});
	expect(of('protocol')?.detail).toMatch(/^Arthas \d+\.\d+\.\d+, /u);
	expect(of('agents')?.detail).toBe('1: 1 up');
	await using locked = await startArthasApi({auth: {username: 'arthas', password: 'secret'}});
	const none = await ask(locked.endpoint);
	expect(none).toMatchObject({exitCode: 3, last: {step: 'login', ok: false}});
	const wrongKind = await ask(locked.url.replace('http', 'channel+http'));
	expect(wrongKind.last).toMatchObject({step: 'server', ok: false, todo: `write ${locked.endpoint}`});
});

test('the right host and port with the wrong kind names the right one', async () => {
	await using api = await startArthasApi();
	expect((await ask(`127.0.0.1:${api.port}`)).last).toMatchObject({
		step: 'server', ok: false, detail: 'an Arthas HTTP API', todo: `write ${api.endpoint}`,
	});
	await using java = await startJavaChannel();
	expect((await ask(java.endpoint.replace('channel', 'arthas'))).last).toMatchObject({
		step: 'server', ok: false, detail: 'a Java channel server', todo: `write ${java.endpoint}`,
	});
});

test.each(['http', 'https'])('silence ends the doctor by itself, without a --timeout (%s)', async scheme => {
	await using silence = await startSilence();
	const context = fakeContext({input: [`channel+${scheme}://127.0.0.1:${silence.port}`], flags: {json: true}});
	expect(await runDoctor(context, 200)).toBe(3);
	const last = (JSON.parse(context.printed.out) as Entry[]).at(-1);
	expect(last).toMatchObject(scheme === 'http'
		? {step: 'server', ok: false, detail: 'connections are taken, but no whole answer comes in 200 ms'}
		: {step: 'TLS', ok: false, detail: `127.0.0.1:${silence.port} takes connections, but TLS gets no answer`});
});

test('TLS that can\'t be agreed on is told in words', async () => {
	await using peer = await startBareTls();
	const {last, exitCode} = await ask(`channel+https://127.0.0.1:${peer.port}`);
	expect(exitCode).toBe(3);
	expect(last).toMatchObject({step: 'TLS', ok: false, detail: `127.0.0.1:${peer.port} and this program can't agree on TLS: sslv3 alert handshake failure`});
});

test('the other ports of our server are told apart', async () => {
	await using server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	expect((await ask(`127.0.0.1:${server.ws.port}`)).last).toMatchObject({step: 'server', ok: false, detail: expect.stringContaining('this port is for consoles') as string});
	expect((await ask(`127.0.0.1:${server.grpc.port}`)).last).toMatchObject({
		step: 'server', ok: false, detail: expect.stringContaining('gRPC') as string, todo: expect.stringContaining('8800') as string,
	});
});

test.each<[string, () => Promise<OddPeer>, string, RegExp, RegExp]>([
	['a login page', startLoginPage, 'server', /^a web page “Please sign in”$/u, /login page/u],
	['a login page behind a redirect', async () => startLoginPage({redirects: true}), 'server', /sends everybody on to \/login/u, /login page/u],
	['a proxy whose server is gone', startBadGateway, 'server', /^a proxy that answers 502$/u, /behind the proxy is away/u],
	['silence', startSilence, 'server', /no whole answer comes in 300 ms/u, /frozen/u],
	['a byte a second', startDrip, 'server', /no whole answer comes in 300 ms/u, /frozen/u],
	['gRPC alone', startGrpcOnly, 'server', /^HTTP\/2 alone, as gRPC speaks it/u, /7700/u],
	['an answer without end', async () => startEndless('json'), 'server', /more than 1000000 bytes/u, /./u],
])('%s is recognised', async (_, start, step, detail, todo) => {
	await using peer = await start();
	const {exitCode, last} = await ask(`127.0.0.1:${peer.port}`, {settings: {maxMessage: 1_000_000, timeoutMs: 300}});
	expect(last).toMatchObject({
		step, ok: false, detail: expect.stringMatching(detail) as string, todo: expect.stringMatching(todo) as string,
	});
	expect(exitCode).toBe(3);
});

test('TLS where none was expected, nobody\'s certificate, an expired one, a trusted one, and none where it was expected', async () => {
	await using peer = await startTls('self-signed');
	expect((await ask(`127.0.0.1:${peer.port}`)).last).toMatchObject({step: 'server', detail: 'TLS', todo: `write channel+https://127.0.0.1:${peer.port}`});
	const untrusted = await ask(`channel+https://127.0.0.1:${peer.port}`);
	expect(untrusted.last).toMatchObject({
		step: 'TLS', ok: false, detail: expect.stringMatching(/^TLSv1\.3, .* valid until .*signed by nobody/u) as string, todo: expect.stringContaining('--ca') as string,
	});
	expect(peer.requests).toEqual([]);
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-doctor-'));
	try {
		await writeFile(path.join(folder, 'ca.pem'), peer.certificate.cert);
		const trusted = await ask(`channel+https://127.0.0.1:${peer.port}`, {flags: {ca: path.join(folder, 'ca.pem')}});
		expect(trusted.of('TLS')).toMatchObject({level: 'warn', detail: expect.stringContaining('days left') as string});
	} finally {
		await rm(folder, {recursive: true});
	}

	await using expired = await startTls('expired');
	expect((await ask(`channel+https://127.0.0.1:${expired.port}`)).last).toMatchObject({step: 'TLS', ok: false});
	await using plain = await startJavaChannel();
	expect((await ask(`channel+https://127.0.0.1:${plain.port}`)).last).toMatchObject({
		step: 'TLS', ok: false, detail: expect.stringContaining('doesn\'t speak TLS') as string, todo: `write ${plain.endpoint} if it is meant to be plain`,
	});
});

test('nothing listens, no such name, no address', async () => {
	const server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	await server.close();
	const {exitCode, last} = await ask(`127.0.0.1:${server.http.port}`);
	expect(exitCode).toBe(3);
	expect(last).toMatchObject({
		step: 'connect', ok: false, detail: `nothing listens at 127.0.0.1:${server.http.port}`, todo: expect.not.stringContaining('doctor') as string,
	});
	expect((await ask('no-such-host.invalid')).last).toMatchObject({step: 'name', ok: false, detail: expect.stringContaining('can\'t be resolved') as string});
	expect((await ask('what is this')).entries).toEqual([expect.objectContaining({step: 'address', ok: false, todo: expect.stringContaining('host:8800') as string})]);
	expect((await ask('http://a:b@c')).entries).toEqual([expect.objectContaining({step: 'address', ok: false})]);
});

test('a login that can\'t be read is a finding', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'arthas-tui-doctor-'));
	try {
		const file = path.join(folder, 'secret');
		await writeFile(file, 'x');
		await chmod(file, 0o644);
		expect((await ask('a', {flags: {passwordFile: file}})).entries).toEqual([expect.objectContaining({step: 'settings', ok: false, todo: `type: chmod 600 ${file}`})]);
	} finally {
		await rm(folder, {recursive: true});
	}
});

test('without an address: this machine and the servers that are configured', async () => {
	await using java = await startJavaChannel();
	await using api = await startArthasApi();
	const {entries, exitCode} = await ask(undefined, {env: {ARTHAS_TUI_CONNECT: `${java.endpoint} ${api.endpoint}`}});
	expect(exitCode).toBe(0);
	expect([...new Set(entries.map(({server}) => server))]).toEqual([null, `127.0.0.1:${java.port}`, `127.0.0.1:${api.port}`]);
	expect(entries.filter(({server}) => server === null).map(({step}) => step)).toEqual(['program', 'config', 'terminal']);
});

test('without an address and without a server: the one that is brought along, with this host', async () => {
	const {entries, exitCode, of} = await ask(undefined);
	expect(exitCode, JSON.stringify(entries)).toBe(0);
	expect(entries.at(-1)?.server).toBe('the server that this program brings along');
	expect(of('agents')?.detail).toBe('1: 1 up');
});

test('as text: a line a step, aligned, advice below, control characters of others shown', async () => {
	await using peer = await startLoginPage();
	const context = fakeContext({input: [`127.0.0.1:${peer.port}`]});
	await expect(doctor(context)).resolves.toBe(3);
	const lines = context.printed.out.split('\n');
	expect(lines.slice(0, 2)).toEqual(['', `127.0.0.1:${peer.port}`]);
	expect(lines[2]).toBe(`ok    address     channel+http://127.0.0.1:${peer.port}: a channel server at 127.0.0.1 port ${peer.port}, unencrypted`);
	expect(lines[5]).toBe('fail  server      a web page “Please sign in”');
	expect(lines[6]).toMatch(/^ {18}check host, port and path/u);
});

test('interrupted, it ends with 130 and what it knows', async () => {
	await using peer = await startSilence();
	const context = fakeContext({input: [`127.0.0.1:${peer.port}`]});
	const done = doctor(context);
	await peer.until(() => peer.accepted > 1);
	context.interrupt();
	await expect(done).resolves.toBe(130);
	expect(context.printed.out).toContain('ok    connect');
});

test('a greeting that is no HTTP is shown', async () => {
	const server = createServer(socket => {
		socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.6\r\n');
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	try {
		expect((await ask(`127.0.0.1:${(server.address() as AddressInfo).port}`)).last).toMatchObject({
			step: 'server', ok: false, detail: String.raw`something else than HTTP: it begins with “SSH-2.0-OpenSSH_9.6\u000d\u000a”`,
		});
	} finally {
		server.close();
	}
});
