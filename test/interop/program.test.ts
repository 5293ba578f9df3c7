import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {runCli, startCli} from '../app/run-cli.js';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

const missing = await whyNoArthas();
const watch = 'watch demo.MathGame primeFactors';
/** A JVM that other JVMs keep from the processor takes its time. */
const patience = {killAfterMs: 60_000};

describe.skipIf(missing)('the program with stock Arthas 4.1.5 on a real JVM', () => {
	let jvm: Jvm;
	let address: string;
	const exec = async (...args: string[]) => runCli(['exec', '--connect', address, ...args], patience);

	beforeAll(async () => {
		jvm = await startJvm({main: 'math-game'});
		address = `arthas+${jvm.httpUrl}`;
	});

	afterAll(async () => {
		await jvm[Symbol.asyncDispose]();
	});

	it('prints the three busiest threads', async () => {
		const {code, stdout, stderr} = await exec('thread -n 3');
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout.match(/^"[^"]+".* cpuUsage=[\d.]+% /gmu)).toHaveLength(3);
		expect(stdout).toMatch(/^ {4}at .+\(.+\)$/mu);
	});

	it('prints a stream that reached its -n as one value', async () => {
		const {code, stdout} = await exec('--json', `${watch} -n 2`);
		expect(code).toBe(0);
		const [outcome, ...others] = JSON.parse(stdout) as Array<{results: Array<{type: string}>}>;
		expect(others).toEqual([]);
		expect(outcome).toMatchObject({
			agent: `127.0.0.1:${jvm.httpPort}`, state: 'limited', statusCode: 0, error: null,
		});
		const ownResults = outcome?.results.filter(({type}) => type === 'watch');
		expect(ownResults).toHaveLength(2);
		expect(ownResults?.[0]).toMatchObject({className: 'demo.MathGame', methodName: 'primeFactors'});
	});

	it('ends a stream on the JVM at Ctrl-C and waits for its word', async () => {
		await using cli = startCli(['exec', '--connect', address, '--follow', watch], patience);
		await cli.until(({stdout}) => stdout.includes('method=demo.MathGame.primeFactors'));
		cli.signal('SIGINT');
		const {code, stderr} = await cli.ended;
		expect(code, stderr).toBe(130);
		expect(stderr).toMatch(/interrupted .*ended on the agent/u);
		expect(await exec('version')).toMatchObject({code: 0, stdout: expect.stringMatching(/^4\.1\.5$/mu) as string, stderr: ''});
	});

	it('ends a stream on the JVM when its time is over', async () => {
		const {code, stderr} = await exec('--timeout', '3s', watch);
		expect(code, stderr).toBe(124);
		expect(stderr).toMatch(/timed-out .*ended on the agent/u);
	});

	it('finds nothing wrong', async () => {
		const {code, stdout, stderr} = await runCli(['doctor', address], patience);
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(stdout).toMatch(new RegExp(`^ok +protocol +Arthas 4\\.1\\.5, \\S+-${jvm.pid}$`, 'mu'));
		expect(stdout).not.toMatch(/^(?:warn|fail)/mu);
	});

	it('lists the JVM in the shape that every agent has', async () => {
		const {code, stdout, stderr} = await runCli(['agents', '--connect', address, '--json'], patience);
		const id = `127.0.0.1:${jvm.httpPort}`;
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		expect(JSON.parse(stdout)).toEqual([{
			id, name: `MathGame-${jvm.pid}`, kind: 'jvm', via: 'arthas', results: 'structured', app: null, status: 'up', host: null, ip: '127.0.0.1', version: '4.1.5',
			lastSeen: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u) as string, labels: {}, server: id, ref: `${id}/${id}`,
		}]);
	});
});
