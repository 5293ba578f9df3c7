import {
	afterEach, beforeEach, describe, expect, it, vi,
} from 'vitest';
import {ArthasError} from '../../../source/core/error.js';
import {openConnection, type Connection, type ConnectionOptions} from '../../../source/core/client/connection.js';
import type {ConnectionState} from '../../../source/core/client/connection-state.js';
import {parseEndpoint} from '../../../source/core/client/endpoint.js';
import type {Link, WireSession} from '../../../source/core/client/wire.js';
import {agent, doneSession} from './agents.js';

type Answer = 'ok' | ArthasError;

const refused = new ArthasError('ERR_CONNECT_REFUSED', 'nothing listens', {retryable: true});
const silent = new ArthasError('ERR_TIMEOUT', 'no answer', {retryable: true, ran: 'maybe'});
const denied = new ArthasError('ERR_AUTH_LOGIN', 'wrong password');

const connections: Connection[] = [];

beforeEach(() => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date']});
	// The middle of the jitter.
	vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(async () => {
	await Promise.all(connections.splice(0).map(async connection => connection.close()));
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
	vi.restoreAllMocks();
});

/** A connection to a server that gives the answers of a script, the last one for ever. */
function open(greets: Answer[], probes: Answer[] = ['ok'], options: ConnectionOptions = {}) {
	const calls = {
		greet: 0, probe: 0, opened: 0, closed: 0,
	};
	const next = (script: Answer[], index: number) => {
		const answer = script[Math.min(index, script.length - 1)]!;
		if (answer !== 'ok') {
			throw answer;
		}

		return [agent()];
	};

	const link: Link = {
		facts: {
			server: 'test', clockOffsetMs: null, resultLimit: 900, probeMs: 2000,
		},
		greet: async () => next(greets, calls.greet++),
		probe: async () => next(probes, calls.probe++),
		openSession: async () => doneSession(),
		async openConsole() {
			throw new Error('not here');
		},
		async close() {
			calls.closed++;
		},
	};
	const states: ConnectionState[] = [];
	const connection = openConnection(parseEndpoint('localhost'), options, {
		open() {
			calls.opened++;
			return link;
		},
	});
	connection.state.subscribe(() => {
		states.push(connection.state.getSnapshot());
	});
	connections.push(connection);
	return {
		connection, calls, states, link, names: () => states.map(({name}) => name),
	};
}

const pass = async (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a connection', () => {
	it('is up after the first answer, and has its agents then', async () => {
		const {connection, calls} = open(['ok']);
		let listed = 0;
		connection.state.subscribe(() => {
			listed = connection.agents.getSnapshot().length;
		});
		expect(connection.facts()).toBeUndefined();
		await connection.ready();
		expect(connection.state.getSnapshot()).toMatchObject({name: 'up'});
		expect(listed).toBe(1);
		expect(connection.facts()).toMatchObject({server: 'test'});
		expect(calls).toEqual({
			greet: 1, probe: 0, opened: 1, closed: 0,
		});
	});

	it('probes at its pace, without a change of state', async () => {
		const {calls, names} = open(['ok']);
		await pass(10_000);
		expect(calls.probe).toBe(5);
		expect(names()).toEqual(['up']);
	});

	it('backs off by 0.5, 1, 2, 4, 8, then 15 s, and says when it tries again', async () => {
		const {connection, calls, states} = open([refused]);
		await expect(connection.ready()).rejects.toBe(refused);
		await pass(60_000);
		const waits = states.filter(state => state.name === 'waiting').map(({attempt, retryAt}) => [attempt, retryAt]);
		const startAt = waits[0]![1]! - 500;
		expect(waits.map(([attempt, retryAt]) => [attempt, retryAt! - startAt])).toEqual([
			[1, 500], [2, 1500], [3, 3500], [4, 7500], [5, 15_500], [6, 30_500], [7, 45_500], [8, 60_500],
		]);
		expect(calls.greet).toBe(8);
	});

	it.each([[0, 375], [0.999_999, 625]])('jitters by a quarter (random %d)', async (random, ms) => {
		vi.spyOn(Math, 'random').mockReturnValue(random);
		const {calls} = open([refused]);
		await pass(ms - 1);
		expect(calls.greet).toBe(1);
		await pass(2);
		expect(calls.greet).toBe(2);
	});

	it('begins at the shortest pause again after it was up for half a minute', async () => {
		const {states} = open([refused, refused, refused, 'ok'], [...Array.from({length: 20}, () => 'ok' as const), refused]);
		await pass(50_000);
		expect(states.flatMap(state => state.name === 'waiting' ? [state.attempt] : []).slice(0, 5)).toEqual([1, 2, 3, 1, 2]);
	});

	it('is silent after a miss, up again at the next answer, and lost at the third miss in a row', async () => {
		const {states} = open(['ok'], [silent, 'ok', silent, silent, silent, 'ok']);
		await pass(12_000);
		expect(states.map(state => state.name === 'silent' ? state.misses : state.name)).toEqual([
			'up', 1, 'up', 1, 2, 'waiting', 'connecting', 'up',
		]);
	});

	it('is lost at once when nothing listens any more', async () => {
		const {names} = open(['ok', 'ok'], [refused, 'ok']);
		await pass(3000);
		expect(names()).toEqual(['up', 'waiting', 'connecting', 'up']);
	});

	it.each(['ERR_AUTH_LOGIN', 'ERR_CONNECT_TLS', 'ERR_CONNECT_ADDRESS', 'ERR_PROTOCOL_PEER'] as const)('stops at %s until somebody says retry', async code => {
		const {connection, calls} = open([new ArthasError(code, 'no'), 'ok']);
		await expect(connection.ready()).rejects.toMatchObject({code});
		await pass(3_600_000);
		expect(connection.state.getSnapshot()).toMatchObject({name: 'stopped'});
		expect(calls.greet).toBe(1);
		connection.retry();
		await pass(0);
		expect(connection.state.getSnapshot()).toMatchObject({name: 'up'});
	});

	it('goes on by itself where the same answer may pass: a name server that is away, an error inside the server', async () => {
		const {connection} = open([new ArthasError('ERR_CONNECT_ADDRESS', 'EAI_AGAIN', {retryable: true}), new ArthasError('ERR_PROTOCOL_PEER', '500', {retryable: true}), 'ok']);
		await pass(5000);
		expect(connection.state.getSnapshot()).toMatchObject({name: 'up'});
	});

	it('stops when the login is refused later', async () => {
		const {names} = open(['ok'], [denied]);
		await pass(2500);
		expect(names()).toEqual(['up', 'stopped']);
	});

	it('ends a pause when it is asked to', async () => {
		const {connection, calls} = open([refused, refused, refused, refused, refused, 'ok']);
		await pass(8000);
		expect(calls.greet).toBe(5);
		connection.retry();
		await pass(0);
		expect(calls.greet).toBe(6);
	});

	it('looks at once when the machine wakes from sleep', async () => {
		const {calls} = open(['ok'], ['ok'], {probeMs: 60_000});
		await pass(10_000);
		expect(calls.probe).toBe(0);
		vi.setSystemTime(Date.now() + 1_200_000);
		await pass(5000);
		expect(calls.probe).toBe(1);
	});

	it('keeps its link over a loss, so that jobs can find their way back', async () => {
		const {calls} = open(['ok', 'ok'], [refused, 'ok']);
		await pass(5000);
		expect(calls).toMatchObject({greet: 2, opened: 1, closed: 0});
	});
});

describe('a command', () => {
	it('waits for a connection that is being made, 10 s at most', async () => {
		let greet: () => void = () => undefined;
		const {connection, link} = open(['ok']);
		await connection.ready();
		const held = openConnection(parseEndpoint('localhost'), {}, {
			open: () => ({
				...link,
				async greet() {
					await new Promise<void>(resolve => {
						greet = resolve;
					});
					return [agent()];
				},
			}),
		});
		connections.push(held);
		const job = held.openSession(agent()).run('version');
		expect(job.getSnapshot().state.name).toBe('starting');
		greet();
		expect(await job.ended).toMatchObject({name: 'done', statusCode: 0});
	});

	it('fails at once while there is no connection, with the reason for that', async () => {
		const {connection} = open([denied]);
		await pass(0);
		expect(await connection.openSession(agent()).run('version').ended).toMatchObject({name: 'refused', by: 'login'});
		await expect(connection.openConsole(agent(), {cols: 80, rows: 24}, AbortSignal.timeout(1000))).rejects.toBe(denied);
	});

	it('that could do anything, as on a console, is not asked for where only looking is allowed', async () => {
		const {connection} = open(['ok'], ['ok'], {readOnly: true});
		await pass(0);
		await expect(connection.openConsole(agent(), {cols: 80, rows: 24}, AbortSignal.timeout(1000))).rejects.toMatchObject({code: 'ERR_AUTH_POLICY'});
	});

	it('that does more than look is not sent to a server that is silent', async () => {
		const {connection} = open(['ok'], [silent, silent, 'ok']);
		await pass(2500);
		expect(connection.state.getSnapshot()).toMatchObject({name: 'silent'});
		const session = connection.openSession(agent());
		expect(await session.run('watch a.B c').ended).toMatchObject({name: 'failed', mayHaveRun: false, error: {code: 'ERR_CONNECT_DOWN'}});
		expect(await session.run('version').ended).toMatchObject({name: 'done'});
	});
});

describe('closing', () => {
	it('ends what runs, then the link, once', async () => {
		const {connection, calls, link} = open(['ok']);
		await connection.ready();
		const events: string[] = [];
		link.openSession = async (): Promise<WireSession> => ({
			...doneSession(),
			async * run(_spec, {stop}) {
				await new Promise<void>(resolve => {
					stop.addEventListener('abort', () => {
						resolve();
					});
				});
				events.push(`stopped, links closed: ${calls.closed}`);
				yield {kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'yes'}};
			},
			async close() {
				events.push(`session closed, links closed: ${calls.closed}`);
			},
		});
		const job = connection.openSession(agent()).run('watch a.B c');
		await pass(0);
		await Promise.all([connection.close(), connection.close()]);
		expect(events).toEqual(['stopped, links closed: 0', 'session closed, links closed: 0']);
		expect(calls.closed).toBe(1);
		expect(job.getSnapshot().state).toMatchObject({name: 'interrupted'});
		await expect(connection.ready()).rejects.toMatchObject({code: 'ERR_CLOSED'});
	});

	it.each([['while it connects', 'ok', 0], ['while it waits', refused, 100], ['when it has stopped', denied, 100]] as const)('%s leaves no timer', async (_when, answer, ms) => {
		const {connection, calls} = open([answer]);
		await pass(ms);
		await connection.close();
		expect(vi.getTimerCount()).toBe(0);
		expect(calls.closed).toBe(1);
	});

	it('follows from its signal, one that was aborted before as well', async () => {
		const {connection} = open(['ok'], ['ok'], {signal: AbortSignal.abort()});
		await pass(0);
		expect(connection.state.getSnapshot()).toEqual({name: 'closed'});
	});
});
