import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {execFile} from 'node:child_process';
import process from 'node:process';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {until} from '../../../source/core/readable.js';
import type {Agent} from '../../../source/core/client/agent.js';
import {connect} from '../../../source/core/client/connect.js';
import type {Connection, ConnectionOptions} from '../../../source/core/client/connection.js';
import {parseEndpoint, type Endpoint} from '../../../source/core/client/endpoint.js';
import type {Job} from '../../../source/core/client/job.js';
import {formatLoss} from '../../../source/core/client/job-state.js';
import type {Result} from '../../../source/core/protocol/result.js';
import type {RunCommandOptions} from '../../../source/core/client/session.js';
import {startRelay} from '../../servers/relay.js';
import {testCalls, testNoConsole} from './contract-calls.js';

/** What a test may ask of a peer at its start. */
export type Wish = {
	/** The first so many starts of a stream lose the agent's enhancing lock. */
	enhanceRaces?: number;
	/** Every session stays busy for ever after its first command. */
	stuckSessions?: boolean;
	login?: {username: string; password: string};
};

export type Peer = AsyncDisposable & {
	/** As a person writes it. */
	endpoint: string;
	/** What a person would configure beside it. */
	options?: Partial<Omit<Endpoint, 'kind' | 'base'>>;
	/** One of its agents, a JVM. */
	agentId: string;
	/** Resolves when the agent runs nothing of ours any more and no session of ours is open; absent where nobody can see that. */
	idle?: () => Promise<void>;
	/** Resolves when the agent is at the lengthy call. */
	busy?: () => Promise<void>;
	/** The command lines that the agent was given; absent where nobody can see that. */
	commands?: () => string[];
};

/** Where a backend, or what stands behind it, differs from the others by its nature. */
export type Traits = {
	wishes: ReadonlyArray<keyof Wish>;
	/** The number in a result of the stream, which rises by one, from 1 unless `isCountingBefore`. */
	numberOf: (result: Result) => number;
	/** The target counts whether or not anybody looks, as a real one does: a stream begins with any number, and maybe before the agent's word that it does. */
	isCountingBefore?: boolean;
	/** A stream that goes on for ever. */
	stream: string;
	/** Another one that may run beside it; on a real agent that of another method, because two on one can end a thread of the application (4.1.5). */
	besides?: string;
	/** What is known to be lost after the wire was cut for a moment: `0` only where the server numbers its messages. */
	lossAfterCut: RegExp;
	/** Agents are chosen by their id, so that it can be a wrong one. */
	hasAgentIds: boolean;
	/** Rather many results of the stream, at the speed of the target. */
	many: number;
	/** Agents have nothing but a terminal: no status, nothing numbered, and a stream ends with its wire. */
	isText?: boolean;
	/** What stands behind it; a JVM unless given. Others have no console. */
	kind?: Agent['kind'];
	/** The first that is seen of a server that went, where that isn't the port at which nobody listens any more. */
	awayCode?: 'ERR_CONNECT_DOWN';
	/** Agents take calls and nothing else: no stream, no status beside a result, and nothing that goes on can be ended. */
	calls?: Calls;
};

export type Calls = {
	/** One that fails by its own word, and what that is. */
	failing: {commandLine: string; statusCode: number; message: string};
	/** One that goes on until the test ends it. */
	lengthy: string;
};

export type Meeting = {peer: Peer; connection: Connection; agent: Agent; sent: string[]; run: (commandLine: string, options?: RunCommandOptions) => Job};

/**
What every kind of server must show to a user of `core/client`, whatever its protocol. Each backend
runs it against scripted servers, and again against real ones.
*/
export function testBackend(name: string, start: (wish?: Wish) => Promise<Peer>, traits: Traits): void {
	const {
		stream, many, numberOf, hasAgentIds, isText = false, kind: agentKind = 'jvm', calls,
	} = traits;
	const well = isText ? null : 0;
	const schemes: Record<string, string> = {tunnel: 'ws', host: 'tls'};
	const scheme = (kind: string) => schemes[kind] ?? 'http';
	const noLoss = isText ? '–' : '0';

	const meet = async (test: (meeting: Meeting) => Promise<void>, {wish, ...options}: ConnectionOptions & {wish?: Wish} = {}) => {
		await using peer = await start(wish);
		const sent: string[] = [];
		const endpoint = parseEndpoint(peer.endpoint, {...peer.options, ...wish?.login});
		await using connection = connect(endpoint, {
			...options, onSent({what}) {
				sent.push(what);
			},
		});
		await connection.ready();
		const agent = connection.agents.getSnapshot().find(({id}) => id === peer.agentId)!;
		const session = connection.openSession(agent);
		await test({
			peer, connection, agent, sent, run: (commandLine, runOptions) => session.run(commandLine, runOptions),
		});
	};

	describe(`${name}: connection`, () => {
		it('comes up and lists the agents', async () => {
			await meet(async ({peer, connection, agent}) => {
				expect(connection.state.getSnapshot()).toMatchObject({name: 'up'});
				expect(agent).toMatchObject({
					id: peer.agentId, kind: agentKind, status: 'up',
					results: isText ? 'text' : 'structured', server: connection.endpoint.name, ref: `${connection.endpoint.name}/${peer.agentId}`,
				});
				expect(connection.facts()?.server).toBeTruthy();
			});
		});

		it('waits and tries again where nothing listens', async () => {
			await using peer = await start();
			const {kind} = parseEndpoint(peer.endpoint);
			await using connection = connect(`${kind}+${scheme(kind)}://127.0.0.1:${await freePort()}`);

			await expect(connection.ready()).rejects.toMatchObject({code: 'ERR_CONNECT_REFUSED', retryable: true});
			expect(connection.state.getSnapshot()).toMatchObject({name: 'waiting', attempt: 1});
		});

		it('fails a command at once while its server is away, and takes none when it is closed', async () => {
			await using peer = await start();
			const endpoint = parseEndpoint(peer.endpoint, peer.options);
			await using relay = await startRelay(Number(endpoint.base.port));
			endpoint.base.port = String(relay.port);
			const sent: string[] = [];
			await using connection = connect(endpoint, {
				onSent({what}) {
					sent.push(what);
				},
			});
			await connection.ready();
			const session = connection.openSession(connection.agents.getSnapshot()[0]!);
			await relay.cut();
			connection.retry();
			await until(connection.state, ({name}) => name === 'waiting');
			expect(await session.run('version').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: traits.awayCode ?? 'ERR_CONNECT_REFUSED'}});
			expect(sent).toEqual([]);
			await connection.close();
			expect(() => session.run('version')).toThrow(expect.objectContaining({code: 'ERR_CLOSED'}));
		});

		it('is closed by its signal', async () => {
			await using peer = await start();
			const closing = new AbortController();
			const connection = connect(peer.endpoint, {...peer.options, signal: closing.signal});
			await connection.ready();
			closing.abort();
			await until(connection.state, ({name}) => name === 'closed');
			await peer.idle?.();
			await expect(connection.ready()).rejects.toMatchObject({code: 'ERR_CLOSED'});
		});

		it('leaves nothing behind that keeps a process alive', async () => {
			await using peer = await start();
			const script = fileURLToPath(new URL('one-job.ts', import.meta.url));
			const options = JSON.stringify(peer.options ?? {}, (_, value: unknown) => value instanceof URL ? value.href : value);
			const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, peer.endpoint, calls ? '' : stream, options], {timeout: 15_000});
			expect(JSON.parse(stdout)).toEqual(['done', ...calls ? [] : ['interrupted']]);
			await peer.idle?.();
		});

		if (traits.wishes.includes('login')) {
			it('stops at a wrong password, and goes on with the right one', async () => {
				const login = {username: 'ops', password: 'right'};
				await using peer = await start({login});
				await using wrong = connect(peer.endpoint, {username: 'ops', password: 'wrong'});
				await expect(wrong.ready()).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
				expect(wrong.state.getSnapshot()).toMatchObject({name: 'stopped'});
				await using none = connect(peer.endpoint);
				await expect(none.ready()).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
				await using right = connect(peer.endpoint, login);
				await expect(right.ready()).resolves.toBeUndefined();
			});
		}
	});

	describe(`${name}: one-shots`, () => {
		it('end with the status of the command and its results', async () => {
			await meet(async ({peer, run}) => {
				const job = run('version');
				await expect(job.ended).resolves.toEqual({name: 'done', statusCode: well, message: undefined});
				expect(typesOf(job)).toEqual(isText || calls ? ['version'] : ['version', 'status']);
				expect(formatLoss(job.getSnapshot().loss)).toBe('0');
				await peer.idle?.();
			});
		});

		it('that fail are data', async () => {
			const {commandLine, statusCode, message} = calls?.failing ?? {commandLine: 'jad no.such.Clazz', statusCode: isText ? null : -1, message: 'No class found'};
			await meet(async ({run}) => {
				await expect(run(commandLine, {approved: true}).ended).resolves.toMatchObject({name: 'done', statusCode, message: expect.stringContaining(message) as unknown});
			});
		});

		it('of a name that the agent doesn\'t know never ran', async () => {
			await meet(async ({run}) => {
				const end = await run('nosuchcommand', {approved: true}).ended;
				expect(end).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_COMMAND', message: 'nosuchcommand: command not found'}});
			});
		});

		it('above looking need a yes, and without it nothing is sent', async () => {
			await meet(async ({peer, run, sent}) => {
				const job = run('ognl 1+1');
				expect(await job.ended).toMatchObject({name: 'refused', by: 'policy'});
				expect(sent).toEqual([]);
				expect(peer.commands?.() ?? []).toEqual([]);
			});
		});

		it('above looking are refused where only looking is allowed, whoever says yes', async () => {
			await meet(async ({peer, run, sent}) => {
				expect(await run(stream, {approved: true}).ended).toMatchObject({name: 'refused', by: 'policy'});
				expect(await run('stop', {approved: true}).ended).toMatchObject({name: 'refused', by: 'policy'});
				expect(sent).toEqual([]);
				expect(peer.commands?.() ?? []).toEqual([]);
				expect(await run('version').ended).toMatchObject({name: 'done', statusCode: well});
			}, {readOnly: true});
		});

		it('that can\'t be a command throw before anything is sent', async () => {
			await meet(async ({run, sent}) => {
				expect(() => run(' ')).toThrow(expect.objectContaining({code: 'ERR_USAGE'}));
				expect(() => run('version\0')).toThrow(expect.objectContaining({code: 'ERR_USAGE'}));
				expect(sent).toEqual([]);
			});
		});

		it('that were given up before they began are not sent', async () => {
			await meet(async ({run, sent}) => {
				expect(await run('version', {signal: AbortSignal.abort()}).ended).toMatchObject({name: 'interrupted', by: 'us'});
				expect(sent).toEqual([]);
			});
		});
	});

	if (calls) {
		testCalls(name, meet, calls);
		testNoConsole(name, meet);
		return;
	}

	describe(`${name}: streams`, () => {
		it('give their results in order and without loss, and end at -n', async () => {
			await meet(async ({peer, run}) => {
				const job = run(`${stream} -n ${many}`);
				const results: Result[] = [];
				for await (const entry of job) {
					if (entry.kind === 'result') {
						results.push(entry.result);
					}
				}

				expect(await job.ended).toEqual({name: 'limited', by: '-n', statusCode: well});
				// A terminal whose stream has ended before the agent's word shows none.
				if (!(isText && traits.isCountingBefore)) {
					expect(results.find(({type}) => !traits.isCountingBefore || type === 'enhancer')).toMatchObject({type: 'enhancer', success: true});
				}

				expect(results.at(-1)).toMatchObject(isText ? {type: 'watch'} : {type: 'status', statusCode: 0});
				const own = results.filter(({type}) => type === 'watch');
				expect(own.length).toBe(many);
				const first = traits.isCountingBefore ? numberOf(own[0]!) : 1;
				expect(own.map(result => numberOf(result))).toEqual(Array.from({length: many}, (_, index) => first + index));
				expect(formatLoss(job.getSnapshot().loss)).toBe(noLoss);
				await peer.idle?.();
			});
		});

		it('with arguments that the agent can\'t take end with its word', async () => {
			await meet(async ({run}) => {
				await expect(run('watch').ended).resolves.toMatchObject({name: 'done', statusCode: isText ? null : -10, message: expect.stringContaining('class-pattern') as unknown});
			});
		});

		it('get a limit and a time-out, and say so', async () => {
			await meet(async ({peer, run}) => {
				const job = run(stream);
				await firstResult(job);
				await job.interrupt();
				expect(notices(job)[0]).toMatch(/^added: -n \d+ and a time-out of 10 min/u);
				expect(peer.commands?.().filter(line => /^watch .*-n \d+ /u.test(line)).length ?? 1).toBe(1);
			});
		});

		it('end when they are interrupted, and the agent is idle then', async () => {
			await meet(async ({peer, run}) => {
				const job = run(stream);
				await firstResult(job);
				expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
				await peer.idle?.();
				expect(await run('version').ended).toMatchObject({name: 'done', statusCode: well});
			});
		});

		it('end by their signal and by disposal as well', async () => {
			await meet(async ({peer, run}) => {
				const stop = new AbortController();
				const job = run(stream, {signal: stop.signal});
				await firstResult(job);
				stop.abort();
				expect(await job.ended).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
				const other = run(stream);
				await firstResult(other);
				await other[Symbol.asyncDispose]();
				expect(other.getSnapshot().state).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
				await peer.idle?.();
			});
		});

		it('end at their deadline', async () => {
			await meet(async ({peer, run}) => {
				const job = run(stream, {timeoutMs: 1500});
				expect(await job.ended).toMatchObject({name: 'timed-out', ended: 'yes'});
				expect(typesOf(job)).toContain('enhancer');
				await peer.idle?.();
			});
		});

		it('run side by side, with short commands between them', async () => {
			await meet(async ({peer, run}) => {
				const jobs = [run(`${stream} -n 3`), run(`${traits.besides ?? stream} -n 3`, {approved: true})];
				expect(await run('version').ended).toMatchObject({name: 'done', statusCode: well});
				for (const job of jobs) {
					expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
					expect(typesOf(job).filter(type => type === 'watch').length).toBe(3);
				}

				await peer.idle?.();
			});
		});

		it('are ended by the end of their connection', async () => {
			await meet(async ({peer, connection, run}) => {
				const job = run(stream);
				await firstResult(job);
				await connection.close();
				expect(job.getSnapshot().state).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
				await peer.idle?.();
			});
		});

		if (isText) {
			it('are lost with their wire, and claim no more than they know', async () => {
				await using peer = await start();
				const endpoint = parseEndpoint(peer.endpoint, peer.options);
				await using relay = await startRelay(Number(endpoint.base.port));
				endpoint.base.port = String(relay.port);
				await using connection = connect(endpoint);
				await connection.ready();
				const job = connection.openSession(agentOf(connection, hasAgentIds ? peer.agentId : undefined)).run(stream);
				await firstResult(job);
				await relay.cut();
				expect(await job.ended).toMatchObject({name: 'lost', reason: 'link'});
				expect(formatLoss(job.getSnapshot().loss)).toMatch(traits.lossAfterCut);
				await peer.idle?.();
			});
		} else {
			it('come back when the wire was cut for a moment, and claim no more than they know', async () => {
				await using peer = await start();
				const endpoint = parseEndpoint(peer.endpoint, peer.options);
				await using relay = await startRelay(Number(endpoint.base.port));
				endpoint.base.port = String(relay.port);
				await using connection = connect(endpoint);
				await connection.ready();
				const job = connection.openSession(agentOf(connection, hasAgentIds ? peer.agentId : undefined)).run(stream);
				await firstResult(job);
				await relay.cut();
				await until(job, ({state}) => state.name === 'detached');
				await relay.restore();
				connection.retry();
				await until(job, ({state}) => state.name === 'running');
				const {results} = job.getSnapshot();
				await until(job, snapshot => snapshot.results > results + 2);
				expect(await job.interrupt()).toEqual({name: 'interrupted', by: 'us', ended: 'yes'});
				expect(formatLoss(job.getSnapshot().loss)).toMatch(traits.lossAfterCut);
				expect(isRising(job, numberOf)).toBe(true);
				await peer.idle?.();
			});
		}

		if (traits.wishes.includes('enhanceRaces')) {
			it('that lose the lock of the agent are tried again, which is told and leaves no trace in the results', async () => {
				await meet(async ({run}) => {
					const job = run(`${stream} -n 2`);
					expect(await job.ended).toMatchObject({name: 'limited', by: '-n'});
					expect(notices(job).filter(text => text.includes('someone else is enhancing')).length).toBe(2);
					expect(typesOf(job)).toEqual(['enhancer', 'watch', 'watch', ...isText ? [] : ['status']]);
				}, {wish: {enhanceRaces: 2}});
			});

			it('that lose it four times end with the agent\'s word', async () => {
				await meet(async ({run}) => {
					const job = run(`${stream} -n 2`);
					expect(await job.ended).toMatchObject({name: 'done', statusCode: -1, message: expect.stringContaining('4 tries') as unknown});
					expect(typesOf(job)).toEqual([]);
				}, {wish: {enhanceRaces: 9}});
			});
		}

		if (traits.wishes.includes('stuckSessions')) {
			it('are not harmed by sessions that stay busy for ever', async () => {
				await meet(async ({run}) => {
					for (let count = 0; count < 3; count++) {
						expect(await run(`${stream} -n 1`).ended).toMatchObject({name: 'limited'});
						expect(await run('version').ended).toMatchObject({name: 'done', statusCode: well});
					}
				}, {wish: {stuckSessions: true}});
			});
		}
	});

	if (agentKind !== 'jvm') {
		testNoConsole(name, meet);
		return;
	}

	describe(`${name}: console`, () => {
		it('opens at the prompt, answers, and closes with a reason', async () => {
			await meet(async ({connection, agent}) => {
				const console = await connection.openConsole(agent, {cols: 100, rows: 30}, AbortSignal.timeout(15_000));
				let text = '';
				const read = async () => {
					for await (const piece of console.output) {
						text += piece;
						if (text.includes('echo-me')) {
							console.close();
						}
					}
				};

				const reading = read();
				console.write('echo-me');
				await reading;
				expect(text).toMatch(/\[arthas@\d+\]\$ /u);
				expect(await console.closed).toMatchObject({reason: 'by-us'});
			});
		});

		it('is closed with its connection', async () => {
			await meet(async ({connection, agent}) => {
				const console = await connection.openConsole(agent, {cols: 80, rows: 24}, AbortSignal.timeout(15_000));
				await connection.close();
				expect(await console.closed).toMatchObject({reason: 'by-us'});
			});
		});

		if (traits.hasAgentIds) {
			it('of an agent that isn\'t there is refused', async () => {
				await meet(async ({connection, agent}) => {
					await expect(connection.openConsole({...agent, id: 'nobody'}, {cols: 80, rows: 24}, AbortSignal.timeout(15_000)))
						.rejects.toMatchObject({code: expect.stringMatching(/^ERR_AGENT_(?:UNKNOWN|GONE)$/u) as unknown});
				});
			});

			it('and no command reaches it either', async () => {
				await meet(async ({peer, connection, agent}) => {
					const session = connection.openSession({...agent, id: 'nobody'});
					expect(await session.run('version').ended).toMatchObject({name: expect.stringMatching(/^(?:refused|failed)$/u) as unknown});
					expect(await session.run(stream).ended).toMatchObject({name: expect.stringMatching(/^(?:refused|failed)$/u) as unknown});
					expect(peer.commands?.() ?? []).toEqual([]);
				});
			});
		}
	});
}

/** Waits until a job has a result of its own type. */
async function firstResult(job: Job): Promise<void> {
	await until(job, () => typesOf(job).includes('watch'));
}

function typesOf(job: Job): string[] {
	return job.entries().flatMap(entry => entry.kind === 'result' ? [entry.result.type] : []);
}

function notices(job: Job): string[] {
	return job.entries().flatMap(entry => entry.kind === 'notice' ? [entry.text] : []);
}

/** Nothing came twice and nothing out of order. */
function isRising(job: Job, numberOf: Traits['numberOf']): boolean {
	const numbers = job.entries().flatMap(entry => entry.kind === 'result' && entry.result.type === 'watch' ? [numberOf(entry.result)] : []);
	return numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	return port;
}

/** The one of this id; over a relay an agent that has none is called by another port. */
function agentOf({agents}: Connection, wanted: string | undefined): Agent {
	const all = agents.getSnapshot();
	const agent = wanted === undefined ? all[0] : all.find(({id}) => id === wanted);
	expect(agent).toBeDefined();
	return agent!;
}
