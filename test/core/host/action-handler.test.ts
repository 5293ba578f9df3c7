import {expect, test} from 'vitest';
import {ActionHandler, type ActionHandlerOptions} from '../../../source/core/host/action-handler.js';
import {createDispatch} from '../../../source/core/host/dispatch.js';
import {answer, type HostMethod} from '../../../source/core/host/method.js';
import {StatusResult, VersionResult} from '../../../source/core/protocol/generated/ArthasResults.js';
import {
	RequestAction, ResponseStatus, ResultFormat, type ActionRequest, type ActionResponse,
} from '../../../source/core/protocol/generated/ArthasService.js';
import {command, isEnd, results} from './requests.js';

const {SUCCEEDED, CONTINUOUS, INTERRUPTED, FAILED, REFUSED} = ResponseStatus;

/** A method that ends when it is told to, by an interrupt (`soft`) or only by its test. */
function waiting(name: string, isSoft: boolean) {
	const started: Array<() => void> = [];
	const method: HostMethod = {
		name, summary: '', usage: '', tier: 'look',
		run: async (_args, {signal}) => new Promise(resolve => {
			started.push(() => {
				resolve(answer('told'));
			});
			if (isSoft) {
				signal.addEventListener('abort', () => {
					resolve(answer('interrupted'));
				});
			}
		}),
	};
	return {method, started};
}

function setUp(options: Partial<ActionHandlerOptions> = {}) {
	const sent: ActionResponse[] = [];
	const soft = waiting('soft', true);
	const hard = waiting('hard', false);
	const handler = new ActionHandler({
		agentId: 'host-1', version: '1.2.3',
		dispatch: createDispatch({
			agentId: 'host-1', version: '1.2.3', server: 'h:1', allowShell: false, methods: [soft.method, hard.method],
		}),
		async send(response) {
			sent.push(response);
		},
		...options,
	});
	let last = 0;
	/** Sends a request and gives what was answered to it so far, and the end of its handling. */
	const handle = (request: Partial<ActionRequest>) => {
		const requestId = `r${++last}`;
		const done = handler.handle({
			agentId: 'host-1', requestId, action: 0, sessionId: '', executeParams: undefined, consoleParams: undefined, ...request,
		});
		return {done, answers: () => sent.filter(response => response.requestId === requestId)};
	};

	const ask = async (request: Partial<ActionRequest>) => {
		const {done, answers} = handle(request);
		await done;
		return answers();
	};

	const open = async () => {
		const [first] = await ask({action: RequestAction.INIT_SESSION});
		return first?.sessionId ?? '';
	};

	return {
		handle, ask, open, soft, hard, handler,
	};
}

const execute = (line: string, more: Parameters<typeof command>[1] = {}) => command(line, {action: RequestAction.EXECUTE, ...more});
const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;

test('INIT_SESSION gives four messages with the id of the new session', async () => {
	const {ask} = setUp();
	const answers = await ask({action: RequestAction.INIT_SESSION});
	const [first] = answers;
	expect(first?.sessionId).toEqual(uuid);
	expect(answers.map(response => [response.status, response.sessionId, ...results(response).map(({type}) => type)])).toEqual([
		[CONTINUOUS, first?.sessionId, 'message'],
		[CONTINUOUS, first?.sessionId, 'welcome'],
		[CONTINUOUS, first?.sessionId, 'input_status'],
		[SUCCEEDED, first?.sessionId],
	]);
	expect(answers.flatMap(response => results(response))[1]).toMatchObject({version: '1.2.3', pid: String(process.pid), time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string});
});

test('ASYNC_EXECUTE in a session gives the message sequence of the Java agent', async () => {
	const {ask, open} = setUp();
	const sessionId = await open();
	const answers = await ask(command('version', {sessionId}));
	expect(answers.map(response => [response.status, ...results(response)])).toEqual([
		[CONTINUOUS, {
			type: 'command', jobId: 1, state: 'SCHEDULED', command: 'version',
		}],
		[CONTINUOUS, {type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INTERRUPT'}],
		[CONTINUOUS],
		[CONTINUOUS, {type: 'version', jobId: 1, version: '1.2.3'}],
		[SUCCEEDED, {type: 'status', jobId: 1, statusCode: 0}],
		[CONTINUOUS, {type: 'input_status', jobId: 0, inputStatus: 'ALLOW_INPUT'}],
	]);
	expect(answers.every(response => response.agentId === 'host-1' && response.sessionId === sessionId && response.message === '')).toBe(true);
	expect(answers[2]?.executeResult).toBeUndefined();
});

test('without a session it gets one for as long as it runs, and nothing follows the end', async () => {
	const {handle, ask, soft} = setUp();
	const running = handle(command('soft'));
	await expect.poll(() => soft.started.length).toBe(1);
	const [{sessionId} = {sessionId: ''}] = running.answers();
	expect(sessionId).toEqual(uuid);
	expect(await ask({action: RequestAction.INTERRUPT_JOB, sessionId})).toMatchObject([{status: SUCCEEDED, sessionId}]);
	await running.done;
	expect(running.answers().slice(3).map(response => [response.status, response.sessionId, ...results(response)])).toEqual([
		[CONTINUOUS, sessionId, {type: 'soft', jobId: 1, data: 'interrupted'}],
		[SUCCEEDED, sessionId, {type: 'status', jobId: 1, statusCode: 0}],
	]);
	expect(await ask(execute('version', {sessionId}))).toMatchObject([{status: FAILED}]);
});

test('a command that fails ends FAILED, with the reason in its status', async () => {
	const {ask} = setUp();
	const answers = await ask(command('help nosuch'));
	const end = answers.find(response => isEnd(response));
	expect(end).toMatchObject({status: FAILED, message: ''});
	expect(end && results(end)).toEqual([{
		type: 'status', jobId: 1, statusCode: -1, message: 'nosuch: command not found',
	}]);
});

test('EXECUTE gives one answer with all results, SUCCEEDED whatever the command said', async () => {
	const {ask} = setUp();
	expect(await ask(execute('version'))).toEqual([{
		agentId: 'host-1', requestId: 'r1', status: SUCCEEDED, message: '', sessionId: uuid, consoleResult: undefined,
		executeResult: {results: [], resultsJson: '[{"type":"version","jobId":1,"version":"1.2.3"},{"type":"status","jobId":1,"statusCode":0}]'},
	}]);
	expect(await ask(execute('help nosuch'))).toMatchObject([{status: SUCCEEDED}]);
});

test('at its time limit EXECUTE answers with what there is', async () => {
	const {ask} = setUp();
	const [answer, ...more] = await ask(execute('soft', {execTimeout: 20}));
	expect(more).toEqual([]);
	expect(answer).toMatchObject({status: INTERRUPTED, message: 'The job is exceeded time limit, force interrupt', sessionId: uuid});
	expect(answer && results(answer)).toEqual([{type: 'soft', jobId: 1, data: 'interrupted'}, {type: 'status', jobId: 1, statusCode: 0}]);
});

test('a command that does not mind the interrupt is answered for, and keeps its session busy', async () => {
	const {handle, ask, open, hard} = setUp();
	const sessionId = await open();
	const running = handle(execute('hard', {execTimeout: 20, sessionId}));
	await expect.poll(() => running.answers(), {timeout: 5000}).toMatchObject([{status: INTERRUPTED}]);
	expect(running.answers().flatMap(response => results(response))).toEqual([]);
	expect(await ask(execute('version', {sessionId}))).toMatchObject([{status: REFUSED}]);
	hard.started[0]?.();
	await running.done;
	expect(await ask(execute('version', {sessionId}))).toMatchObject([{status: SUCCEEDED}]);
});

test('a session runs one job at a time', async () => {
	const {handle, ask, open, hard} = setUp();
	const sessionId = await open();
	const running = handle(command('hard', {sessionId}));
	for (const request of [execute('version', {sessionId}), command('version', {sessionId})]) {
		expect(await ask(request)).toMatchObject([{
			status: REFUSED, message: 'Another job is running.', sessionId, executeResult: undefined,
		}]);
	}

	expect(await ask(execute('version'))).toMatchObject([{status: SUCCEEDED}]);
	hard.started[0]?.();
	await running.done;
	expect(await ask(execute('version', {sessionId}))).toMatchObject([{status: SUCCEEDED}]);
});

test('so many jobs and no more', async () => {
	const {handle, ask, hard} = setUp({jobLimit: 1});
	const running = handle(command('hard'));
	expect(await ask(execute('version'))).toMatchObject([{status: REFUSED, message: 'Another job is running: this host runs 1 at once.'}]);
	hard.started[0]?.();
	await running.done;
	expect(await ask(execute('version'))).toMatchObject([{status: SUCCEEDED}]);
});

test('closing a session interrupts its job and forgets it', async () => {
	const {handle, ask, open} = setUp();
	const sessionId = await open();
	const running = handle(command('soft', {sessionId}));
	expect(await ask({action: RequestAction.CLOSE_SESSION, sessionId})).toMatchObject([{status: SUCCEEDED, sessionId}]);
	await running.done;
	expect(running.answers().some(response => isEnd(response))).toBe(true);
	expect(await ask({action: RequestAction.CLOSE_SESSION, sessionId})).toMatchObject([{
		status: FAILED, message: `process request error: java.lang.Exception: session not found: ${sessionId}`, sessionId: '',
	}]);
});

test('an interrupt with nothing to interrupt succeeds', async () => {
	const {ask, open} = setUp();
	const sessionId = await open();
	expect(await ask({action: RequestAction.INTERRUPT_JOB, sessionId})).toMatchObject([{status: SUCCEEDED, sessionId, executeResult: undefined}]);
});

test.each([
	['an unknown command', execute('nosuch -x'), 'Exec command failed:java.lang.IllegalArgumentException: nosuch: command not found', uuid],
	['an unknown command, asynchronously', command('nosuch'), 'Async exec command failed:java.lang.IllegalArgumentException: nosuch: command not found', uuid],
	['a blank line', execute('  '), 'Exec command failed:java.lang.IllegalArgumentException: the command line is empty', uuid],
	['no parameters', {action: RequestAction.EXECUTE}, 'Exec command failed:java.lang.IllegalArgumentException: the command line is empty', uuid],
	['an unknown session', execute('version', {sessionId: 'nosuch'}), 'process request error: java.lang.Exception: session not found: nosuch', ''],
	['an interrupt without a session', {action: RequestAction.INTERRUPT_JOB}, 'process request error: java.lang.Exception: session is required', ''],
	['a console', {action: RequestAction.OPEN_CONSOLE}, 'open console error: this is a host agent, it has no console; use sync.bash', ''],
	['input for a console', {action: RequestAction.CONSOLE_INPUT}, 'console not found', ''],
	['no action', {action: 0}, 'unsupported action', ''],
	['an action of another protocol', {action: 99 as RequestAction}, 'unsupported action', ''],
])('%s: FAILED, in the words of the Java agent', async (_name, request, message, sessionId) => {
	const {ask} = setUp();
	expect(await ask(request)).toEqual([{
		agentId: 'host-1', requestId: 'r1', status: FAILED, message, sessionId, executeResult: undefined, consoleResult: undefined,
	}]);
});

test('results are protobuf where that was asked for, JSON where nothing was', async () => {
	const {ask} = setUp();
	const [packed] = await ask(execute('version', {resultFormat: ResultFormat.PROTO}));
	const [version, status] = packed?.executeResult?.results ?? [];
	expect(packed?.executeResult?.resultsJson).toBeUndefined();
	expect(version?.type_url).toBe('type.googleapis.com/com.alibaba.arthas.channel.proto.VersionResult');
	expect(VersionResult.decode(version?.value ?? new Uint8Array())).toEqual({type: 'version', version: '1.2.3'});
	expect(StatusResult.decode(status?.value ?? new Uint8Array())).toEqual({type: 'status', statusCode: 0, message: ''});
	const [help] = await ask(execute('help', {resultFormat: ResultFormat.PROTO}));
	expect(help?.executeResult?.results[0]?.type_url).toBe('type.googleapis.com/com.alibaba.arthas.channel.proto.UnknownResult');
	const [plain] = await ask(execute('version', {resultFormat: 0}));
	expect(plain && results(plain)).toHaveLength(2);
});

test('closing the agent interrupts every job', async () => {
	const {handle, handler, soft} = setUp();
	const running = [handle(command('soft')), handle(execute('soft'))];
	await expect.poll(() => soft.started.length).toBe(2);
	handler.close(new Error('closed'));
	await Promise.all(running.map(async ({done}) => done));
});
