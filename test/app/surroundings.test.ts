import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {startJavaChannel} from '../servers/java-channel.js';
import {expectNoTrace, expectWords} from './expect-words.js';
import {
	runCli, runShell, startCli, temporaryFolder,
} from './run-cli.js';
import {startServe} from './start-serve.js';

describe('stdout', {concurrent: true}, () => {
	it('may be closed early: what runs is ended, and nobody is told', async () => {
		const env = {XDG_RUNTIME_DIR: temporaryFolder(), ARTHAS_TUI_SERVE_USERNAME: 'ops', ARTHAS_TUI_SERVE_PASSWORD: 'x'};
		await using served = await startServe([], {env});
		expect(served.http).toBeTruthy();
		const runs = await Promise.all([
			runShell('{ arthas_tui exec "getinfo.users -A" --ndjson; echo "exit $?" >&2; } | head -1', {env}),
			runShell('{ arthas_tui agents --json; echo "exit $?" >&2; } | true', {env}),
		]);
		expect(runs[0]?.stdout).toMatch(/^\{.*"state":"starting"\}\n$/u);
		for (const {code, stderr} of runs) {
			expect(code).toBe(0);
			expect(stderr).toMatch(/^exit (?:0|141)\n$/u);
		}
	});

	it('may be a full disk, which is told', async () => {
		const [agents, version] = await Promise.all([runShell('arthas_tui agents >/dev/full'), runShell('arthas_tui --version >/dev/full')]);
		expectWords(agents, {code: 1, what: /the disk is full/u, todo: /make room/u});
		expect(version).toMatchObject({code: 1, stdout: '', stderr: ''});
	});

	it('has no colour and no cursor movement unless it is a terminal, whatever TERM says', async () => {
		const runs = await Promise.all([{TERM: 'xterm-256color', FORCE_COLOR: '1'}, {TERM: 'dumb'}, {NO_COLOR: '1'}].map(async env => runCli([], {env})));
		for (const {code, stdout, stderr} of runs) {
			expect(code).toBe(0);
			expect(stdout + stderr).not.toContain('\u{1B}');
		}
	});
});

describe('stdin', {concurrent: true}, () => {
	it.each(['<&-', '</dev/null', '>&2 2>&- <&-'])('is not needed to run a command: %s', async redirection => {
		const {code, stdout, stderr} = await runShell(`arthas_tui exec getinfo.kernel ${redirection}`);
		expect(code).toBe(0);
		expect(stdout + stderr).toContain(redirection.startsWith('>') ? '' : 'sysname');
	});

	it('must be a terminal for a console', async () => {
		expectWords(await runCli(['console']), {code: 2, what: /a console needs a terminal/u, todo: /exec --on AGENT/u});
	});
});

describe('the configuration', {concurrent: true}, () => {
	/** A user's configuration folder with these files. */
	const configured = (files: Record<string, {text: string; mode?: number}>) => {
		const XDG_CONFIG_HOME = temporaryFolder();
		const folder = path.join(XDG_CONFIG_HOME, 'arthas-tui');
		mkdirSync(folder);
		for (const [name, {text, mode = 0o600}] of Object.entries(files)) {
			writeFileSync(path.join(folder, name), text);
			chmodSync(path.join(folder, name), mode);
		}

		return {XDG_CONFIG_HOME};
	};

	it.each([
		['broken', '{"profiles": {\n\t"prod": {"server": "h:1",}\n}}', /config\.json is no JSON: line 2, column 27/u, /comma/u],
		['empty', '', /config\.json is no JSON/u, /\w/u],
		['a key that means nothing', '{"servr": "h:1"}', /“servr” in .*config\.json is no setting/u, /did you mean server/u],
		['a password in the open', '{"password": "x"}', /“password” must not stand in/u, /passwordCommand/u],
		['a value of another kind', '{"readOnly": "yes"}', /“readOnly” in .* must be true or false/u, /\w/u],
	])('%s', async (_, text, what, todo) => {
		expectWords(await runCli(['agents'], {env: configured({'config.json': {text}})}), {code: 2, what, todo});
	});

	it('a secret that others can read', async () => {
		const env = configured({'config.json': {text: '{"profiles": {"prod": {"server": "127.0.0.1:1", "passwordFile": "secret"}}}'}, secret: {text: 'swordfish\n', mode: 0o644}});
		const result = await runCli(['prod'], {env});
		expectWords(result, {code: 2, what: /other people on this machine can read .*secret/u, todo: /chmod 600/u});
		expect(result.stderr).not.toContain('swordfish');
	});

	it('a profile names a server, a login and a policy', async () => {
		await using java = await startJavaChannel({auth: {username: 'ops', password: 'swordfish'}});
		const env = configured({
			'config.json': {
				text: JSON.stringify({
					profiles: {
						prod: {
							server: `127.0.0.1:${java.port}`, username: 'ops', passwordFile: 'secret', readOnly: true,
						},
					},
				}),
			}, secret: {text: 'swordfish\n'},
		});
		const [alone, agents, refused] = await Promise.all([
			runCli(['prod'], {env}), runCli(['agents', '--profile', 'prod', '--json'], {env}), runCli(['exec', '--profile', 'prod', 'stop', '--yes'], {env}),
		]);
		expect(alone).toMatchObject({code: 0, stderr: expect.stringContaining('1 agent from the servers that you named') as string});
		expect(JSON.parse(agents.stdout)).toMatchObject([{id: 'mg1', server: 'prod', ref: 'prod/mg1'}]);
		expect(refused).toMatchObject({code: 4, stderr: expect.stringContaining('read-only') as string});
	});

	it('a variable that means nothing is told, not obeyed', async () => {
		const {code, stderr} = await runCli(['agents', '--json'], {env: {ARTHAS_TUI_READONLY: '1'}});
		expect(code).toBe(0);
		expect(stderr).toBe('the variable ARTHAS_TUI_READONLY means nothing here; did you mean ARTHAS_TUI_READ_ONLY?\n');
		expectNoTrace(stderr);
	});
});

it('a config file changes nothing about a signal: the agent has its word first', async () => {
	const config = path.join(temporaryFolder(), 'arthas-tui');
	mkdirSync(config, {recursive: true});
	writeFileSync(path.join(config, 'config.json'), '{}');
	await using cli = startCli(['exec', '--ndjson', '--on', 'self', '--yes', 'sync.bash sleep 30'], {env: {XDG_CONFIG_HOME: path.dirname(config)}});
	await cli.until(({stdout}) => stdout.includes('"running"'));
	cli.signal('SIGINT');
	const {code, stdout} = await cli.ended;
	expect(code).toBe(130);
	expect(stdout).toContain('"state":"interrupted"');
});
