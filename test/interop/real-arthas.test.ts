import {Buffer} from 'node:buffer';
import process from 'node:process';
import {
	afterAll, beforeAll, describe, expect, it,
} from 'vitest';
import {startJvm, whyNoArthas, type Jvm} from './arthas.js';

type Row = Record<string, unknown> & {type: string; jobId: number};
type Envelope = {
	state: string;
	message?: string;
	sessionId?: string;
	consumerId?: string;
	body?: {jobId?: number; jobStatus?: string; command?: string; results?: Row[]};
};

const watchCommand = 'watch demo.MathGame primeFactors "{params, returnObj, throwExp}" ';

const missing = await whyNoArthas();

describe.skipIf(missing)('stock Arthas 4.1.5 on a real JVM', () => {
	let jvm: Jvm;
	const ask = async (request: Record<string, unknown>) => post(jvm, request);

	beforeAll(async () => {
		jvm = await startJvm({main: 'math-game'});
	});

	afterAll(async () => {
		await jvm[Symbol.asyncDispose]();
	});

	it('tells its version', async () => {
		const answer = await ask({action: 'exec', command: 'version'});

		expect(answer.state).toBe('SUCCEEDED');
		expect(answer.body?.results).toMatchObject([{type: 'version', version: '4.1.5'}, {type: 'status', statusCode: 0}]);
	});

	it('walks through the session tutorial: init, join, pull, async_exec, interrupt, close', async () => {
		const opened = await ask({action: 'init_session'});
		const {sessionId} = opened;
		expect(Object.keys(opened).toSorted()).toEqual(['consumerId', 'sessionId', 'state']);
		expect(opened.state).toBe('SUCCEEDED');
		expect(sessionId).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u);
		expect(opened.consumerId).toMatch(/^[\da-f]{32}_1$/u);

		const joined = await ask({action: 'join_session', sessionId});
		expect(joined).toMatchObject({state: 'SUCCEEDED', sessionId});
		expect(joined.consumerId).toMatch(/^[\da-f]{32}_2$/u);
		const pull = {action: 'pull_results', sessionId, consumerId: joined.consumerId};

		const greeting = await ask(pull);
		expect(greeting).toMatchObject({state: 'SUCCEEDED', sessionId, consumerId: joined.consumerId});
		expect(greeting.body?.results).toMatchObject([
			{type: 'input_status', inputStatus: 'DISABLED', jobId: 0},
			{type: 'message', message: 'Welcome to arthas!', jobId: 0},
			{
				type: 'welcome', version: '4.1.5', pid: `${jvm.pid}`, jobId: 0,
			},
			{type: 'input_status', inputStatus: 'ALLOW_INPUT', jobId: 0},
		]);

		const {jobId, rows} = await startWatch(ask, pull);
		expect(rows.slice(0, 3)).toMatchObject([
			{
				type: 'command', state: 'SCHEDULED', command: watchCommand, jobId,
			},
			{type: 'input_status', inputStatus: 'ALLOW_INTERRUPT', jobId: 0},
			{
				type: 'enhancer', success: true, effect: {classCount: 1, methodCount: 1}, jobId,
			},
		]);
		const [event] = await pullUntil(ask, pull, found => found.type === 'watch', rows);
		// 4.1.5 sends the value as text of its own, not as the JSON array that the tutorial of 3.3.7 shows.
		expect(event).toMatchObject({type: 'watch', jobId});
		expect(event?.['cost']).toBeTypeOf('number');
		expect(event?.['value']).toMatch(/^@ArrayList\[\n/u);

		expect(await ask({action: 'interrupt_job', sessionId})).toEqual({state: 'SUCCEEDED', body: {jobId, jobStatus: 'TERMINATED'}});
		const [status] = await pullUntil(ask, pull, found => found.type === 'status');
		expect(status).toMatchObject({jobId, statusCode: 0});

		expect(await ask({action: 'close_session', sessionId})).toEqual({state: 'SUCCEEDED'});
		expect(await ask(pull)).toEqual({state: 'FAILED', message: `session not found: ${sessionId}`});
	});

	it('hands every consumer of a session its own copy', async () => {
		const {sessionId, consumerId} = await ask({action: 'init_session'});
		const second = await ask({action: 'join_session', sessionId});
		const {body} = await ask({action: 'async_exec', sessionId, command: 'version'});

		for (const each of [consumerId, second.consumerId]) {
			const rows = await pullUntil(ask, {action: 'pull_results', sessionId, consumerId: each}, row => row.type === 'version');
			expect(rows).toMatchObject([{jobId: body?.jobId, version: '4.1.5'}]);
		}

		await ask({action: 'close_session', sessionId});
	});
});

describe.skipIf(missing)('the harness', () => {
	it.each(['Numbered', 'Shop', 'Odd'] as const)('starts %s', async main => {
		await using jvm = await startJvm({main});
		const answer = await post(jvm, {action: 'exec', command: `sc demo.${main}`});

		expect(answer.body?.results).toMatchObject([{type: 'sc', classNames: [`demo.${main}`]}, {type: 'row_affect'}, {type: 'status', statusCode: 0}]);
	});

	it('can ask for a login on the loopback interface', async () => {
		await using jvm = await startJvm({main: 'math-game', username: 'alice', password: 'geheim ✓'});
		const attempt = async (headers: Record<string, string>) => fetch(`${jvm.httpUrl}/api`, {method: 'POST', headers, body: '{"action":"exec","command":"version"}'});
		const basic = (login: string) => ({authorization: `Basic ${Buffer.from(login).toString('base64')}`});

		const nobody = await attempt({});
		expect(nobody.status).toBe(401);
		expect(nobody.headers.get('www-authenticate')).toBe('Basic realm="arthas webconsole"');
		expect(await nobody.text()).toBe('');
		const guessed = await attempt(basic('alice:wrong'));
		expect(guessed.status).toBe(401);
		const known = await attempt(basic('alice:geheim ✓'));
		expect(known.status).toBe(200);
		const cookie = known.headers.get('set-cookie')?.split(';')[0] ?? '';
		const returning = await attempt({cookie});
		expect(returning.status).toBe(200);
	});

	it('ends the JVM when disposed', async () => {
		const jvm = await startJvm({main: 'math-game'});
		expect(() => process.kill(jvm.pid, 0)).not.toThrow();
		await jvm[Symbol.asyncDispose]();

		expect(() => process.kill(jvm.pid, 0)).toThrow('ESRCH');
		await expect(fetch(jvm.httpUrl)).rejects.toMatchObject({cause: {code: 'ECONNREFUSED'}});
	});

	it('says what the JVM wrote when it does not come up', async () => {
		await expect(startJvm({main: 'math-game', jvmArgs: ['-XX:NoSuchFlag']})).rejects.toThrow('Unrecognized VM option \'NoSuchFlag\'');
	});
});

/** 4.1.5 ends about one in twenty starts of a watch at once with "someone else is enhancing classes": only then it is started again. */
async function startWatch(ask: (request: Record<string, unknown>) => Promise<Envelope>, pull: Record<string, unknown>, attempts = 5) {
	const scheduled = await ask({action: 'async_exec', sessionId: pull['sessionId'], command: watchCommand});
	const jobId = scheduled.body?.jobId;
	expect(jobId).toBeTypeOf('number');
	expect(scheduled).toEqual({state: 'SCHEDULED', sessionId: pull['sessionId'], body: {command: watchCommand, jobId, jobStatus: 'READY'}});
	const rows: Row[] = [];
	const [enhancer] = await pullUntil(ask, pull, row => row.type === 'enhancer', rows);
	if (enhancer?.['success'] === false && attempts > 1) {
		await pullUntil(ask, pull, row => row['inputStatus'] === 'ALLOW_INPUT', rows);
		return startWatch(ask, pull, attempts - 1);
	}

	return {jobId, rows};
}

/** Pulls until a row fits and gives those that fit; all rows are added to `seen`, where rows that fit may stand already. */
async function pullUntil(ask: (request: Record<string, unknown>) => Promise<Envelope>, pull: Record<string, unknown>, fits: (row: Row) => boolean, seen: Row[] = []): Promise<Row[]> {
	for (let polls = 0; polls < 15 && !seen.some(row => fits(row)); polls++) {
		const answer = await ask(pull);
		expect(answer.state).toBe('SUCCEEDED');
		seen.push(...answer.body?.results ?? []);
	}

	return seen.filter(row => fits(row));
}

async function post(jvm: Jvm, request: Record<string, unknown>): Promise<Envelope> {
	const answer = await fetch(`${jvm.httpUrl}/api`, {method: 'POST', body: JSON.stringify(request)});
	expect(answer.status).toBe(200);
	return await answer.json() as Envelope;
}
