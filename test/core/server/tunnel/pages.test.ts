import {Buffer} from 'node:buffer';
import {
	describe, expect, onTestFinished, test, vi,
} from 'vitest';
import type {ChannelServer} from '../../../../source/core/server/index.js';
import {fixture} from '../../../servers/simulation/fixture.js';
import {call, post, type Answer} from '../harness.js';
import {consoleOf, joinTunnel, startDoor} from './harness.js';

/** The body of a recorded answer. */
const recorded = (name: string) => JSON.parse(fixture(`tunnel-server/${name}.txt`).split(/\r?\n\r?\n/u)[1] ?? '') as Record<string, Record<string, unknown>>;
const keys = (value: object | undefined) => Object.keys(value ?? {}).toSorted();

describe('the pages of the tunnel server', () => {
	test('the shapes are those that were recorded, on both ports', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_math1'});
		await joinTunnel(server, {id: 'demo_math2'});
		await joinTunnel(server, {id: 'my_shop_1', version: null});
		await joinTunnel(server, {id: 'plain'});
		const console = consoleOf(server, 'demo_math1');
		await console.untilPrompt();
		for (const door of [server, {...server, http: server.tunnel!}]) {
			const get = async (path: string) => (await call(door, path)).json as Record<string, Record<string, unknown>>;
			expect(await get('/api/tunnelApps')).toEqual(['demo', 'my']);
			const info = await get('/api/tunnelAgentInfo?app=demo');
			expect(keys(info)).toEqual(['demo_math1', 'demo_math2']);
			expect(keys(info['demo_math1'])).toEqual(keys(recorded('http-tunnelAgentInfo')['demo_math1']));
			expect(info['demo_math1']).toMatchObject({
				host: '127.0.0.1', arthasVersion: '4.1.5', clientConnectHost: '127.0.0.1', clientConnectTunnelPort: server.tunnel!.port,
			});
			expect((await get('/api/tunnelAgentInfo?app=my'))['my_shop_1']).toMatchObject({arthasVersion: null});
			expect(await get('/api/tunnelAgentInfo?app=nobody')).toEqual({});
			expect(await get('/api/tunnelAgents?agentId=plain')).toEqual({success: true});
			expect(await get('/api/tunnelAgents?agentId=nobody')).toEqual({success: false});
			expect((await call(door, '/api/cluster/findHost?agentId=plain')).text).toBe('127.0.0.1');
			const actuator = await get('/actuator/arthas');
			const original = recorded('http-actuator-arthas');
			expect(keys(actuator)).toEqual(keys(original));
			expect(keys(actuator['properties'])).toEqual(keys(original['properties']));
			expect(keys(actuator['agents'])).toEqual(['demo_math1', 'demo_math2', 'my_shop_1', 'plain']);
			expect(keys(actuator['agents']!['plain'] as object)).toEqual(keys(original['agents']!['demo_big'] as object));
			expect(Object.values(actuator['clientConnections']!)).toEqual([{host: '127.0.0.1', port: expect.any(Number) as number}]);
		}
	});

	test('the word of an agent about a command is taken, and whether the server lives is told', async () => {
		const server = await startDoor();
		for (const door of [server, {...server, http: server.tunnel!}]) {
			expect((await call(door, '/api/stat?ip=10.0.0.5&version=4.1.5&command=watch&agentId=demo_a&arguments=a%20b')).json).toEqual({success: true});
			expect((await call(door, '/api/stat?ip=10.0.0.5&version=4.1.5')).json).toMatchObject({status: 400, path: '/api/stat'});
			expect((await call(door, '/actuator/health')).json).toEqual({status: 'UP'});
		}
	});

	test('a parameter that is missing, an id that nobody has, a method that is none', async () => {
		const server = await startDoor();
		const bad = [
			['/api/tunnelAgents', 400], ['/api/tunnelAgentInfo', 400], ['/api/cluster/findHost?agentId=x', 500], ['/proxy/x/arthas-output/', 404], ['/proxy', 404], ['/actuator/env', 404],
		] as const;
		for (const [path, status] of bad) {
			expect([path, (await call(server, path)).status]).toEqual([path, status]);
		}

		expect((await post(server, '/api/tunnelApps', '{}')).status).toBe(405);
		// The original never answers that at all.
		expect(await call({...server, http: server.tunnel!}, '/ws?method=agentRegister&id=demo_a')).toMatchObject({
			status: 426, json: {message: expect.stringContaining('dropped its upgrade') as string},
		});
	});
});

describe('the login of the tunnel server\'s pages', () => {
	const login = {username: 'ann', password: 'secret & more'};
	const cookieOf = (answer: Answer) => answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';

	async function signIn(server: ChannelServer, given: {username: string; password: string}, change: {cookie?: string; token?: string} = {}): Promise<Answer> {
		const page = await call(server, '/login');
		const token = /name="_csrf" type="hidden" value="(?<token>[^"]+)"/u.exec(page.text)!.groups!['token']!;
		return post(server, '/login', new URLSearchParams({...given, _csrf: change.token ?? token}).toString(), {
			'content-type': 'application/x-www-form-urlencoded', cookie: change.cookie ?? cookieOf(page),
		});
	}

	test('by the form, as clients of it do: token, cookie, then everything else', async () => {
		const server = await startDoor({login});
		await joinTunnel(server, {id: 'demo_a'});
		for (const path of ['/actuator/arthas', '/actuator/health']) {
			expect(await call(server, path)).toMatchObject({status: 302, headers: {location: '/login'}});
		}

		const closed = [
			'/api/tunnelApps',
			'/api/tunnelAgentInfo?app=demo',
			'/api/tunnelAgents?agentId=demo_a',
			'/api/cluster/findHost?agentId=demo_a',
			'/api/stat?ip=a&version=b&command=c',
			'/proxy/demo_a/',
		];
		for (const path of closed) {
			expect([path, (await call(server, path)).status]).toEqual([path, 401]);
		}

		const inside = await signIn(server, login);
		expect(inside).toMatchObject({status: 302, headers: {location: '/', 'set-cookie': [expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/u)]}});
		const headers = {cookie: `other=1; ${cookieOf(inside)}`};
		expect((await call(server, '/actuator/arthas', {headers})).json).toMatchObject({agents: {demo_a: {arthasVersion: '4.1.5'}}});
		const console = consoleOf(server, 'demo_a', headers);
		await console.untilPrompt();
		// A page of somebody else's gains nothing by the cookie.
		expect((await call(server, '/agents', {headers: {...headers, origin: 'http://evil.example'}})).status).toBe(403);
	});

	test('a wrong one, a token of another page, a cookie that was only shown', async () => {
		const server = await startDoor({login});
		const other = await call(server, '/login');
		for (const refused of [
			await signIn(server, {...login, password: 'wrong'}),
			await signIn(server, login, {token: 'x'}),
			await signIn(server, login, {cookie: cookieOf(other)}),
			await signIn(server, login, {cookie: ''}),
		]) {
			expect([refused.status, refused.headers.location, refused.headers['set-cookie']]).toEqual([302, '/login?error', undefined]);
		}

		expect((await call(server, '/login?error')).text).toContain('Wrong user name or password.');
		expect((await call(server, '/agents', {headers: {cookie: cookieOf(other)}})).status).toBe(401);
		const wrong = {authorization: `Basic ${Buffer.from('ann:wrong').toString('base64')}`};
		expect((await call(server, '/actuator/arthas', {headers: wrong})).status).toBe(401);
	});

	test('there is no form where no login is asked for', async () => {
		const server = await startDoor();
		expect((await call(server, '/login')).status).toBe(404);
		expect((await call(server, '/actuator/arthas')).status).toBe(200);
	});
});

describe('files of an agent', () => {
	const proxied = async (server: ChannelServer, path: string) => call(server, `/proxy/demo_a${path}`);

	test('pages, bytes, redirects and the agent\'s own 404, with their names as they were asked for', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {
			id: 'demo_a', files: {
				'/': {headers: {'content-type': 'text/html'}, body: '<p>hello'},
				'/arthas-output': {status: 302, headers: {location: '/arthas-output/'}},
				'/arthas-output/a%20b&c+.html': {headers: {date: 'today'}, body: '<p>flame'},
				'/arthas-output/x.bin?a=1&b=2': {headers: {date: 'today'}, body: Uint8Array.from([0, 255, 1])},
				'/zzz': {status: 404, headers: {'content-type': 'text/html'}, body: 'Not found'},
			},
		});
		expect(await proxied(server, '')).toMatchObject({status: 200, text: '<p>hello'});
		expect(await proxied(server, '/arthas-output')).toMatchObject({status: 302, headers: {location: '/proxy/demo_a/arthas-output/'}});
		const page = await proxied(server, '/arthas-output/a%20b&c+.html');
		expect(page).toMatchObject({status: 200, text: '<p>flame', headers: {'content-type': 'text/html;charset=utf-8'}});
		// What an agent holds must not act with the login of whoever looks at it.
		expect(page.headers['content-security-policy']).toBe('sandbox allow-scripts');
		expect(await proxied(server, '/arthas-output/x.bin?a=1&b=2')).toMatchObject({status: 200, headers: {'content-type': 'application/octet-stream', 'content-length': '3'}});
		expect(await proxied(server, '/zzz')).toMatchObject({status: 404, text: 'Not found'});
		expect(agent.targets).toEqual(['/', '/arthas-output', '/arthas-output/a%20b&c+.html', '/arthas-output/x.bin?a=1&b=2', '/zzz']);
	});

	test('a file just below 10 MiB passes whole, one that the agent can\'t give is no success', async () => {
		const server = await startDoor();
		const body = new Uint8Array((10 << 20) - 1).fill(0xFF);
		const agent = await joinTunnel(server, {id: 'demo_a', files: {'/arthas-output/big.bin': {headers: {date: 'today'}, body}}});
		const big = await proxied(server, '/arthas-output/big.bin');
		expect([big.status, big.headers['content-length']]).toEqual([200, String(body.length)]);
		const failed = await proxied(server, '/arthas-output/bigger.bin');
		expect([failed.status, failed.json['message']]).toEqual([502, expect.stringContaining('demo_a could not give /arthas-output/bigger.bin')]);
		expect(agent.tries).toEqual(['open']);
	});

	test('many at once are answered one after the other', async () => {
		const server = await startDoor();
		await joinTunnel(server, {id: 'demo_a', files: Object.fromEntries(Array.from({length: 30}, (_, index) => [`/${index}`, {headers: {a: 'b'}, body: `body ${index}`}]))});
		const answers = await Promise.all(Array.from({length: 10}, async (_, index) => proxied(server, `/${index}`)));
		expect(answers.map(({text}) => text)).toEqual(answers.map((_, index) => `body ${index}`));
	});

	test('17 at once are too many, and an agent that answers nothing is waited for 15 s', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		onTestFinished(() => {
			vi.useRealTimers();
		});
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', isMute: true});
		const asked = Array.from({length: 17}, async () => proxied(server, '/x'));
		const first = await Promise.race(asked);
		expect([first.status, first.json['code'], first.headers['retry-after']]).toEqual([429, 'AGENT_BUSY', '1']);
		// Its web server is asked one thing at a time.
		expect(agent.targets).toEqual(['/x']);
		await vi.advanceTimersByTimeAsync(15_000);
		await agent.until(() => agent.targets.length === 2);
		agent.kill();
		const statuses = await Promise.all(asked.map(async answer => (await answer).status));
		expect(statuses.toSorted((left, right) => left - right)).toEqual([429, ...Array.from({length: 15}, () => 503), 504]);
	});

	test('only the agent that was asked can answer, and what is no answer is none', async () => {
		const server = await startDoor();
		const silent = await joinTunnel(server, {id: 'demo_a', isMute: true});
		const other = await joinTunnel(server, {id: 'demo_b'});
		const asked = proxied(server, '/x');
		await silent.until(() => silent.frames.length === 2);
		const id = /requestId=(?<id>\w+)/u.exec(silent.frames[1]!)!.groups!['id']!;
		other.say(`?method=httpProxy&requestId=${id}&responseData=AAAA`);
		other.say('nonsense');
		expect((await call(server, '/proxy/demo_b/x')).status).toBe(502);
		silent.say('?method=httpProxy&requestId=another&responseData=AAAA');
		silent.say(`?method=httpProxy&requestId=${id}&responseData=AAAA`);
		const answer = await asked;
		expect([answer.status, answer.json['message']]).toEqual([502, expect.stringContaining('is no HTTP answer as Arthas writes it')]);
		expect([silent.tries, other.tries]).toEqual([['open'], ['open']]);
	});

	test('an agent that goes in the middle is told from one that was never there', async () => {
		const server = await startDoor();
		const agent = await joinTunnel(server, {id: 'demo_a', isMute: true});
		const asked = proxied(server, '/x');
		await agent.until(() => agent.frames.length === 2);
		agent.kill();
		expect((await asked).status).toBe(503);
		expect((await proxied(server, '/x')).status).toBe(503);
		expect((await call(server, '/proxy/nobody/x')).status).toBe(404);
	});
});
