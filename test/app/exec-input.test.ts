import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {startChannelAgent, type ChannelAgent} from '../../source/core/host/index.js';
import {startJavaChannel} from '../servers/java-channel.js';
import {expectWords} from './expect-words.js';
import {runCli} from './run-cli.js';
import {startServe, type Served} from './start-serve.js';

const ids = {
	slash: 'shop/order/7', blank: 'my agent 1', unicode: '订单-é-🚀', encoded: 'a%2Fb?c=d#e', long: `long-${'x'.repeat(4091)}`, hostile: 'evil\u{1B}[31m\u{202E}', dots: '../../agents',
};

let served: Served;
let agents: ChannelAgent[] = [];

beforeAll(async () => {
	served = await startServe(['--no-host-agent'], {killAfterMs: 100_000});
	agents = [...Object.values(ids), 'shell'].map(agentId => startChannelAgent({
		server: served.grpc, agentId, version: '1.0', allowShell: agentId === 'shell', hostname: agentId === 'shell' ? 'box' : '',
	}));
	await Promise.all(agents.map(async agent => agent.ready));
});

afterAll(async () => {
	await Promise.all(agents.map(async agent => agent[Symbol.asyncDispose]()));
	await served[Symbol.asyncDispose]();
});

const exec = async (...args: string[]) => runCli(['exec', '--server', served.http, ...args]);

describe('agents with odd ids', {concurrent: true}, () => {
	it.each(Object.keys(ids) as Array<keyof typeof ids>)('%s', async kind => {
		const id = ids[kind];
		// Blanks separate terms of an expression, so that such an id is found by what surrounds them.
		const expression = kind === 'blank' ? 'id~^my.agent.1$' : id;
		const {code, stdout, stderr} = await exec('--on', expression, 'version', '--json');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(JSON.parse(stdout)).toMatchObject([{agent: id, state: 'done', results: [{type: 'version', version: '1.0'}, {type: 'status'}]}]);
	});

	it('are shown and never obeyed', async () => {
		const [table, lines, failures, csv, json] = await Promise.all([
			runCli(['agents', '--server', served.http]),
			exec('--on', 'status=up', 'version'),
			exec('--on', 'status=up', 'heapdump'),
			runCli(['agents', '--server', served.http, '--csv']),
			runCli(['agents', '--server', served.http, '--json']),
		]);
		expect([table.code, lines.code, failures.code, csv.code, json.code]).toEqual([0, 0, 4, 0, 0]);
		for (const text of [table.stdout, lines.stdout, failures.stderr, csv.stdout, json.stdout]) {
			expect(['\u{1B}', '\u{202E}'].filter(character => text.includes(character))).toEqual([]);
		}

		expect(table.stdout.trimEnd().split('\n')).toHaveLength(agents.length + 1);
		expect(lines.stdout.trimEnd().split('\n')).toHaveLength(agents.length);
		expect((JSON.parse(json.stdout) as Array<{id: string}>).map(({id}) => id).sort()).toEqual([...Object.values(ids), 'shell'].sort());
	});
});

describe('odd commands', {concurrent: true}, () => {
	it.each([
		['nobody is meant', ['--on', 'nobody', 'version'], /no agent fits “nobody”/u, /agents lists them/u],
		['it holds an escape', ['--on', 'shell', 'echo \u{1B}[31mred'], /control character U\+001B at 5/u, /remove it/u],
		['it would run in the background', ['--on', 'shell', 'watch A b &'], /background/u, /leave the & out/u],
	] as const)('are refused when %s', async (_, args, what, todo) => {
		expectWords(await exec(...args), {code: 2, what, todo});
	});

	it('are sent whole when they are long', async () => {
		const text = 'x'.repeat(100_000);
		const {code, stdout} = await exec('--on', 'shell', `sync.bash printf %s ${text} | wc -c`, '--yes');
		expect({code, stdout: stdout.trim()}).toEqual({code: 0, stdout: '100000'});
	});

	it('of 1 MB reach the agent, which says what is too much', async () => {
		// An argument of a process has at most 128 KiB, so that it takes many of them.
		const words = Array.from({length: 11}, () => 'y'.repeat(100_000));
		const {code, stdout} = await exec('--on', 'shell', '--yes', '--json', 'sync.bash', 'echo', ...words);
		expect(code).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject([{agent: 'shell', state: 'done', results: [{retcode: 3021, message: expect.stringContaining('128 KiB') as string}, {type: 'status'}]}]);
	});

	it('that nobody knows are failures of the target', async () => {
		const {code, stdout, stderr} = await exec('--on', 'shell', 'no.such', '--yes');
		expect({code, stdout}).toEqual({code: 1, stdout: ''});
		expect(stderr).toMatch(/^box +failed +ERR_COMMAND +no\.such: command not found/mu);
	});

	it('print what they print, without obeying it', async () => {
		const {code, stdout} = await exec('--on', 'shell', String.raw`sync.bash printf '\033[31mred\a\n'`, '--yes');
		expect({code, stdout}).toEqual({code: 0, stdout: '␛[31mred␇\n'});
	});
});

describe('policy', {concurrent: true}, () => {
	it.each([
		['a change without a yes', ['sync.bash id'], {}, /needs a yes, so nothing was sent/u],
		['an unknown command without a yes', ['frobnicate'], {}, /needs a yes/u],
		['a change where the flag says read-only', ['sync.bash id', '--yes', '--read-only'], {}, /read-only/u],
		['a probe where the environment says read-only', ['watch A b', '--yes'], {ARTHAS_TUI_READ_ONLY: '1'}, /read-only/u],
	] as const)('refuses %s, and sends nothing', async (_, [command, ...flags], env, reason) => {
		await using java = await startJavaChannel();
		const [text, json] = await Promise.all([
			runCli(['exec', '--server', `127.0.0.1:${java.port}`, command, ...flags], {env}),
			runCli(['exec', '--server', `127.0.0.1:${java.port}`, command, ...flags, '--json'], {env}),
		]);
		expect(text).toMatchObject({code: 4, stdout: '', stderr: expect.stringMatching(reason) as string});
		expect(json.code).toBe(4);
		expect(JSON.parse(json.stdout)).toMatchObject([{state: 'refused', results: [], error: {code: 'policy', message: expect.stringMatching(reason) as string}}]);
		expect(new Set(java.requests.map(({path}) => path))).toEqual(new Set(['/agents']));
	});

	it('lets looking pass where all else is refused', async () => {
		expect(await exec('--on', 'shell', 'getinfo.kernel', '--read-only', '--csv')).toMatchObject({code: 0, stderr: ''});
	});

	it('gives a probe its limits and says so', async () => {
		await using java = await startJavaChannel();
		const {code, stdout, stderr} = await runCli(['exec', '--server', `127.0.0.1:${java.port}`, 'watch demo.MathGame primeFactors', '--timeout', '2s', '--json']);
		expect(code).toBe(124);
		expect(stderr).toMatch(/^added: -n 900.*; give your own with -n/mu);
		expect(JSON.parse(stdout)).toMatchObject([{state: 'timed-out', error: {message: 'the time is over; ended on the agent'}}]);
		expect(java.requests.map(({body}) => body).join('')).toMatch(/"watch -n \d+ demo\.MathGame primeFactors"/u);
	});
});
