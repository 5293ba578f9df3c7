import {Buffer} from 'node:buffer';
import {
	afterEach, describe, expect, test,
} from 'vitest';
import type {ChannelServer} from '../../../source/core/server/index.js';
import {
	AgentStatus, RequestAction, ResponseStatus, ResultFormat,
} from '../../../source/core/protocol/generated/ArthasService.js';
import type {Answer, ScriptedAgent} from '../../servers/scripted-agent.js';
import {fixture} from '../../helpers/fixture.js';
import {
	call, closeAll, ends, gaps, join, messages, openEvents, post, startTestServer, untilAgent, type Message,
} from './harness.js';

const open: AsyncDisposable[] = [];
afterEach(async () => closeAll(open));

type Bytes = {base64: string};
type RecordedRequest = {requestId: string; action: keyof typeof RequestAction | number; sessionId?: string; executeParams?: {commandLine?: string; execTimeout?: number; resultFormat?: string}};
type RecordedAnswer = {
	requestId: string;
	status: keyof typeof ResponseStatus;
	message?: string;
	sessionId?: string;
	executeResult?: {resultsJson?: {value: string}; results?: Array<{type_url: string; value: Bytes}>};
};
type Recorded = Array<{dir: string; method?: string; event: string; note?: string; message?: RecordedRequest & RecordedAnswer}>;

const recording = (name: string) => JSON.parse(fixture(`channel-server/${name}.json`)) as Recorded;

/** A recorded message as the agent sends it. */
function toAnswer({status, message, sessionId, executeResult}: RecordedAnswer): Answer {
	return {
		status: ResponseStatus[status],
		...(message !== undefined && {message}),
		sessionId: sessionId ?? '',
		...(executeResult && {
			executeResult: {
				...(executeResult.resultsJson && {resultsJson: executeResult.resultsJson.value}),
				results: (executeResult.results ?? []).map(({type_url: url, value}) => ({type_url: url, value: Buffer.from(value.base64, 'base64')})),
			},
		}),
	};
}

/** Every request of a recording with what the agent answered to it, in its order. */
function conversations(name: string): Array<{title: string; request: RecordedRequest; answers: RecordedAnswer[]}> {
	const all = recording(name);
	let title = '';
	return all.flatMap(({dir, event, note, message}) => {
		title = event === 'step' ? note ?? '' : title;
		if (dir !== 'server->agent' || event !== 'message' || !message || 'consoleParams' in message || message.action === 'OPEN_CONSOLE') {
			return [];
		}

		const answers = all.filter(one => one.dir === 'agent->server' && one.method === 'submitResponse' && one.message?.requestId === message.requestId).map(one => one.message!);
		return [{title: `${message.requestId} ${title}`, request: message, answers}];
	});
}

/** A server whose agent answers the next request by a recording. */
async function start(): Promise<{server: ChannelServer; agent: ScriptedAgent; play(answers: RecordedAnswer[]): void}> {
	let next: RecordedAnswer[] = [];
	const server = await startTestServer();
	open.push(server);
	const agent = await join(server, {agentId: 'app-1', answer: () => next.map(answer => toAnswer(answer))});
	open.push(agent);
	return {
		server,
		agent,
		play(answers) {
			next = answers;
		},
	};
}

/** What an operator reads of a recorded message, in whatever form it was packed. */
const plain = (message: Omit<Message, 'status'> & {status: string}) => ({
	status: message.status, message: message.message, sessionId: message.sessionId, results: message.executeResult?.resultsJson,
});
const plainOf = ({status, message, sessionId, executeResult}: RecordedAnswer) => ({
	status, message, sessionId, results: executeResult?.resultsJson?.value,
});

const asked = ['grpc-execute', 'grpc-session-async', 'grpc-jobs'].flatMap(name => conversations(name).map(one => [`${name} ${one.title}`, one] as const)).filter(([, {answers}]) => answers.length > 0);

describe('what the real agent was asked and answered', () => {
	test('is a good deal', () => {
		expect(asked.length).toBeGreaterThan(35);
	});

	test.each(asked)('%s: by exec the first answer', async (_, {request, answers}) => {
		const {server, agent, play} = await start();
		play(answers);
		const {requestId, ...body} = request;
		const {status, json} = await post(server, '/agent/app-1/exec', body);
		expect(status).toBe(200);
		expect(plain(json as Message)).toEqual(plainOf(answers[0]!));
		const [sent] = agent.requests;
		expect(sent?.action).toBe(typeof request.action === 'number' ? request.action : RequestAction[request.action]);
		expect(sent?.sessionId).toBe(request.sessionId ?? '');
		expect(sent?.executeParams?.commandLine ?? '').toBe(request.executeParams?.commandLine ?? '');
		if (request.executeParams) {
			// Only where nobody said how results are to be packed the server does.
			expect(sent?.executeParams?.resultFormat).toBe(ResultFormat[(request.executeParams.resultFormat ?? 'JSON') as 'JSON']);
		}
	});

	test.each(asked)('%s: by events everything up to the end', async (_, {request, answers}) => {
		const {server, agent, play} = await start();
		play(answers);
		const {requestId, ...body} = request;
		await using stream = await openEvents(server, '/agent/app-1/sse_async_exec', {method: 'POST', body: JSON.stringify(body)});
		const end = answers.findIndex(({status}) => status !== 'CONTINUOUS');
		const expected = answers.slice(0, end === -1 ? undefined : end + 1);
		await stream.until(events => messages(events).length >= expected.length);
		await agent.until(() => agent.acknowledgements.length === answers.length);
		expect(messages(stream.events).map(message => plain(message))).toEqual(expected.map(answer => plainOf(answer)));
	});
});

test('a stray message on the request that opened a session disturbs nobody', async () => {
	const {server, agent} = await start();
	const opening = conversations('grpc-session-async')[0]!;
	const inSession = conversations('grpc-session-async').find(({title}) => title.includes('EXECUTE in session'))!;
	const stray = recording('grpc-session-async').findLast(({dir, message}) => dir === 'agent->server' && message?.requestId === opening.request.requestId)?.message;
	expect(stray?.status).toBe('CONTINUOUS');
	const init = call(server, '/agent/app-1/init_session');
	const {requestId: initId} = await agent.nextRequest();
	for (const answer of opening.answers.filter(one => one !== stray)) {
		agent.send({...toAnswer(answer), requestId: initId});
	}

	expect((await init).json).toMatchObject({status: 'SUCCEEDED', sessionId: opening.answers[0]?.sessionId});
	const answer = post(server, '/agent/app-1/exec', inSession.request);
	const {requestId} = await agent.nextRequest();
	agent.send({...toAnswer(stray!), requestId: initId});
	for (const one of inSession.answers) {
		agent.send({...toAnswer(one), requestId});
	}

	expect(plain((await answer).json as Message)).toEqual(plainOf(inSession.answers[0]!));
});

test('the recorded reconnections: the watch goes on under its old id, each time after a gap', async () => {
	const {server, agent} = await start();
	const steps = recording('grpc-reconnect').filter(({dir, method, event, message}) => dir === 'agent->server' && event === 'message' && (method === 'register' || message?.requestId === 'Watch0000001'));
	const body = JSON.stringify({action: 'ASYNC_EXECUTE', executeParams: {commandLine: 'watch demo.MathGame run {params} -x 1', resultFormat: 'JSON'}});
	await using stream = await openEvents(server, '/agent/app-1/sse_async_exec', {method: 'POST', body});
	const {requestId} = await agent.nextRequest();
	let sent = 0;
	let reconnects = 0;
	for (const {method, message} of steps.slice(1)) {
		if (method === 'register') {
			agent.link.close();
			await untilAgent(server, 'app-1', one => (one?.goneSince ?? 0) > 0);
			expect(await agent.connect(AgentStatus.OUT_OF_SERVICE)).toMatchObject({status: 0});
			reconnects++;
		} else if (message) {
			agent.send({...toAnswer(message), requestId});
			sent++;
			await stream.until(events => messages(events).length === sent);
			if (message.status !== 'CONTINUOUS') {
				break;
			}
		}
	}

	expect(reconnects).toBeGreaterThan(4);
	expect(sent).toBeGreaterThan(8);
	expect(gaps(stream.events)).toHaveLength(reconnects);
	expect(ends(await stream.all())).toEqual([{state: 'done', lost: null}]);
	expect((await server.store.agents.get('app-1'))?.incarnation).toBe(1);
});
