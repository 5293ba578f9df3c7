import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {startTunnelServer, type TunnelScript, type TunnelServer} from '../servers/tunnel-server.js';
import {runCli, temporaryFolder} from './run-cli.js';

async function meet(script: TunnelScript, test: (server: TunnelServer) => Promise<void>) {
	await using server = await startTunnelServer({speed: 0, ...script});
	await test(server);
}

describe('the program at a tunnel server', () => {
	it('runs thread -n 3 on a stock agent and prints what the agent prints', async () => {
		await meet({}, async server => {
			const {code, stdout, stderr} = await runCli(['exec', '--connect', server.endpoint, '--on', 'demo_math1', 'thread -n 3']);
			expect(stderr).toBe('');
			expect(stdout).toContain('"arthas-command-execute" Id=27 cpuUsage=0.35% deltaTime=0ms time=1760ms RUNNABLE\n    at sun.management.ThreadImpl.dumpThreads0(Native Method)');
			expect(code).toBe(0);
		});
	});

	it('follows a watch, hit by hit', async () => {
		await meet({}, async server => {
			const {code, stdout} = await runCli(['exec', '--connect', server.endpoint, '--ndjson', '--follow', 'watch demo.MathGame primeFactors -n 3']);
			const results = stdout.trim().split('\n').map(line => JSON.parse(line) as {event: string; result?: {type: string; value?: string}}).filter(({event}) => event === 'result');
			expect(results.map(({result}) => result?.type)).toEqual(['enhancer', 'watch', 'watch', 'watch']);
			expect(results[1]?.result?.value).toBe('@ArrayList[\n    @Integer[1],\n]');
			expect(code).toBe(0);
		});
	});

	it('exits with 1 where the agent\'s words say that a command failed', async () => {
		await meet({}, async server => {
			const {code, stderr} = await runCli(['exec', '--connect', server.endpoint, '--yes', 'ognl "1/0"']);
			expect(stderr).toContain('/ by zero');
			expect(code).toBe(1);
		});
	});

	it('lists agents and says on stderr where the list comes from and what would add to it', async () => {
		await meet({}, async server => {
			const {code, stdout, stderr} = await runCli(['agents', '--connect', server.endpoint]);
			expect(stdout).toContain('demo_math1');
			expect(stderr).toMatch(/agents from its list of applications\n.*actuator asks for a login/u);
			expect(code).toBe(0);
		});
	});

	it('takes ids by --agent and by a profile where there is no list', async () => {
		await meet({detailPages: false}, async server => {
			const none = await runCli(['exec', '--connect', server.endpoint, 'version']);
			expect(none.stderr).toMatch(/no list of agents: name them with --agent ID/u);
			expect(none.stderr).toContain('arthas.enable-detail-pages');
			expect(none.code).not.toBe(0);
			const named = await runCli(['exec', '--connect', server.endpoint, '--agent', 'demo_math1', 'version']);
			expect(named).toMatchObject({code: 0, stdout: '4.1.5\n'});
			const home = temporaryFolder();
			mkdirSync(path.join(home, 'arthas-tui'));
			writeFileSync(path.join(home, 'arthas-tui', 'config.json'), JSON.stringify({profiles: {prod: {connect: [server.endpoint], agents: ['demo_math1']}}}), {mode: 0o600});
			const profiled = await runCli(['exec', '--profile', 'prod', 'version'], {env: {XDG_CONFIG_HOME: home}});
			expect(profiled).toMatchObject({code: 0, stdout: '4.1.5\n'});
		});
	});

	it('is examined by the doctor, with its switches', async () => {
		await meet({}, async server => {
			const {stdout, code} = await runCli(['doctor', server.endpoint]);
			expect(stdout).toMatch(/tunnel server; commands go over the text console/u);
			expect(stdout).toMatch(/1, 1 of them registered: agents from its list of applications/u);
			expect(stdout).toMatch(/consoles +ws:\/\/127\.0\.0\.1:\d+\/ws/u);
			expect(code).toBe(0);
		});
	});
});
