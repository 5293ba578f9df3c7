import {Buffer} from 'node:buffer';
import {once} from 'node:events';
import {request as startRequest, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {setImmediate} from 'node:timers/promises';
import {
	startServer, type ChannelServer, type ServerOptions, type StoredAgent,
} from '../../../source/core/server/index.js';
import type {Topic} from '../../../source/core/server/store.js';
import {SseReader, type SseEvent} from '../../../source/core/protocol/sse.js';
import {startScriptedAgent, type ScriptedAgent, type ScriptedAgentOptions} from '../../servers/scripted-agent.js';

/** A server on free ports of 127.0.0.1. */
export async function startTestServer(options: ServerOptions = {}): Promise<ChannelServer> {
	return startServer({
		httpPort: 0, wsPort: 0, grpcPort: 0, ...options,
	});
}

export const addressOf = ({host, port}: {host: string; port: number}) => `${host}:${port}`;

/** A scripted agent of a server, connected unless told otherwise. */
export async function join(server: ChannelServer, options: Omit<ScriptedAgentOptions, 'server'> = {}): Promise<ScriptedAgent> {
	return startScriptedAgent({server: addressOf(server.grpc), ...options});
}

export type Answer = {status: number; headers: IncomingMessage['headers']; text: string; json: Record<string, unknown>};
export type Call = {method?: string; body?: string | Uint8Array; headers?: Record<string, string>};

/** One request on a connection of its own; the path goes out as it is. */
export async function call(server: ChannelServer, path: string, {method = 'GET', body, headers = {}}: Call = {}): Promise<Answer> {
	const response = await open(server, path, {method, ...(body !== undefined && {body}), headers});
	const answer = await text(response);
	return {
		status: response.statusCode ?? 0, headers: response.headers, text: answer, json: parse(answer),
	};
}

export async function post(server: ChannelServer, path: string, body: object | string, headers: Record<string, string> = {}): Promise<Answer> {
	return call(server, path, {method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: {'content-type': 'application/json', ...headers}});
}

async function open({http}: Pick<ChannelServer, 'http'>, path: string, {method = 'GET', body, headers = {}}: Call): Promise<IncomingMessage> {
	const request = startRequest({
		...http, path, method, agent: false, headers: {...headers, ...(body !== undefined && {'content-length': String(Buffer.byteLength(body))})},
	});
	request.end(body);
	const [response] = await once(request, 'response') as [IncomingMessage];
	// A server may answer and hang up while the body is still on its way.
	request.on('error', () => undefined);
	return response;
}

function parse(answer: string): Record<string, unknown> {
	try {
		return JSON.parse(answer) as Record<string, unknown>;
	} catch {
		return {};
	}
}

export const command = (action: string, commandLine: string, more: Record<string, unknown> = {}) => ({
	action, executeParams: {commandLine, execTimeout: 10_000, resultFormat: 'JSON'}, ...more,
});

export type Message = {
	agentId: string;
	requestId: string;
	status: string;
	sessionId?: string;
	message?: string;
	executeResult?: {resultsJson: string};
	consoleResult?: {results?: Array<{dataBytes: string}>; consoleId?: string};
};

/** An event stream that is being read. */
export type EventStream = AsyncDisposable & {
	readonly response: IncomingMessage;
	readonly events: SseEvent[];
	/** Comments included. */
	readonly raw: string;
	/** Resolves when the events fit; rejects when the stream ends before they do. */
	until(fits: (events: SseEvent[]) => boolean): Promise<SseEvent[]>;
	/** All events, when the server has ended the stream. */
	all(): Promise<SseEvent[]>;
};

/** Opens an event stream; `extended` asks for what only this server has. */
export async function openEvents(server: Pick<ChannelServer, 'http'>, path: string, {extended = true, headers = {}, ...call}: Call & {extended?: boolean} = {}): Promise<EventStream> {
	const response = await open(server, path, {...call, headers: {...(extended && {'arthas-tui': '1'}), 'content-type': 'application/json', ...headers}});
	if (response.statusCode !== 200) {
		throw new Error(`${path} answered ${response.statusCode}: ${await text(response)}`);
	}

	const reader = new SseReader();
	const events: SseEvent[] = [];
	const checks = new Set<() => void>();
	let raw = '';
	let isEnded = false;
	const check = () => {
		for (const one of checks) {
			one();
		}
	};

	response.on('data', (chunk: Uint8Array) => {
		raw += Buffer.from(chunk).toString('utf8');
		events.push(...reader.push(chunk));
		check();
	});
	response.on('error', () => undefined);
	response.on('close', () => {
		isEnded = true;
		check();
	});
	const wait = async (isReached: () => boolean, name: string) => new Promise<SseEvent[]>((resolve, reject) => {
		const one = () => {
			if (isReached()) {
				checks.delete(one);
				resolve(events);
			} else if (isEnded) {
				reject(new Error(`the stream ended before ${name}: ${raw.slice(-500)}`));
			}
		};

		checks.add(one);
		one();
	});
	return {
		response,
		events,
		get raw() {
			return raw;
		},
		until: async fits => wait(() => fits(events), fits.toString()),
		all: async () => wait(() => isEnded, 'its end'),
		async [Symbol.asyncDispose]() {
			response.destroy();
		},
	};
}

type JobOptions = {query?: string; agentId?: string; headers?: Record<string, string>; extended?: boolean};

export async function startJob(server: ChannelServer, commandLine: string, {query = '', agentId = 'mg1', headers = {}, extended = true}: JobOptions = {}): Promise<EventStream> {
	return openEvents(server, `/agent/${agentId}/sse_async_exec${query}`, {
		method: 'POST', body: JSON.stringify(command('ASYNC_EXECUTE', commandLine)), headers, extended,
	});
}

/** The messages of a stream, without gaps and ends. */
export const messages = (events: readonly SseEvent[]) => events.filter(({event, data}) => event === undefined && data !== '').map(({data}) => JSON.parse(data) as Message);

type Numbered = {type: string; value?: number};

/** The numbers of the numbered results that have come. */
export const numbers = (events: readonly SseEvent[]) => messages(events)
	.flatMap(({executeResult}) => JSON.parse(executeResult?.resultsJson ?? '[]') as Numbered[])
	.filter(({type}) => type === 'watch')
	.map(({value}) => value ?? 0);

export const gaps = (events: readonly SseEvent[]) => events.filter(({event}) => event === 'gap').map(({data}) => (JSON.parse(data) as {gap: Record<string, unknown>}).gap);

export const ends = (events: readonly SseEvent[]) => events.filter(({event}) => event === 'end').map(({data}) => JSON.parse(data) as {state: string; lost: number | null});

/** Resolves with an agent as soon as the server's record of it fits. */
export async function untilAgent({store}: Pick<ChannelServer, 'store'>, agentId: string, fits: (agent: StoredAgent | undefined) => boolean): Promise<StoredAgent | undefined> {
	const now = await store.agents.get(agentId);
	if (fits(now)) {
		return now;
	}

	return new Promise(resolve => {
		const unsubscribe = store.agents.subscribe(({kind, agent}) => {
			const current = kind === 'put' ? agent : undefined;
			if (agent.agentId === agentId && fits(current)) {
				unsubscribe();
				resolve(current);
			}
		});
	});
}

/** Resolves when the server's record of a request fits; looked at after each turn of the loop, since topics tell only their readers. */
export async function untilTopic({store}: Pick<ChannelServer, 'store'>, requestId: string, fits: (topic: Topic | undefined) => boolean, agentId = 'mg1'): Promise<void> {
	while (!fits(await store.responses.get(agentId, requestId))) {
		await setImmediate();
	}
}

export async function closeAll(things: AsyncDisposable[]): Promise<void> {
	for (const one of things.splice(0).toReversed()) {
		await one[Symbol.asyncDispose]();
	}
}
