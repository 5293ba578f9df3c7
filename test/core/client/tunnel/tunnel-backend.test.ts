import {describe, expect, it} from 'vitest';
import {connect} from '../../../../source/core/client/connect.js';
import type {Connection, ConnectionOptions} from '../../../../source/core/client/connection.js';
import type {Endpoint} from '../../../../source/core/client/endpoint.js';
import type {Job} from '../../../../source/core/client/job.js';
import {until} from '../../../../source/core/readable.js';
import {makeCertificate} from '../../../servers/odd-peers/certificate.js';
import {startTunnelServer, type TunnelScript, type TunnelServer} from '../../../servers/tunnel-server.js';

type Options = ConnectionOptions & Partial<Omit<Endpoint, 'kind' | 'base'>>;

async function meet(script: TunnelScript, test: (connection: Connection, server: TunnelServer) => Promise<void>, options: Options = {}) {
	await using server = await startTunnelServer(script);
	await using connection = connect(server.endpoint, options);
	await connection.ready();
	await test(connection, server);
}

const listed = (connection: Connection) => connection.agents.getSnapshot().map(({id, status}) => `${id} ${status}`);
const notes = (connection: Connection) => connection.facts()?.notes?.join('; ') ?? '';
const session = (connection: Connection, id = 'demo_math1') => connection.openSession(connection.agents.getSnapshot().find(agent => agent.id === id)!);
const size = {cols: 80, rows: 24};
const patience = () => AbortSignal.timeout(10_000);

function textOf(job: Job): string {
	return job.entries().flatMap(entry => entry.kind === 'result' ? [(entry.result['text'] ?? entry.result['content']) as string] : []).join('\n');
}

describe('the list of a tunnel server', () => {
	const agents = [{id: 'demo_math1'}, {id: 'demo_two_3', version: '4.0.5'}, {id: 'plain'}];

	it('comes from the applications, and says that the actuator would tell more', async () => {
		await meet({agents}, async connection => {
			expect(listed(connection)).toEqual(['demo_math1 up', 'demo_two_3 up']);
			expect(connection.agents.getSnapshot()[1]).toMatchObject({
				app: 'demo', version: '4.0.5', results: 'text', lastSeen: null, via: 'tunnel', host: '127.0.0.1',
			});
			expect(notes(connection)).toMatch(/from its list of applications; .*actuator asks for a login/u);
		});
	});

	it('comes from the actuator behind its form as well, ids of no application included', async () => {
		await meet({agents, password: 'secret'}, async connection => {
			expect(listed(connection)).toEqual(['demo_math1 up', 'demo_two_3 up', 'plain up']);
			expect(notes(connection)).toBe('agents from its list of applications and its actuator');
			expect(connection.facts()?.server).toBe('tunnel server 4.3.4');
		}, {password: 'secret'});
	});

	it('names the switch where detail pages are off, and takes ids instead', async () => {
		await meet({agents, detailPages: false}, async connection => {
			expect(listed(connection)).toEqual(['demo_math1 up', 'gone down']);
			expect(notes(connection)).toMatch(/no list of agents: name them with --agent ID; .*--arthas\.enable-detail-pages=true/u);
			expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
		}, {agents: ['demo_math1', 'gone']});
	});

	it('is given up with the login\'s own error where a wrong one was all that was given', async () => {
		await using server = await startTunnelServer({agents, detailPages: false, password: 'secret'});
		await using connection = connect(server.endpoint, {password: 'wrong'});
		await expect(connection.ready()).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
		expect(connection.state.getSnapshot().name).toBe('stopped');
	});

	it('goes on without the actuator where the login is wrong, and doesn\'t try it again', async () => {
		await meet({agents, password: 'secret'}, async (connection, server) => {
			expect(listed(connection)).toEqual(['demo_math1 up', 'demo_two_3 up']);
			expect(notes(connection)).toContain('doesn\'t take this login');
			connection.retry();
			await server.until(() => server.requests.filter(({path}) => path === '/api/tunnelApps').length > 1);
			expect(server.requests.filter(({method}) => method === 'POST').length).toBe(1);
		}, {password: 'wrong'});
	});

	it('is said to be a web page where a portal answers in its place', async () => {
		await using server = await startTunnelServer({html: true});
		await using connection = connect(server.endpoint, {});
		await connection.ready();
		expect(listed(connection)).toEqual([]);
		expect(notes(connection)).toContain('a web page came where JSON was due');
	});

	it('is not needed: with the port of the consoles alone agents are those that are named', async () => {
		await using server = await startTunnelServer({});
		await using connection = connect(`tunnel+${server.consoleUrl}?agent=demo_math1`);
		await connection.ready();
		expect(listed(connection)).toEqual(['demo_math1 up']);
		expect(notes(connection)).toContain('?http=http://host:8080');
		expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
	}, 30_000);

	it('is found behind the same port, prefix, gateway login and own certificate', async () => {
		const tls = makeCertificate({from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 3_600_000)});
		const login = {username: 'ops', password: 'gate'};
		await using server = await startTunnelServer({
			onePort: true, httpPrefix: '/tunnel', path: '/tunnel/ws', basic: login, tls,
		});
		await using connection = connect(server.endpoint, {...login, ca: tls.cert, targetServer: '10.0.0.7'});
		await connection.ready();
		expect(listed(connection)).toEqual(['demo_math1 up']);
		expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
		expect(server.requests.at(-1)?.path).toBe('/tunnel/ws?method=connectArthas&id=demo_math1&targetServer=10.0.0.7');
		await using stranger = connect(server.endpoint, login);
		await expect(stranger.ready()).rejects.toMatchObject({code: 'ERR_CONNECT_TLS'});
	});
});

describe('consoles of a tunnel server', () => {
	it('are opened one at a time, however many are asked for, and each takes its size', async () => {
		await meet({}, async (connection, server) => {
			const agent = connection.agents.getSnapshot()[0]!;
			const consoles = await Promise.all(Array.from({length: 6}, async (_, index) => connection.openConsole(agent, {cols: 100 + index, rows: 30}, patience())));
			expect(server.mostOpening).toBe(1);
			const isSized = () => server.sizes.map(({cols}) => cols).toSorted((a, b) => a - b).join(' ') === '100 101 102 103 104 105';
			await server.until(isSized);
			consoles[0]!.resize({cols: 150, rows: 40});
			await server.until(() => server.sizes.some(({cols}) => cols === 150));
		});
	});

	it('go to the server that holds the agent, through a gateway that reads its name', async () => {
		await meet({}, async (connection, server) => {
			await connection.openConsole(connection.agents.getSnapshot()[0]!, size, patience());
			expect(server.requests.at(-1)?.path).toContain('&targetServer=127.0.0.1');
		});
	});

	it('of an id that the server has forgotten fail at once instead of staying silent', async () => {
		await meet({}, async (connection, server) => {
			const agent = connection.agents.getSnapshot()[0]!;
			server.forget('demo_math1');
			await expect(connection.openConsole(agent, size, patience())).rejects.toMatchObject({code: 'ERR_AGENT_UNKNOWN'});
			await expect(connection.openConsole({...agent, id: 'ünknown id'}, size, patience())).rejects.toMatchObject({
				code: 'ERR_AGENT_UNKNOWN', message: expect.stringContaining('ünknown id') as unknown,
			});
		});
	});

	it('of a frozen agent say that nothing answers, and its row does too', async () => {
		await meet({agents: [{id: 'demo_ice', is: 'frozen'}], waitMs: 100}, async connection => {
			const agent = connection.agents.getSnapshot()[0]!;
			await expect(connection.openConsole(agent, size, patience())).rejects.toMatchObject({code: 'ERR_TIMEOUT_CONSOLE', retryable: true});
			expect(await session(connection, 'demo_ice').run('version').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_TIMEOUT_CONSOLE'}});
			connection.retry();
			await until(connection.agents, ([first]) => first?.status === 'out');
		});
	});

	it('close with the reason that can be known', async () => {
		await meet({agents: [{id: 'demo_a'}, {id: 'demo_b'}]}, async (connection, server) => {
			const [first, second] = connection.agents.getSnapshot();
			const quitting = await connection.openConsole(first!, size, patience());
			quitting.write('quit\r');
			expect(await quitting.closed).toMatchObject({reason: 'ended'});
			const killed = await connection.openConsole(second!, size, patience());
			server.kill('demo_b');
			expect(await killed.closed).toMatchObject({reason: 'agent-gone', detail: expect.stringContaining('gone, or the shell ended') as unknown});
			const cut = await connection.openConsole(first!, size, patience());
			server.cutConnections();
			expect(await cut.closed).toMatchObject({reason: 'lost'});
		});
	});

	it('say so where a proxy on the way forgets the upgrade', async () => {
		await meet({stripsUpgrade: true}, async connection => {
			await expect(connection.openConsole(connection.agents.getSnapshot()[0]!, size, patience()))
				.rejects.toMatchObject({code: 'ERR_PROTOCOL_PEER', hint: expect.stringContaining('let WebSockets through') as unknown});
		});
	});
});

describe('commands through a tunnel server', () => {
	const prompt = '[arthas@9171]$ ';
	const large = Array.from({length: 100_000}, (_, index) => `${index} ${'z'.repeat(100)}`);

	it('use one console again, and as many at a time as are allowed', async () => {
		await meet({}, async (connection, server) => {
			const one = session(connection);
			for (let count = 0; count < 5; count++) {
				const job = one.run(`echo n${count}`);
				expect(await job.ended).toEqual({name: 'done', statusCode: null});
				expect(textOf(job)).toBe(`n${count}`);
			}

			expect(server.consolesOpen).toBe(1);
			await Promise.all(Array.from({length: 12}, async (_, index) => {
				const job = one.run(`echo p${index}`);
				await job.ended;
				expect(textOf(job)).toBe(`p${index}`);
			}));
			expect(server.consolesOpen).toBe(3);
		});
	});

	it('give what was recorded, as results where they are known', async () => {
		await meet({speed: 0}, async connection => {
			const run = async (line: string) => {
				const job = session(connection).run(line, {approved: true});
				const end = await job.ended;
				return {end, results: job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result] : [])};
			};

			expect((await run('thread -n 3')).results).toMatchObject([{type: 'thread', busyThreads: [{name: 'arthas-command-execute', id: 27, cpu: 0.35}, {}, {}]}]);
			expect((await run('thread')).results).toMatchObject([{type: 'thread', threadStats: {length: 37}}]);
			const classInfo = {name: 'demo.MathGame', superClass: ['java.lang.Object']};
			expect((await run('sc -d demo.MathGame')).results).toMatchObject([{type: 'sc', classInfo}, {type: 'row_affect', rowCount: 1}]);
			expect((await run('sc -d demo.MathGame | plaintext')).results).toMatchObject([{type: 'text', text: expect.stringContaining('demo.MathGame') as unknown}]);
			expect((await run('ognl "1/0"'))).toMatchObject({end: {name: 'done', statusCode: null, message: expect.stringContaining('/ by zero') as unknown}, results: [{type: 'text'}]});
			expect((await run('thread -n abc')).end).toMatchObject({message: expect.stringContaining('Cannot inject value') as unknown});
			expect((await run('trace demo.MathGame run -n 2'))).toMatchObject({end: {name: 'limited', by: '-n'}, results: [{type: 'enhancer'}, {type: 'text'}, {type: 'text'}]});
			expect((await run('watch demo.MathGame nosuch -n 1')).end).toMatchObject({name: 'done', message: 'No class or method is affected, try:'});
		});
	});

	it('keep lines that look like the prompt, escapes, long lines and 10 MB', async () => {
		const odd = [prompt, '', `${prompt}echo x`, 'red: \u001B[31mword\u001B[0m', '\u001B[2Jcleared', 'x'.repeat(5000), prompt];
		await meet({agents: [{id: 'demo_math1', lines: {'cat odd': odd, 'cat large': large}}]}, async connection => {
			const job = session(connection).run('cat odd', {approved: true});
			expect(await job.ended).toEqual({name: 'done', statusCode: null});
			expect(textOf(job).split('\n')).toEqual([prompt.trimEnd(), '', `${prompt}echo x`, 'red: word', '\u001B[2Jcleared', 'x'.repeat(5000), prompt.trimEnd()]);
			const much = session(connection).run('cat large', {approved: true});
			expect(await much.ended).toEqual({name: 'done', statusCode: null});
			expect(textOf(much)).toBe(large.join('\n'));
		});
	});

	it('that can\'t be typed are refused before anything is sent', async () => {
		await meet({}, async (connection, server) => {
			for (const line of ['echo a\tb', 'echo a\nversion', 'ognl \'1+1', 'echo a \\', 'echo a&']) {
				expect(await session(connection).run(line, {approved: true}).ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_USAGE'}});
			}

			expect(await session(connection).run('echo 漢').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {message: expect.stringContaining('“漢”') as unknown}});
			expect(server.commands).toEqual([]);
			expect(await session(connection).run('echo é').ended).toMatchObject({name: 'done'});
		});
	});

	it('are refused by an agent that wants a login of its own', async () => {
		await meet({agents: [{id: 'demo_math1', password: 's3cret'}]}, async connection => {
			expect(await session(connection).run('version').ended).toMatchObject({name: 'refused', by: 'login'});
		});
	});

	it('that hang are given up, and their console is replaced', async () => {
		await meet({agents: [{id: 'demo_math1', hangs: /demo\.Hung/u}]}, async (connection, server) => {
			const job = session(connection).run('watch demo.Hung it');
			await until(job, ({state}) => state.name === 'running');
			expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'unknown'});
			expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
			await server.until(() => server.consolesOpen === 1);
		});
	});

	it('are lost when their agent or their server goes in the middle of output', async () => {
		const start = async (connection: Connection) => {
			const job = session(connection).run('watch demo.MathGame primeFactors');
			await until(job, ({results}) => results > 3);
			return job;
		};

		await meet({}, async (connection, server) => {
			const job = await start(connection);
			server.kill('demo_math1');
			expect(await job.ended).toEqual({name: 'lost', reason: 'agent-gone', mayStillRun: false});
		});
		await meet({}, async (connection, server) => {
			const job = await start(connection);
			await server.down();
			expect(await job.ended).toEqual({name: 'lost', reason: 'link', mayStillRun: true});
			await server.up();
			connection.retry();
			await until(connection.state, ({name}) => name === 'up');
			expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
		});
	});

	it('that only look are asked again on another console when the first one shows nothing of them', async () => {
		await meet({agents: [{id: 'demo_math1', deaf: 1}]}, async connection => {
			const job = session(connection).run('version');
			expect(await job.ended).toMatchObject({name: 'done'});
			expect(job.entries().some(entry => entry.kind === 'notice' && entry.text.includes('showed nothing of what was typed'))).toBe(true);
		});
	});

	it('that end the shell are done with it', async () => {
		await meet({}, async connection => {
			expect(await session(connection).run('quit', {approved: true}).ended).toEqual({name: 'done', statusCode: null});
			expect(await session(connection).run('version').ended).toMatchObject({name: 'done'});
		});
	});
});
