import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {
	afterAll, beforeAll, describe, expect, test,
} from 'vitest';
import {cleanEnvironment, runCli, temporaryFolder} from '../app/run-cli.js';
import {startServe, type Served} from '../app/start-serve.js';
import {prepareArthas, whyNoArthas} from './arthas.js';

const missing = await whyNoArthas();

describe.skipIf(missing)('attach on a plain java -jar math-game.jar', () => {
	const runtime = path.join(temporaryFolder(), 'run');
	const env = {...cleanEnvironment(), XDG_RUNTIME_DIR: runtime, ARTHAS_TUI_AGENT_TOKEN: 'only-agents-know'};
	const options = {env, killAfterMs: 60_000};
	let arthas: string;
	let jvm: ChildProcess;
	let pid: string;
	let serve: Served;

	beforeAll(async () => {
		const prepared = await prepareArthas();
		arthas = 'skip' in prepared ? '' : prepared.folder;
		await mkdir(runtime, {recursive: true, mode: 0o700});
		// The door that its own property names must not win over ours.
		const home = temporaryFolder();
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

	const agents = async () => JSON.parse((await runCli(['agents', '--json'], options)).stdout) as Array<{id: string; status: string; app: string}>;
	const attach = async () => runCli(['attach', pid, '--arthas-home', arthas, '--yes'], options);

	test('lists it, brings it in, lets it answer, opens no port, and takes it out again', async () => {
		expect((await runCli(['attach', '--json'], options)).stdout).toContain(`"pid": ${pid}`);
		const unasked = await runCli(['attach', pid, '--arthas-home', arthas], options);
		expect(unasked.code).toBe(4);
		expect(await agents()).toEqual([]);

		const attached = await attach();
		expect(attached, attached.stderr).toMatchObject({code: 0});
		expect(await agents()).toMatchObject([{id: `math-game_${pid}`, status: 'up', app: 'math-game'}]);
		const asked = await runCli(['exec', '--on', `math-game_${pid}`, 'thread -n 3'], options);
		expect(asked, asked.stderr).toMatchObject({code: 0});
		expect(asked.stdout.match(/^"[^"]+".* cpuUsage=[\d.]+% /gmu)).toHaveLength(3);
		const listed = JSON.parse((await runCli(['attach', '--json'], options)).stdout) as Array<{pid: number; listening: number[]; arthas: string}>;
		expect(listed.find(one => String(one.pid) === pid)).toMatchObject({listening: [], arthas: 'attached'});
		expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('only-agents-know');
		expect((await attach()).stderr).toContain('was attached to');

		expect((await runCli(['detach'], options)).stdout).toContain(`math-game_${pid}`);
		const detached = await runCli(['detach', pid, '--yes'], options);
		expect(detached, detached.stderr).toMatchObject({code: 0});
		expect(await agents()).toMatchObject([{id: `math-game_${pid}`, status: 'out'}]);
		expect((await runCli(['detach'], options)).stdout).toBe('');
		expect(jvm.exitCode).toBeNull();
	});

	test('detaches where the server has gone that it joined', async () => {
		const attached = await attach();
		expect(attached, attached.stderr).toMatchObject({code: 0});
		serve.signal('SIGTERM');
		await serve.ended;
		const detached = await runCli(['detach', pid, '--yes'], options);
		expect(detached, detached.stderr).toMatchObject({code: 0});
		expect((await runCli(['attach', pid, '--arthas-home', arthas, '--yes'], options)).stderr).toContain('arthas-tui serve');
	});
});
