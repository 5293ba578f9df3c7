import {describe, expect, it} from 'vitest';
import {startArthasApi} from '../servers/arthas-api.js';
import {recordedApiCommand} from '../servers/simulation/fixture.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {expectWords} from './expect-words.js';
import {runCli, startCli} from './run-cli.js';
import {startServe} from './start-serve.js';

describe('what Arthas says in several lines and colours', {concurrent: true}, () => {
	it('is told line by line without them', async () => {
		await using api = await startArthasApi({commands: {watch: recordedApiCommand('watch-none').script}});
		const {code, stdout, stderr} = await runCli(['exec', '--connect', api.endpoint, 'watch no.such.Klass foo -n 5']);
		expect(code).toBe(1);
		expect(`${stdout}${stderr}`).not.toMatch(/[␊␛]/u);
		expect(stderr).toMatch(/^math-game-4711 +failed +-1 +No class or method is affected, try:$/mu);
		expect(stderr).toMatch(/^ +1\. Execute `sm CLASS_NAME METHOD_NAME` to make sure/mu);
		expect(stderr).toMatch(/^added: a time-out of 10 min; give your own with --timeout$/mu);
		expect(stderr).toMatch(/^added: --timeout 660 by which the agent ends it alone, should this program be killed$/mu);
	});
});

it('no word of advice names an address when another one was named', async () => {
	await using api = await startArthasApi();
	const {code, stdout, stderr} = await runCli(['--connect', api.endpoint]);
	expect(code).toBe(0);
	expect(stdout).toMatch(/^NAME .* VIA/mu);
	expect(stdout).toMatch(/ in service .* direct/u);
	expect(stderr).toContain('1 agent from the servers that you named. To go on:');
	expect(stderr).not.toContain('8563');
});

describe('exec', {concurrent: true}, () => {
	it('says how a command without a result ended', async () => {
		await using api = await startArthasApi();
		expect(await runCli(['exec', '--connect', api.endpoint, '--yes', 'stop'])).toMatchObject({code: 0, stdout: '', stderr: 'done, without a result\n'});
	});

	it('says of a slip of the fingers what was probably meant', async () => {
		await using api = await startArthasApi();
		const {code, stderr} = await runCli(['exec', '--connect', api.endpoint, 'wacth demo.MathGame primeFactors']);
		expect(code).toBe(4);
		expect(stderr).toContain('wacth is unknown (did you mean watch?)');
	});

	it('names a target that suits the command, and how to mean all', async () => {
		await using java = await startJavaChannel({agents: ['mg1', 'mg2']});
		const {code, stderr} = await runCli(['exec', '--connect', java.endpoint, 'thread -n 3']);
		expect(code).toBe(2);
		expect(stderr).toMatch(/^choose with --on, for example --on mg1; --on up takes all that are up$/mu);
	});

	it('says at a second Ctrl-C that the command may still run', async () => {
		const env = {ARTHAS_TUI_SERVE_USERNAME: 'ops', ARTHAS_TUI_SERVE_PASSWORD: 'secret'};
		await using served = await startServe([], {env});
		await using cli = startCli(['exec', '--server', served.http, '--yes', '--ndjson', 'sync.bash sleep 30'], {env: {ARTHAS_TUI_USERNAME: 'ops', ARTHAS_TUI_PASSWORD: 'secret'}});
		await cli.until(({stdout}) => stdout.includes('"state":"running"'));
		// From now on nobody can confirm that the command has ended.
		served.signal('SIGSTOP');
		cli.signal('SIGINT');
		await cli.until(({stdout}) => stdout.includes('"state":"stopping"'));
		cli.signal('SIGINT');
		const {code, stderr} = await cli.ended;
		expect(code).toBe(130);
		expect(stderr).toMatch(/^left at once: the command may still run on its agents$/mu);
	});
});

it('help is a word, too', async () => {
	const [all, one] = await Promise.all([runCli(['help']), runCli(['help', 'exec'])]);
	expect(all).toMatchObject({code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: arthas-tui \[PROFILE\]/u) as string});
	expect(one).toMatchObject({code: 0, stdout: expect.stringMatching(/^Usage: arthas-tui exec/u) as string});
	expectWords(await runCli(['exce', 'version']), {code: 2, what: /no command “exce”/u, todo: /did you mean exec\?/u});
});
