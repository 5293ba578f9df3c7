import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export type RawServer = AsyncDisposable & {
	readonly endpoint: string;
	/** The calls that came, as method, last words of the path, and what they ask for. */
	readonly calls: string[];
	/** The headers of the newest call. */
	readonly headers: IncomingMessage['headers'];
};

export type RawOptions = {
	isOurs?: boolean;
	/** Age of the agent's last heartbeat, ms; 0 unless given. */
	beatAge?: () => number;
	/** Beside the list of agents, and what opens and closes sessions. */
	on?: Record<string, Handler>;
};

/** A channel server that says what a test makes it say, byte by byte where that matters. */
export async function startRawServer({isOurs = false, beatAge = () => 0, on = {}}: RawOptions = {}): Promise<RawServer> {
	const calls: string[] = [];
	const seen: {headers: IncomingMessage['headers']} = {headers: {}};
	const handlers: Record<string, Handler> = {
		agents(_request, response) {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify([{
				agentId: 'mg1', agentStatus: 'IN_SERVICE', agentVersion: '3.5.6', channelFeatures: ['ExecuteCommand'],
				heartbeatTime: Date.now() - beatAge(), createdTime: 1, modifiedTime: 1,
			}]));
		},
		exec(_request, response) {
			response.end(message({status: 'CONTINUOUS', sessionId: 's1', requestId: 'init'}));
		},
		interrupt_job: succeed,
		close_session: succeed,
		...on,
	};
	const server = createServer((request, response) => {
		const [, first = '', , action] = (request.url ?? '').split('?', 1)[0]!.split('/');
		let body = '';
		request.on('data', (chunk: Uint8Array) => {
			body += chunk.toString();
		});
		request.on('end', () => {
			const name = action ?? first;
			const command = /"(?:commandLine|action)":"(?<what>[^"]+)"/gu.exec(body)?.groups?.['what'];
			calls.push(`${request.method} ${name}${command ? ` ${/"commandLine":"(?<line>[^"]+)"/u.exec(body)?.groups?.['line'] ?? command}` : ''}`);
			seen.headers = request.headers;
			if (isOurs) {
				response.setHeader('arthas-tui', '1');
			}

			(handlers[name] ?? notFound)(request, response, body);
		});
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		endpoint: `channel+http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		get headers() {
			return seen.headers;
		},
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise(resolve => {
				server.close(resolve);
			});
		},
	};
}

type Fields = {status?: string; requestId?: string; sessionId?: string; message?: string; results?: unknown[]; resultsJson?: string};

/** A message of the job `r1`, as JSON. */
export function message({results, resultsJson, ...fields}: Fields): string {
	const json = resultsJson ?? (results && JSON.stringify(results));
	return JSON.stringify({
		agentId: 'mg1', requestId: 'r1', status: 'CONTINUOUS', sessionId: 's1', ...fields, ...(json !== undefined && {executeResult: {resultsJson: json}}),
	});
}

export const scheduled = message({results: [{type: 'command', state: 'SCHEDULED', jobId: 1}]});
export const watched = (value: number) => message({results: [{type: 'watch', value, jobId: 1}]});
export const terminal = message({status: 'SUCCEEDED', results: [{type: 'status', statusCode: 0, jobId: 1}]});

/** Answers with server-sent events; it goes on or ends as the test wants. */
export function events(response: ServerResponse, texts: string[], {end = true, ids}: {end?: boolean; ids?: string[]} = {}): void {
	if (!response.headersSent) {
		response.setHeader('content-type', 'text/event-stream');
	}

	for (const [index, text] of texts.entries()) {
		response.write(`${ids ? `id:${ids[index]}\n` : ''}data:${text}\n\n`);
	}

	if (end) {
		response.end();
	}
}

export function fail(status: number, body: Record<string, unknown> | string = '', type = 'application/json'): Handler {
	return (request, response) => {
		response.writeHead(status, {'content-type': type});
		response.end(typeof body === 'string'
			? body
			: JSON.stringify({
				timestamp: '2026-11-21T13:54:53.827+00:00', status, error: 'x', path: request.url, ...body,
			}));
	};
}

const succeed: Handler = (_request, response) => {
	response.end(message({status: 'SUCCEEDED', requestId: 'c1'}));
};

const notFound: Handler = fail(404, {});
