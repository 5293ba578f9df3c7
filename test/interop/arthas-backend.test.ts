import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {arthasBackend} from '../../source/core/client/backends/arthas-api.js';
import type {Agent} from '../../source/core/client/agent.js';
import {parseEndpoint} from '../../source/core/client/endpoint.js';
import type {CommandSpec, Link, WireEvent} from '../../source/core/client/wire.js';
import {
	startJvm, whyNoArthas, type Jvm, type JvmOptions,
} from './arthas.js';

const missing = await whyNoArthas();
const never = new AbortController().signal;
const soon = () => AbortSignal.timeout(20_000);

/** A JVM, a link that has greeted it, and what a driver above the link does: it tries again after lost races. */
async function meet(options: JvmOptions, login: {username?: string; password?: string} = {}) {
	const jvm = await startJvm(options);
	const link = arthasBackend.open(parseEndpoint(`arthas+${jvm.httpUrl}`, login), {
		maxMessage: 16 << 20, onAgents: () => undefined, onSent: () => undefined,
	});
	const [agent] = await link.greet(soon());
	if (!agent) {
		throw new Error('no agent');
	}

	return {jvm, link, agent};
}

type Run = {events: WireEvent[]; end: WireEvent | undefined; gaps: string[]; types: string[]; numbers: number[]};

async function run(link: Link, agent: Agent, spec: Partial<CommandSpec> & {commandLine: string}, {stop = never, onEvent = () => undefined}: {
	stop?: AbortSignal;
	onEvent?: (event: WireEvent) => void;
} = {}): Promise<Run> {
	const whole: CommandSpec = {
		isStream: false, isLook: true, deadlineMs: 30_000, ...spec,
	};
	for (let attempt = 0; ; attempt++) {
		const session = await link.openSession(agent, whole.isStream ? 'stream' : 'one-shot', soon());
		const events: WireEvent[] = [];
		for await (const event of session.run(whole, {stop, signal: never})) {
			events.push(event);
			onEvent(event);
		}

		await session.close();
		const end = events.at(-1);
		if (end?.kind !== 'retry' || attempt > 4) {
			const results = events.flatMap(event => event.kind === 'result' ? [event.result] : []);
			return {
				events,
				end,
				gaps: events.flatMap(event => event.kind === 'gap' ? [event.gap.reason] : []),
				types: results.map(({type}) => type),
				numbers: results.flatMap(({type, value}) => type === 'watch' && typeof value === 'string' ? [Number(/\d+/u.exec(value)?.[0])] : []),
			};
		}
	}
}

const watch = (method: string, limit: number): Partial<CommandSpec> & {commandLine: string} => ({
	commandLine: `watch demo.Numbered ${method} params[0] -n ${limit}`, isStream: true, isLook: false, ownType: 'watch', limit,
});

/** Numbers that are missing between the first and the last. */
const lostOf = ({numbers}: Run) => (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - numbers.length;

const isEndedByServer = ({end}: Run) => end?.kind === 'end' && end.end.name === 'interrupted' && end.end.by === 'server';

/** What a stopped machine does to this program: nothing of it runs. */
function standStill(ms: number): void {
	const until = performance.now() + ms;
	while (performance.now() < until) {
		// Nothing else shall run.
	}
}

describe.skipIf(missing)('the backend against stock Arthas 4.1.5 with numbered results', () => {
	let jvm: Jvm;
	let link: Link;
	let agent: Agent;

	beforeAll(async () => {
		({jvm, link, agent} = await meet({main: 'Numbered'}));
	});

	afterAll(async () => {
		await link.close();
		await jvm[Symbol.asyncDispose]();
	});

	it('greets and probes', async () => {
		expect(agent).toMatchObject({
			id: `127.0.0.1:${jvm.httpPort}`, name: `Numbered-${jvm.pid}`, version: '4.1.5', status: 'up',
		});
		expect(await link.probe(soon())).toMatchObject([{name: agent.name}]);
		// Both clocks are the same one.
		expect(Math.abs(link.facts.clockOffsetMs ?? Number.NaN)).toBeLessThan(50);
	});

	it.each<[line: string, types: string[], end: Record<string, unknown>]>([
		['version', ['version', 'status'], {name: 'done', statusCode: 0}],
		['thread -n 3', ['thread', 'status'], {name: 'done', statusCode: 0}],
		['sc demo.Numbered', ['sc', 'row_affect', 'status'], {name: 'done', statusCode: 0}],
		['thread -n abc', ['status'], {name: 'done', statusCode: 1}],
		['watch', ['status'], {name: 'done', statusCode: -10}],
		['nosuch x', [], {name: 'failed', mayHaveRun: false, error: {code: 'ERR_COMMAND', message: 'nosuch: command not found'}}],
	])('runs %s', async (commandLine, types, end) => {
		const done = await run(link, agent, {commandLine});
		expect(done.types).toEqual(types);
		expect(done.end).toMatchObject({kind: 'end', end});
		expect(done.gaps).toEqual([]);
	});

	it('notices the 500 results at which exec cuts', async () => {
		const cut = await run(link, agent, {commandLine: 'sm -n 5000 java.util.* *'});
		expect(cut.types).toHaveLength(500);
		expect(cut.gaps).toEqual(['exec-cap']);
		expect(cut.end).toMatchObject({end: {name: 'limited', by: 'cap-500'}});
	});

	it('knows of a command that outlives its time', async () => {
		const late = await run(link, agent, {commandLine: 'thread -i 2500 -n 1', deadlineMs: 1000});
		expect(late.end).toMatchObject({end: {name: 'timed-out', ended: 'no'}});
		const stream = await run(link, agent, {commandLine: 'watch demo.Numbered r50 params[0]', deadlineMs: 4000, isLook: false});
		expect(stream.end).toMatchObject({end: {name: 'timed-out', ended: 'yes'}});
		expect(stream.numbers.length).toBeGreaterThan(20);
	});

	it('loses nothing of what comes slowly', async () => {
		const done = await run(link, agent, watch('r50', 60));
		expect(done.numbers).toEqual(Array.from({length: 60}, (_, index) => (done.numbers[0] ?? 0) + index));
		expect(done.gaps).toEqual([]);
		expect(done.end).toMatchObject({end: {name: 'limited', by: '-n', statusCode: 0}});
	});

	it.each([['r200', 200], ['r500', 500], ['r1000', 1000], ['r3000', 6000], ['r3000', 6000]])('tells every loss of %s, which a busy machine can\'t keep up with', async (method, limit) => {
		const done = await run(link, agent, watch(method, limit));
		const missing = limit - done.numbers.length;
		const told = done.events.flatMap(event => event.kind === 'gap' ? [event.gap] : []);
		if (isEndedByServer(done)) {
			// The agent does so by itself when nothing here could fetch results for a second.
			expect(told).not.toEqual([]);
		} else {
			expect(done.end).toMatchObject({end: {name: 'limited', by: '-n'}});
			expect(told.at(-1)).toEqual(missing > 0 ? expect.objectContaining({reason: 'short-of-n', atLeast: missing}) : told.at(-1));
		}
	});

	it('says how many are missing at least after it stood still', async () => {
		let isFirst = true;
		const short = await run(link, agent, watch('r1000', 1500), {
			onEvent(event) {
				if (isFirst && event.kind === 'result' && event.result.type === 'watch') {
					isFirst = false;
					standStill(500);
				}
			},
		});
		const missing = 1500 - short.numbers.length;
		expect(missing).toBeGreaterThan(200);
		expect(short.events.findLast(event => event.kind === 'gap')).toMatchObject({gap: {reason: 'short-of-n', count: null, atLeast: missing}});
		expect(short.end).toMatchObject({end: {name: 'limited', by: '-n'}});
	});

	it('was ended by the agent after it stood still for seconds', async () => {
		let isFirst = true;
		const ended = await run(link, agent, watch('r3000', 1_000_000), {
			onEvent(event) {
				if (isFirst && event.kind === 'result' && event.result.type === 'watch') {
					isFirst = false;
					standStill(4000);
				}
			},
		});
		expect(ended.gaps).toContain('consumer-overflow');
		expect(ended.end).toMatchObject({end: {name: 'interrupted', by: 'server', ended: 'yes'}});
		expect(ended.events.filter(({kind}) => kind === 'notice')).not.toEqual([]);
	});

	it('ends a stream by an interrupt, with everything until then', async () => {
		const stop = new AbortController();
		const stopped = await run(link, agent, watch('r200', 100_000), {
			stop: stop.signal,
			onEvent(event) {
				if (event.kind === 'result' && event.result.type === 'watch') {
					stop.abort({by: 'us'});
				}
			},
		});
		expect(stopped.end).toMatchObject({end: {name: 'interrupted', by: 'us', ended: 'yes'}});
		expect(stopped.types.at(-1)).toBe('status');
		expect(lostOf(stopped)).toBe(0);
	});

	it('runs several streams at once, as many as the JVM bears, and tells what one of them lost', async () => {
		const all = await Promise.all(['r50', 'r200', 'r50', 'r200', 'r50'].map(async method => run(link, agent, watch(method, 50))));
		for (const one of all) {
			const missing = 50 - one.numbers.length;
			const gaps = one.events.flatMap(event => event.kind === 'gap' ? [event.gap] : []);
			// A machine that stood still for a second is told instead, without a number.
			const isUnknown = gaps.some(({reason, count}) => reason === 'consumer-overflow' && count === null);
			expect(missing === 0 || isUnknown || gaps.at(-1), JSON.stringify(one.end)).toEqual(missing === 0 || isUnknown || expect.objectContaining({reason: 'short-of-n', atLeast: missing}));
			expect(one.numbers).not.toEqual([]);
			expect(one.end).toMatchObject({end: {name: 'limited', by: '-n'}});
		}
	});

	it('opens a terminal', async () => {
		const console = await link.openConsole(agent, {cols: 100, rows: 30}, soon());
		console.write('version\r');
		let text = '';
		for await (const piece of console.output) {
			text += piece;
			if (/4\.1\.5\r\n\[arthas@\d+\]\$ $/u.test(text)) {
				console.write('exit\r');
			}
		}

		expect(text).toContain(`pid          ${jvm.pid}`);
		expect(await console.closed).toMatchObject({reason: 'ended'});
	});

	it('ends Arthas when asked to, and finds nobody there afterwards', async () => {
		expect((await run(link, agent, {commandLine: 'stop', isLook: false})).end).toEqual({kind: 'end', end: {name: 'done', statusCode: null}});
		await expect(link.probe(soon())).rejects.toMatchObject({code: expect.stringMatching(/^ERR_CONNECT/u) as unknown});
	});
});

describe.skipIf(missing)('answers that stock Arthas 4.1.5 writes wrongly', () => {
	it('reads a batch with a null key', async () => {
		const {jvm, link, agent} = await meet({main: 'Odd'});
		const done = await run(link, agent, {
			commandLine: 'tt -t demo.Odd m -n 1', isStream: true, isLook: false, ownType: 'tt', limit: 1,
		});
		expect(done.types).toContain('tt');
		expect(done.gaps).toEqual([]);
		expect(done.end).toMatchObject({end: {name: 'limited', by: '-n', statusCode: 0}});
		await link.close();
		await jvm[Symbol.asyncDispose]();
	});

	it('outlives a batch that can\'t be written', async () => {
		const {jvm, link, agent} = await meet({main: 'Shop'});
		const done = await run(link, agent, {
			commandLine: 'tt -t demo.Shop link -n 1', isStream: true, isLook: false, ownType: 'tt', limit: 1,
		});
		expect(done.gaps).toEqual(['unreadable-batch']);
		expect(done.end).toEqual({kind: 'end', end: {name: 'done', statusCode: null}});
		expect((await run(link, agent, {commandLine: 'tt -l'})).end).toMatchObject({end: {name: 'failed', mayHaveRun: true, error: {code: 'ERR_PROTOCOL_RESULT'}}});
		await link.close();
		await jvm[Symbol.asyncDispose]();
	});
});

describe.skipIf(missing)('a login of stock Arthas 4.1.5', () => {
	it('is needed everywhere, and enough', async () => {
		const login = {username: 'alice', password: 'geheim ✓'};
		const {jvm, link, agent} = await meet({main: 'math-game', ...login}, login);
		expect(agent.name).toMatch(/^math-?game/iu);
		expect((await run(link, agent, {commandLine: 'version'})).end).toMatchObject({end: {name: 'done', statusCode: 0}});
		const stream = await run(link, agent, {
			commandLine: 'watch demo.MathGame primeFactors -n 1', isStream: true, isLook: false, ownType: 'watch', limit: 1,
		});
		expect(stream.end).toMatchObject({end: {name: 'limited', by: '-n'}});
		const console = await link.openConsole(agent, {cols: 80, rows: 24}, soon());
		console.close();
		const stranger = arthasBackend.open(parseEndpoint(`arthas+${jvm.httpUrl}`), {maxMessage: 1 << 20, onAgents: () => undefined, onSent: () => undefined});
		await expect(stranger.greet(soon())).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
		await expect(stranger.openConsole(agent, {cols: 80, rows: 24}, soon())).rejects.toMatchObject({code: 'ERR_AUTH_LOGIN'});
		await stranger.close();
		await link.close();
		await jvm[Symbol.asyncDispose]();
	});
});
