import {
	afterAll, beforeAll, expect, test,
} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {cron} from '../../../source/commands/cron.js';
import {withoutJobs} from '../../../source/commands/host/own-jobs.js';
import {metrics} from '../../../source/commands/metrics.js';
import {plugins} from '../../../source/commands/plugins.js';
import {startChannelAgent, type ChannelAgent} from '../../../source/core/host/index.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {startServer, type ChannelServer} from '../../../source/core/server/index.js';
import {fakeContext} from '../fake-context.js';

let server: ChannelServer;
let agent: ChannelAgent;

/** A host as that of a server without a login. */
beforeAll(async () => {
	server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	agent = startChannelAgent({
		server: `127.0.0.1:${server.grpc.port}`, agentId: 'web-1', version: '1.0', methods: withoutJobs(),
	});
	await agent.ready;
});

afterAll(async () => {
	await agent[Symbol.asyncDispose]();
	await server.close();
});

test('a host of an open server says why it shows no jobs, and what opens them', async () => {
	const listed = await run(['ls']);
	expect(listed).toMatchObject({code: 1, out: ''});
	expect(listed.err).toContain('this server asks for no login, so it runs and shows no cron jobs');
	expect(listed.err).toContain('ARTHAS_TUI_SERVE_USERNAME');
	expect((await run(['history', 'tidy'])).err).not.toContain('no runs yet');
	const added = await run(['add', 'tidy'], {schedule: '0 0 6 * * *', run: 'true', yes: true});
	expect(added.code).toBe(1);
	expect(added.err).toMatch(/cron\.add is switched off on this host.*ARTHAS_TUI_SERVE_USERNAME/u);
	expect(added.err).not.toContain('has revision');
});

test('where there is no monitoring agent, nothing else is asked for what only one has', async () => {
	const context = () => fakeContext({settings: {endpoints: [endpoint()]}});
	for (const command of [metrics, plugins]) {
		await expect(command(context())).rejects.toMatchObject({code: 'ERR_AGENT_UNKNOWN', message: 'no monitoring agent is in reach'});
	}
});

const endpoint = () => parseEndpoint(`channel+http://127.0.0.1:${server.http.port}`);

async function run(input: string[], flags: Flags = {}): Promise<{code: number; out: string; err: string}> {
	const context = fakeContext({flags, input, settings: {endpoints: [endpoint()]}});
	const code = await cron(context);
	return {code, ...context.printed};
}
