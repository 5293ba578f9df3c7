import {Buffer} from 'node:buffer';
import {
	createServer, type IncomingMessage, type Server, type ServerResponse,
} from 'node:http';
import {receive, type ReceivedRequest} from '../simulation/peer.js';
import {bootBody, fail, send} from './answer.js';
import type {ChannelCore} from './core.js';
import {endpoints} from './endpoints.js';
import {answerLegacy} from './legacy.js';

/** The HTTP door of the Java channel server 3.5.6 (port 8800). */
export function channelHttp(core: ChannelCore, requests: ReceivedRequest[]): Server {
	return createServer(async (request, response) => {
		const received = await receive(request, requests);
		core.moments.notify();
		if (received && login(core, request, response)) {
			await route(core, request, response, received.body);
			core.moments.notify();
		}
	});
}

const cookie = 'JSESSIONID=07BCD5631DF8F33F156D2C0122E2CB52; Path=/; HttpOnly';

/** With a login every path wants it, and every answer sets a cookie. */
function login({script: {auth}}: ChannelCore, request: IncomingMessage, response: ServerResponse): boolean {
	if (!auth) {
		return true;
	}

	const {authorization} = request.headers;
	if (authorization === `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`) {
		response.setHeader('Set-Cookie', cookie);
		return true;
	}

	send(request, response, {
		status: 401,
		headers: [['Set-Cookie', cookie], ['WWW-Authenticate', 'Basic realm="Realm"']],
		// Wrong credentials are answered without a body.
		...(authorization === undefined && {body: bootBody(401, request.url ?? '')}),
	});
	return false;
}

async function route(core: ChannelCore, request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
	const [path = '', query] = (request.url ?? '').split('?', 2);
	if (request.method === 'OPTIONS' && request.headers.origin !== undefined) {
		response.writeHead(403, '').end('Invalid CORS request');
		return;
	}

	if (path === '/') {
		send(request, response, {status: 200, contentType: 'text/html;charset=UTF-8', body: '<!DOCTYPE html><html><head><title>Arthas Console</title></head><body></body></html>'});
		return;
	}

	if (path === '/agents') {
		send(request, response, {status: 200, body: JSON.stringify(core.list().map(agent => agent.describe()))});
		return;
	}

	const parts = decode(path);
	if (!parts) {
		response.writeHead(400, '').end();
		return;
	}

	if (parts[0] === 'legacy_api' && parts.length <= 2) {
		await answerLegacy(core, request, response, {body, agentId: parts[1]});
		return;
	}

	const [, agentId = '', name = '', id = ''] = parts;
	const endpoint = parts[0] === 'agent' && parts.length > 1 ? endpoints[parts.length > 3 ? `${name}/` : name] : undefined;
	if (!endpoint) {
		fail(request, response, 404);
	} else if (endpoint.method !== undefined && endpoint.method !== request.method) {
		fail(request, response, 405);
	} else if (endpoint.method === 'POST' && body === '') {
		fail(request, response, 400);
	} else if (endpoint.known && !core.agents.has(agentId)) {
		fail(request, response, 404);
	} else {
		await endpoint.answer({
			core, request, response, body, query: new URLSearchParams(query), agentId, requestId: id, sessionId: id,
		});
	}
}

/** The decoded parts of a path; Tomcat refuses what can't be decoded, and slashes inside a part. */
function decode(path: string): string[] | undefined {
	try {
		return /%2f/i.test(path) ? undefined : path.split('/').slice(1).map(part => decodeURIComponent(part));
	} catch {
		return undefined;
	}
}
