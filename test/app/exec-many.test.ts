import {
	existsSync, readdirSync, readFileSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {startChannelAgent, type ChannelAgent} from '../../source/core/host/index.js';
import {runCli, startCli, temporaryFolder} from './run-cli.js';
import {startServe, type Served} from './start-serve.js';

const folder = temporaryFolder();
let served: Served;
let agents: ChannelAgent[] = [];

/** Two agents that run shell commands, and one that refuses them, all on one host, so that their ids tell them apart. */
beforeAll(async () => {
	served = await startServe(['--no-host-agent'], {killAfterMs: 100_000});
	agents = [['order-1', true], ['order-2', true], ['careful', false]].map(([agentId, allowShell]) => startChannelAgent({
		server: served.grpc, agentId: String(agentId), version: '1.0', appName: String(agentId).split('-')[0]!, hostname: 'box', allowShell: allowShell === true,
	}));
	await Promise.all(agents.map(async agent => agent.ready));
});

afterAll(async () => {
	await Promise.all(agents.map(async agent => agent[Symbol.asyncDispose]()));
	await served[Symbol.asyncDispose]();
});

const exec = async (...args: string[]) => runCli(['exec', '--server', served.http, ...args]);

describe('one command on many agents', {concurrent: true}, () => {
	it('says of each line where it comes from', async () => {
		const {code, stdout, stderr} = await exec('--on', 'app=order', String.raw`sync.bash printf "one\n\nthree\n"`, '--yes');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		const blocks = ['order-1', 'order-2'].map(id => `${id} │ one\n${id} │ \n${id} │ three\n`);
		expect([blocks.join(''), blocks.reverse().join('')]).toContain(stdout);
	});

	it('lists failures with their reasons, and exits by the worst', async () => {
		const {code, stdout, stderr} = await exec('--on', 'id=order-1,careful', 'sync.bash echo fine', '--yes');
		expect(code).toBe(1);
		expect(stdout).toContain('order-1 │ fine\n');
		expect(stdout).toMatch(/^careful │ failed 3023: /mu);
		const [header, row, ...others] = stderr.trimEnd().split('\n');
		expect(header).toMatch(/^AGENT +STATE +CODE +MESSAGE/u);
		expect(row).toMatch(/^careful +failed +-1 +Permission denied/u);
		expect(others).toEqual([]);
	});

	it('gives an entry for every target, in the order of the list', async () => {
		const listed = (JSON.parse((await runCli(['agents', '--server', served.http, '--json'])).stdout) as Array<{id: string}>).map(({id}) => id);
		expect(listed).toHaveLength(3);
		const {code, stdout} = await exec('--on', '!id=nobody', 'sync.bash exit 7', '--yes', '--json', '--parallel', '1');
		const outcomes = JSON.parse(stdout) as Array<{agent: string; ref: string; statusCode: number; error: unknown}>;
		expect(code).toBe(1);
		expect(outcomes.map(({agent, ref, statusCode}) => [agent, ref, statusCode])).toEqual(listed.map(id => [id, `${served.http}/${id}`, id === 'careful' ? -1 : 7]));
		expect(outcomes.find(({agent}) => agent === 'order-1')?.error).toEqual({code: 7, message: 'Command exited non-zero: 7', hint: null});
	});

	it('runs as many at a time as it is told', async () => {
		const log = path.join(folder, 'order');
		const line = `sync.bash echo start >> ${log}; sleep 0.3; echo end >> ${log}`;
		expect((await exec('--on', 'app=order', line, '--yes', '--parallel', '1')).code).toBe(0);
		expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['start', 'end', 'start', 'end']);
		expect((await exec('--on', 'app=order', line.replaceAll(log, `${log}2`), '--yes')).code).toBe(0);
		expect(readFileSync(`${log}2`, 'utf8').trim().split('\n')).toEqual(['start', 'start', 'end', 'end']);
	});

	it('runs again only where it failed', async () => {
		const [failed, well, other] = ['failed.json', 'well.json', 'other.json'].map(name => path.join(folder, name)) as [string, string, string];
		const marker = path.join(folder, 'marker');
		const line = `sync.bash test -e ${marker} || { touch ${marker}; exit 1; }`;
		const first = await exec('--on', 'app=order', line, '--yes', '--json', '--parallel', '1');
		expect(first.code).toBe(1);
		writeFileSync(failed, first.stdout);
		const second = await exec('--retry-failed', failed, line, '--yes', '--json');
		expect(second.code).toBe(0);
		expect((JSON.parse(second.stdout) as unknown[])).toHaveLength(1);
		writeFileSync(well, second.stdout);
		writeFileSync(other, '{"not": "ours"}');
		expect(await exec('--retry-failed', well, line, '--yes')).toMatchObject({code: 0, stdout: '', stderr: expect.stringContaining('nothing to do') as string});
		expect(await exec('--retry-failed', other, line, '--yes')).toMatchObject({code: 2, stderr: expect.stringContaining('is not what exec --json printed') as string});
		expect(await exec('--retry-failed', path.join(folder, 'none'), line, '--yes')).toMatchObject({code: 2, stderr: expect.stringContaining('ENOENT') as string});
	});

	it('needs a choice where several are in reach', async () => {
		const {code, stderr} = await exec('version');
		expect(code).toBe(2);
		expect(stderr).toMatch(/^3 agents are in reach/u);
		expect(stderr).toContain('choose with --on');
	});

	it('prints the lines of many streams with their agents as they come', async () => {
		const {code, stdout} = await exec('--on', 'app=order', 'getinfo.kernel', '--ndjson');
		const events = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as {agent: string; event: string; state?: string});
		expect(code).toBe(0);
		for (const agent of ['order-1', 'order-2']) {
			expect(events.findLast(event => event.agent === agent)).toMatchObject({event: 'state', state: 'done'});
		}
	});
});

describe('a command that does not end by itself', {concurrent: true}, () => {
	/** A command that writes down the pid of what it waits for, and leaves a trace when it has run to its end. */
	const sleeper = (name: string) => {
		const [started, ended] = [path.join(folder, `${name}-started`), path.join(folder, `${name}-ended`)];
		return {line: `sync.bash sh -c 'echo $$ > ${started}.tmp; mv ${started}.tmp ${started}; exec sleep 30'; touch ${ended}`, started, ended};
	};

	it('is ended on the agent when its time is over', async () => {
		const {line, started, ended} = sleeper('late');
		const {code, stderr} = await exec('--on', 'order-1', line, '--yes', '--timeout', '1s');
		expect(code).toBe(124);
		expect(stderr).toMatch(/^box +timed-out .*ended on the agent/mu);
		expect(stderr).toContain('give it longer with --timeout');
		expect(isRunning(started)).toBe(false);
		expect(existsSync(ended)).toBe(false);
	});

	it('is ended on the agent by Ctrl-C, whose word is waited for', async () => {
		const {line, started, ended} = sleeper('interrupted');
		await using cli = startCli(['exec', '--server', served.http, '--on', 'order-2', line, '--yes', '--ndjson']);
		await cli.until(({stdout}) => stdout.includes('"state":"running"'));
		await expect.poll(() => existsSync(started), {timeout: 10_000}).toBe(true);
		expect(isRunning(started)).toBe(true);
		cli.signal('SIGINT');
		const {code, stdout} = await cli.ended;
		expect(code).toBe(130);
		expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({state: 'interrupted', error: {message: 'ended on the agent'}});
		expect(isRunning(started)).toBe(false);
		expect(existsSync(ended)).toBe(false);
	});

	it('is ended on all agents, and the table says so', async () => {
		await using cli = startCli(['exec', '--server', served.http, '--on', 'app=order', `sync.bash mktemp ${folder}/together-XXXX; sleep 30`, '--yes']);
		await expect.poll(() => readdirSync(folder).filter(name => name.startsWith('together-')), {timeout: 10_000}).toHaveLength(2);
		cli.signal('SIGTERM');
		const {code, stderr} = await cli.ended;
		expect(code).toBe(130);
		expect(stderr.match(/^order-\d +interrupted/gmu)).toHaveLength(2);
	});
});

/** What has ended and was not yet collected by its parent runs no more. */
function isRunning(pidFile: string): boolean {
	try {
		const stat = readFileSync(`/proc/${readFileSync(pidFile, 'utf8').trim()}/stat`, 'utf8');
		return !stat.includes(') Z ');
	} catch {
		return false;
	}
}
