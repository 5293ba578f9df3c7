import {expect, it} from 'vitest';
import {startChannelAgent} from '../../source/core/host/index.js';
import {startCli} from './run-cli.js';
import {startServe} from './start-serve.js';

it('agents --watch tells who comes and goes until it is interrupted', {timeout: 30_000}, async () => {
	await using served = await startServe(['--no-host-agent'], {killAfterMs: 60_000});
	const agent = (agentId: string) => startChannelAgent({
		server: served.grpc, agentId, version: '1.0', hostname: agentId,
	});
	await using first = agent('order-0');
	await first.ready;
	await using text = startCli(['agents', '--server', served.http, '--watch'], {killAfterMs: 30_000});
	await using json = startCli(['agents', '--server', served.http, '--watch', '--json', 'order'], {killAfterMs: 30_000});
	await using ndjson = startCli(['agents', '--server', served.http, '--watch', '--ndjson', 'order'], {killAfterMs: 30_000});
	const isIn = (id: string) => ({stdout}: {stdout: string}) => stdout.includes(id);
	await Promise.all([text.until(isIn('order-0')), json.until(isIn('order-0')), ndjson.until(isIn('order-0'))]);
	{
		await using order = agent('order-1');
		await using other = agent('other');
		await Promise.all([order.ready, other.ready]);
		await Promise.all([text.until(isIn('order-1')), text.until(isIn('other')), json.until(isIn('order-1')), ndjson.until(isIn('order-1'))]);
	}

	const isGone = ({stdout}: {stdout: string}) => /order-1 (?:out|down)|remove order-1|"event":"(?:change|remove)".*"id":"order-1"/u.test(stdout);
	await Promise.all([text.until(isGone), json.until(isGone), ndjson.until(isGone)]);
	json.signal('SIGTERM');
	ndjson.signal('SIGHUP');
	text.signal('SIGINT');
	const [words, ...events] = await Promise.all([text.ended, json.ended, ndjson.ended]);
	expect(words).toMatchObject({code: 130, stderr: ''});
	expect(words.stdout).toMatch(/^\d\d:\d\d:\d\dZ add +order-1 up$/mu);
	expect(words.stdout).toMatch(/^\d\d:\d\d:\d\dZ (?:change order-1 (?:out|down)|remove order-1 .*)$/mu);
	for (const {code, stdout} of events) {
		expect(code).toBe(130);
		const lines = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as {event: string; agent: {id: string; status: string}});
		expect(lines.slice(0, 2)).toMatchObject([{event: 'agent', agent: {id: 'order-0', status: 'up'}}, {event: 'add', agent: {id: 'order-1', status: 'up'}}]);
		expect(lines.filter(line => line.agent.id === 'other')).toEqual([]);
	}
});
