import {
	afterEach, describe, expect, it,
} from 'vitest';
import {arthasBackend} from '../../../../source/core/client/backends/arthas-api.js';
import type {Agent} from '../../../../source/core/client/agent.js';
import {parseEndpoint, type Endpoint} from '../../../../source/core/client/endpoint.js';
import type {
	CommandSpec, StopRequest, WireEvent, WireSession,
} from '../../../../source/core/client/wire.js';
import {
	cyclic, startArthasApi, type ArthasApiScript,
} from '../../../servers/arthas-api.js';
import {
	startBadGateway, startGrpcOnly, startLoginPage, startSilence, startTruncatedJson,
} from '../../../servers/odd-peers.js';

const never = new AbortController().signal;
const soon = () => AbortSignal.timeout(10_000);
let cleanups: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const cleanup of cleanups.reverse()) {
		await cleanup();
	}

	cleanups = [];
});

function openLink(endpoint: Endpoint) {
	const sent: string[] = [];
	const renewed: Agent[][] = [];
	const link = arthasBackend.open(endpoint, {
		maxMessage: 1 << 20,
		onAgents(agents) {
			renewed.push(agents);
		},
		onSent({what}) {
			sent.push(what);
		},
	});
	cleanups.push(async () => link.close());
	return {link, sent, renewed};
}

/** A scripted agent, and a link that has greeted it. */
async function meet(script: ArthasApiScript = {}) {
	const server = await startArthasApi(script);
	cleanups.push(async () => server[Symbol.asyncDispose]());
	const {link, sent, renewed} = openLink(parseEndpoint(server.endpoint));
	const [agent] = await link.greet(soon());
	if (!agent) {
		throw new Error('no agent');
	}

	return {
		server, link, sent, renewed, agent,
	};
}

const look = (commandLine: string, rest: Partial<CommandSpec> = {}): CommandSpec => ({
	commandLine, isStream: false, isLook: true, deadlineMs: 5000, ...rest,
});

const watch = (rest: Partial<CommandSpec> = {}): CommandSpec => ({
	commandLine: 'watch demo.MathGame primeFactors', isStream: true, isLook: false, ownType: 'watch', deadlineMs: 60_000, ...rest,
});

type Run = {events: WireEvent[]; end: WireEvent | undefined; kinds: string[]; gaps: string[]; results: Array<Record<string, unknown>>; notices: string[]};

/** Follows a command to its end; `onEvent` may stop it. */
async function follow(session: WireSession, spec: CommandSpec, {stop = never, signal = never, onEvent = () => undefined}: {
	stop?: AbortSignal;
	signal?: AbortSignal;
	onEvent?: (event: WireEvent) => void;
} = {}): Promise<Run> {
	const events: WireEvent[] = [];
	for await (const event of session.run(spec, {stop, signal})) {
		events.push(event);
		onEvent(event);
	}

	return {
		events,
		end: events.at(-1),
		kinds: events.map(({kind}) => kind),
		gaps: events.flatMap(event => event.kind === 'gap' ? [event.gap.reason] : []),
		results: events.flatMap(event => event.kind === 'result' ? [event.result] : []),
		notices: events.flatMap(event => event.kind === 'notice' ? [event.text] : []),
	};
}

const numbersOf = ({results}: Run) => results.filter(({type}) => type === 'watch').map(({value}) => Number(/\d+/u.exec(String(value))?.[0]));
const range = (first: number, last: number) => Array.from({length: last - first + 1}, (_, index) => first + index);
const stopBy = (by: StopRequest['by']) => AbortSignal.abort({by} satisfies StopRequest);

describe('greeting', () => {
	it('tells the one agent, and leaves no session behind', async () => {
		const {server, link, agent} = await meet();
		expect(agent).toMatchObject({
			id: `127.0.0.1:${server.port}`,
			ref: `127.0.0.1:${server.port}/127.0.0.1:${server.port}`,
			name: 'math-game-4711',
			kind: 'jvm',
			via: 'arthas',
			results: 'structured',
			status: 'up',
			version: '4.1.5',
			ip: '127.0.0.1',
			host: null,
		});
		expect(agent.lastSeen).toBeGreaterThan(Date.now() - 5000);
		expect(link.facts).toMatchObject({server: 'Arthas 4.1.5', resultLimit: 1000, probeMs: 10_000});
		expect(Math.abs(link.facts.clockOffsetMs ?? Number.NaN)).toBeLessThan(100);
		await server.until(() => server.sessionsOpen === 0);
	});

	it('takes the last part of a class for the name', async () => {
		const {agent} = await meet({mainClass: 'demo.Shop', pid: 1});
		expect(agent.name).toBe('Shop-1');
	});

	it('logs in, below a path too', async () => {
		const server = await startArthasApi({auth: {username: 'arthas', password: 'geheim'}});
		cleanups.push(async () => server[Symbol.asyncDispose]());
		const {link} = openLink(parseEndpoint(server.endpoint, {password: 'geheim'}));
		expect(await link.greet(soon())).toMatchObject([{version: '4.1.5'}]);
		const {link: wrong} = openLink(parseEndpoint(server.endpoint, {password: 'falsch'}));
		await expect(wrong.greet(soon())).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN', hint: expect.stringContaining('ARTHAS_TUI_PASSWORD') as unknown});
		const {link: prefixed} = openLink(parseEndpoint(`${server.endpoint}/jvm1`, {password: 'geheim'}));
		await expect(prefixed.greet(soon())).rejects.toMatchObject({code: 'ERR_PROTOCOL_PEER', message: expect.stringContaining('/jvm1/api') as unknown});
		expect(server.requests.at(-1)?.path).toBe('/jvm1/api');
	});

	it.each([
		['a login page', startLoginPage, 'ERR_PROTOCOL_PEER'],
		['a proxy without its server', startBadGateway, 'ERR_CONNECT_DOWN'],
		['an HTTP/2 server', startGrpcOnly, 'ERR_PROTOCOL_PEER'],
		['a cut JSON', startTruncatedJson, 'ERR_PROTOCOL'],
	])('refuses %s', async (_name, start, code) => {
		const peer = await start();
		cleanups.push(async () => peer[Symbol.asyncDispose]());
		await expect(openLink(parseEndpoint(`arthas+${peer.url}`)).link.greet(soon())).rejects.toMatchObject({code: expect.stringContaining(code) as unknown});
	});

	it('ends with its signal where nobody answers', async () => {
		const peer = await startSilence();
		cleanups.push(async () => peer[Symbol.asyncDispose]());
		await expect(openLink(parseEndpoint(`arthas+${peer.url}`)).link.greet(AbortSignal.timeout(50))).rejects.toMatchObject({name: 'TimeoutError'});
	});
});

describe('probing', () => {
	it('asks for a session that nobody has', async () => {
		const {server, link} = await meet();
		await server.until(() => server.sessionsOpen === 0);
		const before = server.requests.length;
		expect(await link.probe(soon())).toMatchObject([{name: 'math-game-4711', status: 'up'}]);
		expect(server.requests.slice(before).map(({body}) => JSON.parse(body) as unknown)).toMatchObject([{action: 'session_info', sessionId: 'probe'}]);
	});

	it('is not held up by a poll that pins a worker', async () => {
		const {server, link, agent} = await meet({workers: 2, waitMs: 60_000, stream: {perSecond: 0}});
		const session = await link.openSession(agent, 'stream', soon());
		const stop = new AbortController();
		const run = follow(session, watch(), {stop: stop.signal});
		await server.until(() => server.pulls === 1 && server.streamsRunning === 1);
		const startedAt = performance.now();
		for (let count = 0; count < 4; count++) {
			await link.probe(soon());
		}

		expect(performance.now() - startedAt).toBeLessThan(1000);
		stop.abort({by: 'us'});
		server.emit(0);
		expect((await run).end).toMatchObject({end: {name: 'interrupted', ended: 'yes'}});
	});

	it('fails when nothing listens any more', async () => {
		const {server, link} = await meet();
		await server.down();
		await expect(link.probe(soon())).rejects.toMatchObject({code: 'ERR_CONNECT_REFUSED'});
	});
});

const manyResults = {many: {results: range(1, 700).map(rowCount => ({type: 'row_affect', rowCount}))}};
const nullKey = '{"jobId":1,"type":"tt","map":{null:"x"}}';
const noJson = '{"jobId":1,"type":"tt","map":{x:1}}';
const notFound = {name: 'failed', mayHaveRun: false, error: {code: 'ERR_COMMAND', message: 'nosuch: command not found'}};

describe('a short command', () => {
	const open = async (script?: ArthasApiScript) => {
		const met = await meet(script);
		return {...met, session: await met.link.openSession(met.agent, 'one-shot', soon())};
	};

	it('gives its results and its status, without a session', async () => {
		const {server, session, sent} = await open();
		const run = await follow(session, look('version'));
		expect(run.results).toMatchObject([{type: 'version', version: '4.1.5'}, {type: 'status', statusCode: 0}]);
		expect(run.end).toEqual({kind: 'end', end: {name: 'done', statusCode: 0, message: undefined}});
		expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({action: 'exec', command: 'version', execTimeout: 4500});
		expect(JSON.parse(server.requests.at(-1)?.body ?? '')).not.toHaveProperty('sessionId');
		expect(sent).toContain('version');
	});

	it.each<[name: string, script: ArthasApiScript, spec: CommandSpec, end: Record<string, unknown>, gaps: string[]]>([
		['fails', {commands: {bad: {statusCode: -1, message: 'no such thing'}}}, look('bad'), {name: 'done', statusCode: -1, message: 'no such thing'}, []],
		['reaches its -n', {}, look('watch a b -n 2', {ownType: 'watch', limit: 2}), {name: 'limited', by: '-n'}, []],
		['has more than 500 results', {commands: manyResults}, look('many'), {name: 'limited', by: 'cap-500', statusCode: null}, ['exec-cap']],
		['is unknown', {}, look('nosuch'), notFound, []],
		['takes too long and is interrupted', {stream: {perSecond: 100}}, look('watch a b', {deadlineMs: 600}), {name: 'timed-out', ended: 'yes'}, []],
		['takes too long and runs on', {commands: {hang: {ends: 'never'}}}, look('hang', {deadlineMs: 600}), {name: 'timed-out', ended: 'no'}, []],
		['can\'t be written', {commands: {tt: {results: [cyclic]}}}, look('tt -l'), {name: 'failed', mayHaveRun: true, error: {code: 'ERR_PROTOCOL_RESULT'}}, []],
		['is written with a null key', {commands: {tt: {results: [nullKey]}}}, look('tt -l'), {name: 'done', statusCode: 0}, []],
		['is written in a way that can be read in part', {commands: {tt: {results: [noJson, {type: 'tt', index: 2}]}}}, look('tt -l'), {name: 'done', statusCode: 0}, ['unreadable-batch']],
		['lost the enhancing race', {enhanceRaces: 1}, look('watch a b -n 1'), {}, []],
	])('that %s', async (_name, script, spec, end, gaps) => {
		const {session} = await open(script);
		const run = await follow(session, spec);
		expect(run.gaps).toEqual(gaps);
		expect(run.end).toMatchObject(Object.keys(end).length === 0 ? {kind: 'retry', reason: 'enhance-race'} : {kind: 'end', end});
	});

	it('says that a broken answer could be read', async () => {
		const {session} = await open({commands: {tt: {results: [nullKey]}}});
		const run = await follow(session, look('tt -l'));
		expect(run.notices).toEqual([expect.stringContaining('invalid JSON')]);
		expect(run.results).toMatchObject([{type: 'tt', map: {null: 'x'}}, {type: 'status'}]);
	});

	it('is sent once more when the connection broke and it only looks', async () => {
		let runs = 0;
		const {server, session} = await open({
			commands: {
				slow: {
					ends: 'interrupt',
					effect() {
						runs++;
						if (runs === 1) {
							server.cutConnections();
						}
					},
				},
			},
		});
		const run = await follow(session, look('slow', {deadlineMs: 700}));
		expect(runs).toBe(2);
		expect(run.end).toMatchObject({end: {name: 'timed-out', ended: 'yes'}});
	});

	it('is not sent again when it does more', async () => {
		let runs = 0;
		const {server, session} = await open({
			commands: {
				change: {
					ends: 'never',
					effect() {
						runs++;
						server.cutConnections();
					},
				},
			},
		});
		const run = await follow(session, look('change', {isLook: false}));
		expect(runs).toBe(1);
		expect(run.end).toEqual({kind: 'end', end: {name: 'lost', reason: 'link', mayStillRun: true}});
	});

	it('did not run when nothing listens', async () => {
		const {server, session} = await open();
		await server.down();
		expect((await follow(session, look('version'))).end).toMatchObject({kind: 'retry', reason: 'not-connected'});
	});

	it('is abandoned when a person stops it: nobody knows whether it runs on', async () => {
		const {server, session} = await open({commands: {hang: {ends: 'never'}}});
		const stop = new AbortController();
		const run = follow(session, look('hang'), {stop: stop.signal});
		await server.until(() => server.jobsRunning === 1);
		stop.abort({by: 'us'});
		expect((await run).end).toEqual({kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'unknown'}});
	});

	it('waits at its deadline for the agent, which is about to answer', async () => {
		const {session} = await open({stream: {perSecond: 100}});
		const run = await follow(session, look('watch a b', {deadlineMs: 600}), {stop: stopBy('deadline')});
		expect(run.end).toMatchObject({end: {name: 'timed-out', ended: 'yes'}});
	});

	it('is left at once when nobody waits', async () => {
		const {server, session} = await open({commands: {hang: {ends: 'never'}}});
		const leave = new AbortController();
		const run = follow(session, look('hang'), {signal: leave.signal});
		await server.until(() => server.jobsRunning === 1);
		leave.abort();
		expect((await run).end).toMatchObject({end: {name: 'lost', mayStillRun: true}});
	});

	it('that ends Arthas is done when its server is gone', async () => {
		const {server, session} = await open({waitMs: 60_000});
		const run = await follow(session, look('stop', {isLook: false}));
		expect(server.stopped).toBe(true);
		expect(run.end).toEqual({kind: 'end', end: {name: 'done', statusCode: null}});
		expect(server.requests.some(({body}) => body.includes('"async_exec"') && body.includes('"stop"'))).toBe(true);
	});
});

describe('a stream', () => {
	const open = async (script?: ArthasApiScript) => {
		const met = await meet(script);
		return {...met, session: await met.link.openSession(met.agent, 'stream', soon())};
	};

	it('gives its results as they come and ends by its -n', async () => {
		const {server, session} = await open({stream: {perSecond: 500}});
		expect(session.id).not.toBe('');
		const run = await follow(session, watch({commandLine: 'watch demo.MathGame primeFactors -n 60', limit: 60}));
		expect(numbersOf(run)).toEqual(range(1, 60));
		expect(run.gaps).toEqual([]);
		expect(run.results.at(0)).toMatchObject({type: 'enhancer', success: true});
		expect(run.events.slice(0, 2)).toEqual([
			{kind: 'notice', text: 'added: --timeout 120 by which the agent ends it alone, should this program be killed'},
			{kind: 'state', state: {name: 'running'}},
		]);
		expect(run.end).toEqual({kind: 'end', end: {name: 'limited', by: '-n', statusCode: 0}});
		await server.until(() => server.sessionsOpen === 0);
	});

	it('keeps one pull outstanding and tells the agent a time limit', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, waitMs: 20});
		const stop = new AbortController();
		const run = follow(session, watch(), {stop: stop.signal});
		await server.until(() => server.requests.filter(({body}) => body.includes('pull_results')).length > 4);
		expect(server.pulls).toBeLessThan(2);
		stop.abort({by: 'us'});
		await run;
		expect(server.requests.map(({body}) => (JSON.parse(body) as {command?: string}).command)).toContain('watch --timeout 120 demo.MathGame primeFactors');
	});

	it('is interrupted by us, and by the deadline', async () => {
		for (const by of ['us', 'deadline'] as const) {
			const {session, sent} = await open({stream: {perSecond: 200}});
			const stop = new AbortController();
			const run = await follow(session, watch(), {
				stop: stop.signal,
				onEvent(event) {
					if (event.kind === 'result' && event.result.type === 'watch') {
						stop.abort({by});
					}
				},
			});
			expect(run.end).toEqual({kind: 'end', end: by === 'us' ? {name: 'interrupted', by: 'us', ended: 'yes'} : {name: 'timed-out', ended: 'yes'}});
			expect(run.results.at(-1)).toMatchObject({type: 'status', statusCode: 0});
			expect(sent).toContain('interrupt_job');
		}
	});

	it('says when it can\'t be interrupted', async () => {
		const {server, session} = await open({commands: {hang: {ends: 'never'}}});
		const stop = new AbortController();
		const run = follow(session, watch({commandLine: 'hang'}), {stop: stop.signal});
		await server.until(() => server.jobsRunning === 1 && server.pulls === 1);
		stop.abort({by: 'us'});
		expect((await run).end).toEqual({kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'no'}});
	});

	it('was interrupted by the agent when nobody read', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, healthMs: 0, waitMs: 10});
		let isFlooded = false;
		const run = await follow(session, watch(), {
			onEvent(event) {
				// Between two pulls, since both of them run in this process.
				if (event.kind === 'result' && event.result.type === 'enhancer' && !isFlooded) {
					isFlooded = true;
					while (server.pulls > 0) {
						server.emit();
					}

					server.emit(300);
				}
			},
		});
		expect(run.gaps).toContain('consumer-overflow');
		expect(run.end).toMatchObject({end: {name: 'interrupted', by: 'server', ended: 'yes'}});
	});

	it('tries again after losing the enhancing race, in the same session', async () => {
		const {server, session} = await open({enhanceRaces: 1, stream: {perSecond: 500}});
		const spec = watch({commandLine: 'watch demo.MathGame primeFactors -n 5', limit: 5});
		const lost = await follow(session, spec);
		expect(lost.end).toMatchObject({kind: 'retry', reason: 'enhance-race', agentWord: expect.stringContaining('someone else') as unknown});
		const {id} = session;
		const won = await follow(session, spec);
		expect(numbersOf(won)).toEqual(range(1, 5));
		expect(won.end).toMatchObject({end: {name: 'limited', by: '-n'}});
		expect(server.requests.filter(({body}) => body.includes('async_exec')).map(({body}) => (JSON.parse(body) as {sessionId: string}).sessionId)).toEqual([id, id]);
	});

	it('opens another session after its first has ended', async () => {
		const {session} = await open({stream: {perSecond: 500}});
		const spec = watch({commandLine: 'watch demo.MathGame primeFactors -n 5', limit: 5});
		await follow(session, spec);
		expect(session.id).toBe('');
		expect((await follow(session, spec)).end).toMatchObject({end: {name: 'limited'}});
	});

	it('asks for a fresh session when its own is stuck or unknown', async () => {
		const stuck = await open({stuck: {after: 1}, enhanceRaces: 1});
		await follow(stuck.session, watch());
		expect((await follow(stuck.session, watch())).end).toMatchObject({kind: 'retry', reason: 'session-stuck', agentWord: 'Another job is running.'});
		const forgotten = await open();
		forgotten.server.forgetSessions();
		expect((await follow(forgotten.session, watch())).end).toMatchObject({kind: 'retry', reason: 'session-unknown'});
	});

	it.each<[name: string, line: string, end: Record<string, unknown>]>([
		['an unknown command', 'nosuch x', notFound],
		['a missing argument', 'watch', {name: 'done', statusCode: -10}],
	])('ends for %s', async (_name, commandLine, end) => {
		const {session} = await open();
		expect((await follow(session, watch({commandLine}))).end).toMatchObject({kind: 'end', end});
	});

	it('takes another reader when the agent has forgotten the first, and repeats nothing', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, waitMs: 20, gapMs: 5});
		const run = follow(session, watch({commandLine: 'watch demo.MathGame primeFactors -n 30', limit: 30}), {
			onEvent(event) {
				if (event.kind === 'result' && event.result['value'] === '@Integer[10]') {
					server.evictConsumers();
					server.emit(3);
				}

				if (event.kind === 'result' && event.result['value'] === '@Integer[13]') {
					server.emit(17);
				}
			},
		});
		await server.until(() => server.streamsRunning === 1);
		server.emit(10);
		const done = await run;
		expect(numbersOf(done)).toEqual(range(1, 30));
		expect(done.gaps).toEqual(['reattach']);
		expect(done.end).toMatchObject({end: {name: 'limited', by: '-n'}});
	});

	it('gives up when it is forgotten again and again', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, waitMs: 5});
		const run = follow(session, watch(), {
			onEvent(event) {
				if (event.kind !== 'end') {
					setImmediate(() => {
						server.evictConsumers();
					});
				}
			},
		});
		expect((await run).end).toMatchObject({end: {name: 'lost', reason: 'evicted'}});
	});

	it('is lost when its session is forgotten', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, waitMs: 20});
		const run = follow(session, watch());
		await server.until(() => server.streamsRunning === 1);
		server.forgetSessions();
		expect((await run).end).toEqual({kind: 'end', end: {name: 'lost', reason: 'evicted', mayStillRun: true}});
	});

	it('is lost when another process is there', async () => {
		const {server, session, link, agent, renewed} = await open({stream: {perSecond: 0}, waitMs: 20});
		const run = follow(session, watch());
		await server.until(() => server.streamsRunning === 1 && server.pulls === 1);
		server.replaceProcess(4712);
		const lost = await run;
		expect(lost.end).toEqual({kind: 'end', end: {name: 'lost', reason: 'replaced', mayStillRun: false}});
		expect(lost.events).toContainEqual({kind: 'state', state: {name: 'detached', since: expect.any(Number) as unknown}});
		const next = await link.openSession(agent, 'stream', soon());
		const stop = new AbortController();
		await follow(next, watch(), {
			stop: stop.signal,
			onEvent() {
				stop.abort({by: 'us'});
			},
		});
		expect(renewed).toMatchObject([[{name: 'math-game-4712'}]]);
	});

	it('goes on after the link was down, with a gap', async () => {
		const {server, session} = await open({stream: {perSecond: 0}, waitMs: 50});
		const states: string[] = [];
		const run = follow(session, watch({commandLine: 'watch demo.MathGame primeFactors -n 3', limit: 3}), {
			onEvent(event) {
				if (event.kind === 'state') {
					states.push(event.state.name);
				}

				if (event.kind === 'state' && event.state.name === 'detached') {
					void server.up();
				}

				if (event.kind === 'state' && event.state.name === 'running' && states.length > 1) {
					server.emit(3);
				}
			},
		});
		await server.until(() => server.streamsRunning === 1 && server.pulls === 1);
		await server.down();
		const done = await run;
		expect(states).toEqual(['running', 'detached', 'running']);
		expect(done.gaps).toEqual(['link-down']);
		expect(done.end).toMatchObject({end: {name: 'limited', by: '-n'}});
	});

	it('learns its end by asking, when the answer that held it could not be written', async () => {
		const {session} = await open({commands: {tt: {results: [cyclic]}}, waitMs: 20, gapMs: 20});
		const run = await follow(session, watch({commandLine: 'tt -t a b', ownType: 'tt'}));
		expect(run.gaps).toEqual(['unreadable-batch']);
		expect(run.end).toEqual({kind: 'end', end: {name: 'done', statusCode: null}});
	});

	it('goes on after an answer that could not be written', async () => {
		const {server, session} = await open({commands: {tt: {results: [cyclic], ends: 'interrupt'}}, waitMs: 20, gapMs: 5});
		const stop = new AbortController();
		const run = follow(session, watch({commandLine: 'tt -t a b', ownType: 'tt'}), {stop: stop.signal});
		await server.until(() => server.requests.some(({body}) => body.includes('"version"')));
		stop.abort({by: 'us'});
		expect((await run).end).toEqual({kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'yes'}});
	});

	it('reads what can be read of invalid JSON', async () => {
		const {session} = await open({commands: {tt: {results: [nullKey]}}});
		const run = await follow(session, watch({commandLine: 'tt -t a b', ownType: 'tt'}));
		expect(run.results).toMatchObject([{type: 'tt', map: {null: 'x'}}, {type: 'status'}]);
		expect(run.notices).toEqual([expect.stringMatching(/^added: /u), expect.stringContaining('invalid JSON')]);
		expect(run.end).toMatchObject({end: {name: 'done', statusCode: 0}});
	});

	it('waits for its turn where more streams poll than the JVM bears', async () => {
		const {server, link, agent} = await open({stream: {perSecond: 0}, waitMs: 20, commands: {jvm: {results: [{type: 'jvm', jvmInfo: {OS: [{name: 'PROCESSORS-COUNT', value: 1}]}}]}}});
		const [first, second, third] = await Promise.all([1, 2, 3].map(async () => link.openSession(agent, 'stream', soon())));
		const stop = new AbortController();
		const running = follow(first!, watch(), {stop: stop.signal});
		await server.until(() => server.streamsRunning === 1);
		const waiting = follow(second!, watch({commandLine: 'watch demo.MathGame primeFactors -n 1', limit: 1}), {
			onEvent(event) {
				if (event.kind === 'notice') {
					stop.abort({by: 'us'});
				}
			},
		});
		await running;
		await server.until(() => server.streamsRunning === 1);
		const impatient = await follow(third!, watch(), {stop: stopBy('us')});
		expect(impatient.end).toEqual({kind: 'end', end: {name: 'interrupted', by: 'us', ended: 'yes'}});
		server.emit(1);
		const waited = await waiting;
		expect(waited.notices[0]).toContain('this one starts when one of them ends');
		expect(waited.end).toMatchObject({end: {name: 'limited'}});
	});

	it('is left at once when nobody waits, and its session is closed with the link', async () => {
		const {server, session, link} = await open({stream: {perSecond: 0}});
		const leave = new AbortController();
		const run = follow(session, watch(), {signal: leave.signal});
		await server.until(() => server.streamsRunning === 1);
		leave.abort();
		expect((await run).end).toMatchObject({end: {name: 'lost', reason: 'link', mayStillRun: true}});
		await link.close();
		expect([server.sessionsOpen, server.jobsRunning]).toEqual([0, 0]);
	});
});

it('opens a terminal, with the login and below the prefix', async () => {
	const server = await startArthasApi({auth: {username: 'arthas', password: 'geheim'}});
	cleanups.push(async () => server[Symbol.asyncDispose]());
	const {link} = openLink(parseEndpoint(server.endpoint, {password: 'geheim'}));
	const [agent] = await link.greet(soon());
	const console = await link.openConsole(agent!, {cols: 100, rows: 30}, soon());
	console.write('exit\r');
	let text = '';
	for await (const piece of console.output) {
		text += piece;
	}

	expect(text).toContain('[arthas@4711]$ exit');
	expect(await console.closed).toMatchObject({reason: 'ended'});
	const {link: wrong} = openLink(parseEndpoint(server.endpoint));
	await expect(wrong.openConsole(agent!, {cols: 100, rows: 30}, soon())).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
});

