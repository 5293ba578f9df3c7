import {hostname} from 'node:os';
import {describe, expect, it} from 'vitest';
import packageJson from '../../package.json' with {type: 'json'};
import {expectNoTrace, expectWords} from './expect-words.js';
import {runCli} from './run-cli.js';

const host = hostname();

describe('nothing configured', {concurrent: true}, () => {
	it('lists this host and says how to go on', async () => {
		const {code, stdout, stderr} = await runCli([]);
		expect(code).toBe(0);
		const [header = '', row = '', ...others] = stdout.trimEnd().split('\n');
		expect(header).toMatch(/^NAME\s+KIND\s+STATUS\s+HOST/u);
		expect(row.split(/\s+/u).slice(0, 5)).toEqual([host, 'host', '●', 'in', 'service']);
		expect(others).toEqual([]);
		expect(stderr).toContain('1 agent from a server of its own');
		expect(stderr).toContain('arthas-tui exec --on self getinfo.kernel');
		expect(stderr).toMatch(/^ {2}arthas-tui serve +a server that stays, for JVMs to join$/mu);
	});

	it('gives agents to programs in the shape of the README', async () => {
		const {code, stdout, stderr} = await runCli(['agents', '--json']);
		const agents = JSON.parse(stdout) as Array<Record<string, unknown>>;
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(agents).toEqual([{
			id: host, name: host, kind: 'host', via: 'channel', results: 'structured', app: 'host', status: 'up', host, ip: '127.0.0.1', version: packageJson.version,
			lastSeen: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u) as string, labels: {}, server: 'embedded', ref: `embedded/${host}`,
		}]);
	});

	it('gives them without words also where no command is named', async () => {
		const {code, stdout, stderr} = await runCli(['--json']);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(JSON.parse(stdout)).toMatchObject([{id: host}]);
	});

	it('gives agents as events and as a table for spreadsheets', async () => {
		const [ndjson, csv] = await Promise.all([runCli(['agents', '--ndjson']), runCli(['agents', '--csv', 'up host'])]);
		expect(JSON.parse(ndjson.stdout)).toMatchObject({time: expect.stringMatching(/Z$/u) as string, event: 'agent', agent: {id: host, status: 'up'}});
		expect(csv.stdout).toMatch(new RegExp(`^id,name,kind,via,results,app,status,host,ip,version,lastSeen,labels,server,ref\r\n${host},${host},host,channel,structured,host,up,`, 'u'));
	});

	it('says so when an expression fits nobody', async () => {
		const {code, stdout, stderr} = await runCli(['agents', 'jvm']);
		expect({code, stdout, stderr}).toEqual({code: 0, stdout: '', stderr: 'no agent fits “jvm”\n'});
	});
});

describe('a first command', {concurrent: true}, () => {
	it('prints the kernel as text', async () => {
		const {code, stdout, stderr} = await runCli(['exec', '--on', 'self', 'getinfo.kernel']);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).toMatch(/^sysname +\S/mu);
		expect(stdout).toMatch(/^release +\S/mu);
	});

	it('prints the kernel as one value, without --on where one agent is in reach', async () => {
		const {code, stdout} = await runCli(['exec', 'getinfo.kernel', '--json']);
		expect(code).toBe(0);
		const [outcome, ...others] = JSON.parse(stdout) as Array<Record<string, unknown>>;
		expect(others).toEqual([]);
		expect(outcome).toEqual({
			agent: host,
			ref: `embedded/${host}`,
			state: 'done',
			statusCode: 0,
			results: [{type: 'getinfo.kernel', jobId: 1, data: expect.objectContaining({sysname: expect.any(String) as string}) as unknown}, {type: 'status', jobId: 1, statusCode: 0}],
			lost: 0,
			gaps: [],
			trimmed: 0,
			ms: expect.any(Number) as number,
			error: null,
		});
	});

	it('prints the kernel as events', async () => {
		const {code, stdout} = await runCli(['exec', '--on', host, 'getinfo.kernel', '--ndjson']);
		const events = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
		expect(code).toBe(0);
		expect(events.map(({event, state}) => state ?? event)).toEqual(['starting', 'running', 'result', 'result', 'done']);
		for (const event of events) {
			expect(event).toMatchObject({time: expect.stringMatching(/^\d{4}-.*Z$/u) as string, agent: host});
		}
	});

	it('prints tables for spreadsheets', async () => {
		const {code, stdout} = await runCli(['exec', 'getinfo.users -U root', '--csv']);
		expect(code).toBe(0);
		const [header, row, ...others] = stdout.split('\r\n');
		expect(header).toMatch(/^agent,NAME,UID,GROUP,/u);
		expect(row).toMatch(new RegExp(`^${host},root,0,root,`, 'u'));
		expect(others).toEqual(['']);
	});

	it('runs shell commands of the embedded default after a yes', async () => {
		const {code, stdout, stderr} = await runCli(['exec', '--on', 'self', String.raw`sync.bash printf "%s-%s\n" one two`, '--yes']);
		expect({code, stdout, stderr}).toEqual({code: 0, stdout: 'one-two\n', stderr: ''});
	});
});

describe('what stands beside', {concurrent: true}, () => {
	it('doctor gives its steps to programs', async () => {
		const {code, stdout} = await runCli(['doctor', '--json']);
		const steps = JSON.parse(stdout) as Array<Record<string, unknown>>;
		expect(code).toBe(0);
		expect(steps.length).toBeGreaterThan(2);
		for (const step of steps) {
			expect(Object.keys(step)).toEqual(expect.arrayContaining(['step', 'ok', 'detail', 'ms']));
		}
	});

	it('completion is a script for the shell that was named', async () => {
		const [bash, none] = await Promise.all([runCli(['completion', 'bash']), runCli(['completion'])]);
		expect(bash).toMatchObject({code: 0, stderr: '', stdout: expect.stringContaining('complete ') as string});
		expectWords(none, {code: 2, what: /needs the name of a shell/u, todo: /bash\|zsh\|fish/u});
	});
});

describe('help', {concurrent: true}, () => {
	it.each([['--help'], ['-h'], ['prod', '--help']])('of the program lists commands and exit codes: %s %s', async (...args) => {
		const {code, stdout, stderr} = await runCli(args);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).toMatch(/^Usage: arthas-tui/u);
		expect(stdout).toMatch(/^ {2}exec COMMAND /mu);
		expect(stdout).toContain('130 interrupted');
	});

	it.each(['agents', 'exec', 'console', 'serve', 'doctor', 'completion'])('of %s lists its flags', async command => {
		const {code, stdout} = await runCli([command, '--help']);
		expect(code).toBe(0);
		expect(stdout).toMatch(new RegExp(`^Usage: arthas-tui ${command}`, 'u'));
		expect(stdout).toContain('--profile NAME');
	});

	it.each([['--version'], ['-V'], ['exec', '--version']])('tells the version: %s %s', async (...args) => {
		expect(await runCli(args)).toMatchObject({code: 0, stdout: `${packageJson.version}\n`, stderr: ''});
	});
});

describe('a command line that can\'t be understood', {concurrent: true}, () => {
	it.each([
		[['nonsense'], /neither a command nor a profile “nonsense”/u, /commands are agents, exec, console/u],
		[['exce'], /neither a command nor a profile “exce”/u, /did you mean exec\?/u],
		[['--profile', 'nonsense'], /no profile “nonsense”/u, /profiles stand in .*config\.json/u],
		[['nonsense', 'more'], /no command “nonsense”/u, /agents, exec, console/u],
		[['--bogus'], /no flag --bogus/u, /--help/u],
		[['serve', '--console-port=0'], /no flag --console-port$/u, /--help/u],
		[['exec', '--on', 'self', 'thread', '-n', '3'], /no flag -n/u, /in quotes: exec --on self 'thread -n 3'/u],
		[['exec', '--on'], /--on needs a value/u, /--help/u],
		[['exec', '--on', 'a', '--on', 'b', 'version'], /--on can only be set once/u, /--help/u],
		[['exec'], /exec needs a command/u, /getinfo\.kernel/u],
		[['exec', '--on', 'self', ' '], /exec needs a command/u, /getinfo\.kernel/u],
		[['exec', '--parallel', '0', 'version'], /--parallel is “0”/u, /digits/u],
		[['exec', '--timeout', '5', 'version'], /--timeout is “5”/u, /10s/u],
		[['agents', '--yes'], /agents has no flag --yes/u, /exec/u],
		[['serve', 'here'], /serve takes no “here”/u, /serve --help/u],
		[['serve', '--http-port', '99999'], /--http-port 99999/u, /0 to 65535/u],
		[['serve', '--allow-agent', '10.0.0.0/99'], /--allow-agent 10\.0\.0\.0\/99/u, /10\.0\.0\.0\/8/u],
		[['exec', '--on', 'host~(', 'version'], /“\(” is no regular expression/u, /app~/u],
		[['agents', '--server', 'not an address'], /cannot connect to “not an address”/u, /host:8800/u],
		[['agents', '--connect', 'channel+http://ops:secret@localhost'], /a password must not stand in an address/u, /ARTHAS_TUI_PASSWORD/u],
	])('%j', async (args, what, todo) => {
		const result = await runCli(args);
		expectWords(result, {code: what.source.startsWith('cannot') ? 3 : 2, what, todo});
	});

	it('shows a stack trace to who asks for one', async () => {
		const [quiet, debug] = await Promise.all([runCli(['--bogus']), runCli(['--bogus', '--debug'])]);
		expectNoTrace(quiet.stderr);
		expect(debug).toMatchObject({code: 2, stderr: expect.stringMatching(/^ {4}at /mu) as string});
	});
});
