import {
	afterAll, beforeAll, expect, test,
} from 'vitest';
import type {Flags} from '../../../source/commands/context.js';
import {cron} from '../../../source/commands/cron.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import {cronMethods} from '../../../source/core/host/cron/index.js';
import {methods, startChannelAgent} from '../../../source/core/host/index.js';
import {startServer, type ChannelServer} from '../../../source/core/server/index.js';
import {HandClock, openStage, type Stage} from '../../core/host/cron/stage.js';
import {startTunnelServer} from '../../servers/tunnel-server.js';
import {fakeContext} from '../fake-context.js';

let server: ChannelServer;
let stages: Stage[] = [];
const stops: Array<() => Promise<void>> = [];

/** Two hosts whose jobs run when the test says so. */
beforeAll(async () => {
	server = await startServer({httpPort: 0, wsPort: 0, grpcPort: 0});
	stages = await Promise.all(['web-1', 'web-2'].map(async name => {
		const stage = await openStage({clock: new HandClock(new Date().toISOString()), listOthers: async () => name === 'web-1' ? [other] : []});
		const agent = startChannelAgent({
			server: `127.0.0.1:${server.grpc.port}`, agentId: name, version: '1.0', hostname: name, allowShell: true, methods: [...methods, ...cronMethods(stage.service)],
		});
		await agent.ready;
		stops.push(async () => {
			await agent[Symbol.asyncDispose]();
			await stage.service.close();
		});
		return stage;
	}));
});

afterAll(async () => {
	await Promise.all(stops.map(async stop => stop()));
	await server.close();
});

const other = {
	name: '/etc/crontab:5', cron: '0 17 * * * *', written: '17 * * * *', cmd: 'run-parts', user: 'root', source: '/etc/crontab', readonly: true, enabled: true, next: null, problem: null,
};

test('a job from its first day to its last', async () => {
	const job = {schedule: '0 0/30 8-10 * * *', run: 'echo "a > b" | cat', limit: '2m'};
	const asked = run(['add', 'stock-sync'], {on: 'web-1', ...job});
	await expect(asked).rejects.toMatchObject({code: 'ERR_AUTH_POLICY', message: 'nothing was changed: this needs a yes'});
	expect(await rows()).toHaveLength(1);

	const added = await run(['add', 'stock-sync'], {
		on: 'web-1 ', ...job, tz: 'UTC', yes: true,
	});
	expect(added).toMatchObject({code: 0, out: ''});
	expect(added.err.split('\n').slice(0, 6)).toEqual([
		'on web-1', '+ name     stock-sync', '+ cron     0 0/30 8-10 * * *', '+ cmd      echo "a > b" | cat', '+ timeout  120', '+ tz       UTC',
	]);
	expect(added.err).toContain('every 30 min, 08:00 to 10:30\n');
	expect(added.err.match(/T\d\d:\d0:00\.000Z$/gmu)).toHaveLength(5);
	expect(added.err).toContain('stock-sync has revision 1 on web-1\n');

	const edited = await run(['edit', 'stock-sync'], {
		on: 'web-1', schedule: '0 0/20 8-10 * * *', limit: '2m', yes: true,
	});
	expect(edited.err).toContain('on web-1\n- cron  0 0/30 8-10 * * *\n+ cron  0 0/20 8-10 * * *\nevery 20 min, 08:00 to 10:40\n');
	expect(edited).toMatchObject({code: 0});

	expect(await run(['run', 'stock-sync'], {on: 'web-1', yes: true})).toMatchObject({code: 0, err: 'run stock-sync on web-1: 0 0/20 8-10 * * *  echo "a > b" | cat\nstock-sync runs now on web-1\n'});
	expect(stages[0]?.runs).toMatchObject([{line: {command: 'echo "a > b" | cat', seconds: 120}}]);
	stages[0]?.runs[0]?.end({
		resp: 'failed', retcode: 3032, message: 'Command exited non-zero: 3', data: 'said this\n', stderr: '\u001B[31mand that\n', exitcode: 3,
	});
	await stages[0]?.until(() => stages[0]?.messages.length === 1);

	const history = await run(['history', 'stock-sync'], {on: 'web-1'});
	expect(history.out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Command exited non-zero: 3 {2}by hand\nsaid this\n.*and that\n$/u);
	expect(history.out).not.toContain('\u001B');
	expect(JSON.parse((await run(['history', 'stock-sync'], {on: 'web-1', json: true})).out)).toMatchObject([{
		host: 'web-1', name: 'stock-sync', state: 'ended', trigger: 'hand', retcode: 3032, exitcode: 3, output: 'said this\n',
	}]);

	expect(await rows()).toMatchObject([
		{
			host: 'web-1', name: 'stock-sync', schedule: '0 0/20 8-10 * * *', when: 'every 20 min, 08:00 to 10:40', result: 'exit 3', command: 'echo "a > b" | cat',
			timeout: 120_000, zone: 'UTC', enabled: true, rev: 2, source: 'agent', readonly: false,
		},
		{name: '/etc/crontab:5', readonly: true, source: '/etc/crontab'},
	]);
	const table = await run(['ls']);
	expect(table.out).toMatch(/^JOB +WHEN +SCHEDULE +NEXT +LAST RUN +RESULT +TOOK s +USER +COMMAND +FROM\n/u);
	expect(table.out).toContain('✗ exit 3');
	expect(table.out).toContain('/etc/crontab, not changed from here');

	expect(await run(['disable', 'stock-sync'], {on: 'web-1', yes: true})).toMatchObject({code: 0});
	expect((await run(['ls', 'stock-sync'])).out).toMatch(/ off /u);
	expect(await run(['rm', 'stock-sync'], {on: 'web-1', yes: true})).toMatchObject({code: 0});
	expect(await rows()).toHaveLength(1);
});

test('many hosts: each with its own diff and revision, and those that fail are told', async () => {
	const job = {schedule: '0 0 6 * * *', run: 'backup', yes: true};
	await run(['add', 'backup'], {...job, on: 'up'});
	await run(['edit', 'backup'], {on: 'web-2', run: 'backup --all', yes: true});
	const edited = await run(['edit', 'backup'], {on: 'up', run: 'backup -v', yes: true});
	expect(edited.err).toContain('- cmd  backup\n+ cmd  backup -v\n');
	expect(edited.err).toContain('- cmd  backup --all\n+ cmd  backup -v\n');
	await run(['rm', 'backup'], {on: 'web-2', yes: true});
	const removed = await run(['rm', 'backup'], {on: 'up', yes: true});
	expect(removed.code).toBe(1);
	expect(removed.err).toMatch(/^rm backup on web-1: 0 0 6 \* \* \* {2}backup -v\nbackup is deleted on web-1\n/u);
	expect(removed.err).toMatch(/web-2 +failed +-1 +No such task: backup/u);
});

test('what only looks is allowed where nothing else is', async () => {
	expect(await run(['ls'], {}, true)).toMatchObject({code: 0});
	const refused = await run(['add', 'backup'], {
		on: 'web-1', schedule: '0 0 6 * * *', run: 'x', yes: true,
	}, true);
	expect(refused.code).toBe(4);
});

test.each<[string[], Flags, string]>([
	[['rm'], {}, 'cron rm needs the name of one job'],
	[['run', 'a b'], {}, 'cron run needs the name of one job'],
	[['add', 'backup'], {run: 'x'}, 'cron add needs --schedule and --run'],
	[['add', 'backup'], {run: 'x', schedule: '0 0 0 30 2 *'}, 'day of month: “30 2 *” never comes: none of these months has such a day'],
	[['edit', 'backup'], {}, 'cron edit needs what to change'],
	[['edit', 'backup'], {overlap: 'both'}, '--overlap is “both”'],
	[['edit', 'backup'], {limit: '10'}, '--limit is “10”, which is no time'],
	[['ls', 'a', 'b'], {}, 'cron ls takes one name'],
	[['rm', 'backup'], {}, expect.stringContaining('2 agents are in reach') as string],
])('cron %j with %j is refused', async (input, flags, message) => {
	await expect(run(input, flags)).rejects.toMatchObject({code: 'ERR_USAGE', message});
});

async function rows(): Promise<unknown[]> {
	return JSON.parse((await run(['ls'], {json: true})).out) as unknown[];
}

test('of a JVM it says that it needs a host agent, and names those', async () => {
	await using tunnel = await startTunnelServer();
	const context = fakeContext({
		flags: {on: 'demo_math1'}, input: ['ls'], settings: {endpoints: [`channel+http://127.0.0.1:${server.http.port}`, tunnel.endpoint].map(address => parseEndpoint(address))},
	});
	await expect(cron(context)).rejects.toMatchObject({
		code: 'ERR_USAGE', message: 'cron needs a host agent, and demo_math1 is a JVM', hint: expect.stringContaining('web-1, web-2') as string,
	});
});

async function run(input: string[], flags: Flags = {}, readOnly = false): Promise<{code: number; out: string; err: string}> {
	const context = fakeContext({
		flags, input, settings: {readOnly, endpoints: [{kind: 'channel', name: 'test', base: new URL(`http://127.0.0.1:${server.http.port}`)}]},
	});
	return {code: await cron(context), ...context.printed};
}
