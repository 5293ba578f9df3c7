import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {
	mkdir, readdir, readFile, stat,
} from 'node:fs/promises';
import {request, type IncomingMessage} from 'node:http';
import path from 'node:path';
import {promisify} from 'node:util';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {cleanEnvironment, runCli, temporaryFolder} from '../app/run-cli.js';
import {startServe, type Served} from '../app/start-serve.js';
import {prepareArthas, startJvm, whyNoArthas} from './arthas.js';

const execute = promisify(execFile);
const missing = await whyNoArthas();

describe.skipIf(missing)('attach on a plain java -jar math-game.jar', () => {
	const runtime = path.join(temporaryFolder(), 'run');
	const clean = cleanEnvironment();
	const env = {
		...clean, HOME: clean['HOME'] ?? '', XDG_RUNTIME_DIR: runtime, ARTHAS_TUI_AGENT_TOKEN: 'only-agents-know',
	};
	const options = {env, killAfterMs: 60_000};
	let arthas: string;
	let jvm: ChildProcess;
	let pid: string;
	let serve: Served;
	/** Of the JVM's user, as far as the JVM knows. */
	let home: string;

	beforeAll(async () => {
		const prepared = await prepareArthas();
		arthas = 'skip' in prepared ? '' : prepared.folder;
		await mkdir(runtime, {recursive: true, mode: 0o700});
		// The door that its own property names must not win over ours.
		home = temporaryFolder();
		jvm = spawn('java', ['-Darthas.tunnelServer=ws://127.0.0.1:9/ws', `-Duser.home=${home}`, '-jar', path.join(arthas, 'math-game.jar')], {stdio: ['ignore', 'pipe', 'ignore'], cwd: home});
		await once(jvm.stdout!, 'data');
		jvm.stdout!.resume();
		pid = String(jvm.pid);
		serve = await startServe(['--no-host-agent'], options);
	});

	// First the JVM, which nothing else would end where the server has not come up.
	afterAll(async () => {
		const gone = once(jvm, 'exit');
		jvm.kill('SIGKILL');
		await gone;
		await serve[Symbol.asyncDispose]();
	});

	const agents = async () => JSON.parse((await runCli(['agents', '--json'], options)).stdout) as Array<{id: string; status: string; app: string; results: string}>;
	const attach = async () => runCli(['attach', pid, '--arthas-home', arthas, '--yes'], options);

	test('lists it, brings it in, lets it answer in JSON, keeps strangers out, and takes it out again', async () => {
		// A try before this one may have left it attached.
		await runCli(['detach', pid, '--yes'], options);
		expect((await runCli(['attach', '--json'], options)).stdout).toContain(`"pid": ${pid}`);
		const unasked = await runCli(['attach', pid, '--arthas-home', arthas], options);
		expect(unasked.code).toBe(4);
		expect(unasked.stderr).toContain('asks nobody for a login');
		expect(await agents()).toEqual([]);

		const attached = await attach();
		expect(attached, attached.stderr).toMatchObject({code: 0});
		// By the bridge alone: the door that its property names is not dialled, nor is ours for stock agents.
		expect(await agents()).toMatchObject([{
			id: `math-game_${pid}`, status: 'up', app: 'math-game', results: 'structured',
		}]);
		const asked = await runCli(['exec', '--on', `math-game_${pid}`, 'watch demo.MathGame primeFactors params -n 2', '--json'], options);
		expect(asked, asked.stderr).toMatchObject({code: 0});
		const [{results}] = JSON.parse(asked.stdout) as [{results: Array<{type: string; className?: string}>}];
		expect(results.filter(({type}) => type === 'watch')).toMatchObject([{className: 'demo.MathGame'}, {className: 'demo.MathGame'}]);

		const port = await portOfIt();
		for (const where of ['/api', '/', '/mcp', '/ws', '/arthas-output/']) {
			expect(await statusOf(`http://127.0.0.1:${port}${where}`), where).toBe(401);
		}

		expect((await attach()).stderr).toContain('was attached to');
		const detached = await runCli(['detach', pid, '--yes'], options);
		expect(detached, detached.stderr).toMatchObject({code: 0});
		expect(await agents()).toEqual([]);
		expect((await runCli(['detach'], options)).stdout).toBe('');
		expect((await listed())?.listening).toEqual([]);
		expect(jvm.exitCode).toBeNull();
	});

	test('the password stands in one file that only its user can read, and nowhere that the JVM shows', async () => {
		const attached = await attach();
		expect(attached, attached.stderr).toMatchObject({code: 0});
		const files = await readdir(env.HOME, {recursive: true});
		const [record, ...others] = files.filter(name => name.includes('/attached/') && /\.\w+$/u.test(name));
		expect(others).toEqual([]);
		const file = path.join(env.HOME, record ?? '');
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		const {password} = JSON.parse(await readFile(file, 'utf8')) as {password: string};
		expect(password).toMatch(/^[\w-]{32}$/u);
		const shown = await Promise.all([
			readFile(`/proc/${pid}/cmdline`, 'utf8'),
			readFile(`/proc/${pid}/environ`, 'utf8'),
			readFile(path.join(home, 'logs', 'arthas', 'arthas.log'), 'utf8'),
			...[['VM.command_line'], ['VM.system_properties'], ['VM.info']].map(async ([about = '']) => (await execute('jcmd', [pid, about], {maxBuffer: 1 << 24})).stdout),
			...['session', 'sysprop', 'sysenv', 'options'].map(async command => (await runCli(['exec', '--on', `math-game_${pid}`, command, '--json'], options)).stdout),
		]);
		for (const text of shown) {
			expect(text.length).toBeGreaterThan(10);
			expect(text).not.toContain(password);
		}
	});

	test('comes back with the next server, answers where there is none, and is detached there', async () => {
		serve.signal('SIGTERM');
		await serve.ended;
		const alone = await runCli(['exec', '--on', `math-game_${pid}`, 'version'], options);
		expect(alone, alone.stderr).toMatchObject({code: 0, stdout: expect.stringContaining('4.1.5') as string});
		{
			await using again = await startServe(['--no-host-agent'], options);
			await again.until(({stdout}) => stdout !== '');
			await expect.poll(async () => (await agents()).map(({id, status}) => ({id, status})), {timeout: 20_000}).toEqual([{id: `math-game_${pid}`, status: 'up'}]);
		}

		const detached = await runCli(['detach', pid, '--yes'], options);
		expect(detached, detached.stderr).toMatchObject({code: 0});
		expect((await listed())?.listening).toEqual([]);
		const anew = await attach();
		expect(anew, anew.stderr).toMatchObject({code: 0});
		expect(anew.stderr).toContain('is attached');
	});

	test('lists an Arthas that was there before without loading another, and leaves it there', async () => {
		await using other = await startJvm({main: 'Numbered'});
		const id = `Numbered_${other.pid}`;
		const joined = await runCli(['attach', String(other.pid), '--yes'], options);
		expect(joined, joined.stderr).toMatchObject({code: 0});
		expect(joined.stderr).toContain(`on ${other.httpPort}: it is left as it is`);
		const asked = await runCli(['exec', '--on', id, 'version', '--json'], options);
		expect(asked, asked.stderr).toMatchObject({code: 0});
		const detached = await runCli(['detach', String(other.pid), '--yes'], options);
		expect(detached, detached.stderr).toMatchObject({code: 0});
		expect((await agents()).map(agent => agent.id)).not.toContain(id);
		expect((await fetch(`${other.httpUrl}/api`, {method: 'POST', body: '{"action":"exec","command":"version"}'})).status).toBe(200);
	});

	const listed = async () => (JSON.parse((await runCli(['attach', '--json'], options)).stdout) as Array<{pid: number; listening: number[]}>).find(one => String(one.pid) === pid);

	async function portOfIt(): Promise<number> {
		const [{port}] = JSON.parse((await runCli(['detach', '--json'], options)).stdout) as [{port: number}];
		expect((await listed())?.listening).toEqual([port]);
		return port;
	}
});

/** On a connection of its own, as Arthas closes it behind a refusal. */
async function statusOf(url: string): Promise<number | undefined> {
	const asking = request(url, {method: 'POST', agent: false});
	asking.end('{"action":"exec","command":"version"}');
	const [response] = await once(asking, 'response') as [IncomingMessage];
	response.resume();
	return response.statusCode;
}
