import {
	createServer, type IncomingMessage, type Server, type ServerResponse,
} from 'node:http';
import type {Socket} from 'node:net';
import {receive, type ReceivedRequest} from '../simulation/peer.js';
import type {ApiActions} from './actions.js';
import {
	CyclicData, type Envelope, printEnvelope, readBody, UnreadableBody,
} from './envelope.js';
import type {Login} from './login.js';
import type {Workers} from './workers.js';

export type ApiDoor = {
	readonly actions: ApiActions;
	readonly login: Login;
	readonly workers: Workers;
	readonly requests: ReceivedRequest[];
	/** The sockets of requests that have no answer yet. */
	readonly waiting: Set<Socket>;
};

const largestBody = 10 * 1024 * 1024;
const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

/** The HTTP side of an agent: `/api`, a page, and nothing else. Every answer closes its connection. */
export function apiHttp(door: ApiDoor): Server {
	const server = createServer(async (request, response) => {
		const {socket} = request;
		door.waiting.add(socket);
		response.once('close', () => {
			door.waiting.delete(socket);
			door.actions.moments.notify();
		});
		const received = await receive(request, door.requests);
		door.actions.moments.notify();
		if (received) {
			await door.workers.run(socket, async () => answer(door, request, response, received.body));
		}
	});
	server.on('connection', socket => {
		door.workers.assign(socket);
	});
	return server;
}

async function answer(door: ApiDoor, request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
	const cookie = door.login.admit(request);
	if (cookie === undefined) {
		refuse(response);
		return;
	}

	const [path] = (request.url ?? '').split('?', 1);
	const end = (status: number, type: string, text: string) => {
		door.waiting.delete(request.socket);
		send(response, {
			status, type, text, cookie,
		});
	};

	if (body.length > largestBody) {
		end(413, 'text/plain', '');
	} else if (path === '/') {
		end(200, html, '<!DOCTYPE html><html><head><title>Arthas Console</title></head><body></body></html>');
	} else if (path === '/api') {
		try {
			end(200, json, await callApi(door.actions, request.method ?? '', body));
		} catch (error) {
			if (!(error instanceof CyclicData)) {
				throw error;
			}

			end(500, html, 'Server error');
		}
	} else {
		end(404, html, 'Not found');
	}
}

async function callApi(actions: ApiActions, method: string, body: string): Promise<string> {
	if (method !== 'POST') {
		return printEnvelope({state: 'REFUSED', message: `Unsupported http method: ${method}`}, undefined);
	}

	let envelope: Envelope;
	let requestId: string | undefined;
	try {
		const request = readBody(body);
		requestId = request.requestId;
		envelope = await actions.handle(request);
	} catch (error) {
		if (!(error instanceof UnreadableBody)) {
			throw error;
		}

		envelope = {state: 'FAILED', message: `Process request error: ${error.message}`};
	}

	return printEnvelope(envelope, actions.foreign.take() ? 'foreign' : requestId);
}

/** Header names come in lower case, and there is no date. */
function send(response: ServerResponse, {status, type, text, cookie}: {status: number; type: string; text: string; cookie: string}): void {
	response.sendDate = false;
	response.writeHead(status, {
		'content-type': type, connection: 'close', 'content-length': new TextEncoder().encode(text).length, 'set-cookie': `asession=${cookie}`,
	});
	response.end(text);
}

/** The connection is closed without a header that says so. */
function refuse(response: ServerResponse): void {
	response.sendDate = false;
	response.shouldKeepAlive = false;
	response.removeHeader('connection');
	response.writeHead(401, {'www-authenticate': 'Basic realm="arthas webconsole"', 'content-type': 'text/plain', 'content-length': 0});
	response.end();
}
