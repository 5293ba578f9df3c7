import {Buffer} from 'node:buffer';
import {createServer as createHttp, type RequestListener, type ServerResponse} from 'node:http';
import {createServer as createHttp2} from 'node:http2';
import {createServer as createHttps} from 'node:https';
import {createServer as createTcp} from 'node:net';
import {createServer as createTls} from 'node:tls';
import {type Certificate, makeCertificate} from './odd-peers/certificate.js';
import {type OddPeer, startPeer} from './odd-peers/peer.js';
import type {Clock} from './simulation/clock.js';
import {fixture} from './simulation/fixture.js';
import {at} from './simulation/json-text.js';
import {receive, type ReceivedRequest} from './simulation/peer.js';

export {type Certificate, makeCertificate} from './odd-peers/certificate.js';
export type {OddPeer} from './odd-peers/peer.js';

export type TlsPeer = OddPeer & {readonly certificate: Certificate};

/** A login page on every path; with `redirects` it lies behind a 302 to `/login`. */
export async function startLoginPage({redirects = false}: {redirects?: boolean} = {}): Promise<OddPeer> {
	return startHttp((request, response) => {
		if (redirects && request.url !== '/login') {
			response.writeHead(302, {Location: '/login'}).end();
		} else {
			response.writeHead(200, {'Content-Type': 'text/html;charset=UTF-8'}).end(loginPage);
		}
	});
}

/** What a proxy says whose server is gone. */
export async function startBadGateway(): Promise<OddPeer> {
	const body = '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
	return startHttp((_, response) => {
		response.writeHead(502, {Server: 'nginx', 'Content-Type': 'text/html'}).end(body);
	});
}

/** Takes connections, reads, and says nothing. */
export async function startSilence(): Promise<OddPeer> {
	return startPeer(() => createTcp(socket => {
		socket.resume();
	}));
}

/** One byte every `everyMs` (default 1 s): of the body after a whole head, or from the status line on. */
export async function startDrip({everyMs = 1000, from = 'body'}: {everyMs?: number; from?: 'status-line' | 'body'} = {}): Promise<OddPeer> {
	return startPeer(({clock, sent}) => createTcp(socket => {
		socket.once('data', () => {
			const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n';
			const slow = `${from === 'body' ? '' : head}[${' '.repeat(1_000_000)}`;
			socket.write(from === 'body' ? head : '');
			let index = 0;
			const stop = clock.repeat(everyMs, () => {
				socket.write(slow.charAt(index));
				index++;
				sent(1);
			});
			socket.once('close', stop);
		});
		socket.resume();
	}));
}

export type Endless = 'json' | 'sse' | 'sse-line' | 'header';

/** An answer without an end, as fast as it is read: a JSON array, events, one event of one line, or a header. */
export async function startEndless(kind: Endless): Promise<OddPeer> {
	const event = `data:${JSON.stringify({agentId: 'mg1', requestId: 'Endless00001', status: 'CONTINUOUS'})}\n\n`;
	const parts: Readonly<Record<Endless, [string, string]>> = {
		json: ['Content-Type: application/json\r\n\r\n[', `{"agentId":"${'x'.repeat(1000)}"},`],
		sse: ['Content-Type: text/event-stream\r\n\r\n', event.repeat(10)],
		'sse-line': ['Content-Type: text/event-stream\r\n\r\ndata:"', 'x'.repeat(1000)],
		header: ['X-Endless: ', 'x'.repeat(1000)],
	};
	const [start, rest] = parts[kind];
	return startPeer(({clock, sent}) => createTcp(socket => {
		socket.once('data', () => {
			socket.write(`HTTP/1.1 200 OK\r\n${start}`);
			const more = () => {
				if (socket.destroyed) {
					return;
				}

				sent(rest.length);
				if (socket.write(rest)) {
					clock.soon(more);
				} else {
					socket.once('drain', more);
				}
			};

			more();
		});
		socket.resume();
	}));
}

/** A server over TLS that answers `[]`, with a certificate that nobody vouches for or that ended yesterday. */
export async function startTls(kind: 'self-signed' | 'expired'): Promise<TlsPeer> {
	const day = 86_400_000;
	const to = new Date(Date.now() + (kind === 'expired' ? -day : day));
	const certificate = makeCertificate({from: new Date(Date.now() - (2 * day)), to});
	const peer = await startPeer(({requests}) => createHttps(certificate, noted(requests, (_, response) => {
		response.writeHead(200, {'Content-Type': 'application/json'}).end('[]');
	})), 'https');
	return Object.assign(peer, {certificate});
}

/** TLS that has no certificate to show, so that nothing can be agreed on. */
export async function startBareTls(): Promise<OddPeer> {
	return startPeer(() => createTls(socket => {
		socket.resume();
	}), 'https');
}

/** JSON that stops half-way: as a whole HTTP answer, or because the connection ends before the announced length. */
export async function startTruncatedJson({how = 'text'}: {how?: 'text' | 'connection'} = {}): Promise<OddPeer> {
	return startHttp((request, response) => {
		const whole = shaped(request.url ?? '', '"truncated"');
		const half = whole.slice(0, whole.length / 2);
		response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': how === 'text' ? half.length : whole.length});
		response.write(half, () => {
			if (how === 'connection') {
				response.destroy();
			}
		});
		if (how === 'text') {
			response.end();
		}
	});
}

/** JSON with lists in lists, by default 100,000 deep, at a place where the client expects a value. */
export async function startNestedJson(levels = 100_000): Promise<OddPeer> {
	return startHttp((request, response) => {
		response.writeHead(200, {'Content-Type': 'application/json'}).end(shaped(request.url ?? '', '['.repeat(levels) + ']'.repeat(levels)));
	});
}

/** Valid JSON that holds one text of so many bytes; it is sent as fast as it is read. */
export async function startHugeJson(bytes: number): Promise<OddPeer> {
	return startPeer(({clock, requests, sent}) => createHttp(noted(requests, (request, response) => {
		const [before = '', after = ''] = shaped(request.url ?? '', '"<>"').split('<>');
		response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': before.length + bytes + after.length});
		response.write(before);
		sendMuch({
			response, bytes, clock, sent,
		}, () => {
			response.end(after);
		});
	})));
}

/** Good answers to somebody else's requests: other request ids, another session. */
export async function startForeignAnswers(): Promise<OddPeer> {
	return startHttp((request, response) => {
		const path = request.url ?? '';
		const json = (body: string) => {
			response.writeHead(200, {'Content-Type': 'application/json'}).end(body);
		};

		if (path.startsWith('/agents')) {
			json(fixture('channel-server/agents.json'));
		} else if (path.startsWith('/api')) {
			json(at(fixture('arthas-http-api/http-ok-headers.json'), 'response'));
		} else if (path.includes('/sse_')) {
			const events = fixture('channel-server/sse-version.raw.http').split('\r\n').filter(line => line.startsWith('{'));
			response.writeHead(200, {'Content-Type': 'text/event-stream'}).end(events.map(event => `data:${event}\n\n`).join(''));
		} else {
			json(fixture('channel-server/exec-version.json'));
		}
	});
}

/** A port that speaks HTTP/2 without TLS and nothing else, as gRPC does; it knows no method. */
export async function startGrpcOnly(): Promise<OddPeer> {
	return startPeer(() => createHttp2().on('stream', stream => {
		stream.respond({
			':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12', 'grpc-message': 'unknown method',
		}, {endStream: true});
	}));
}

const loginForm = '<form method="post" action="/login"><input name="username"><input name="password" type="password"><button>Sign in</button></form>';
const loginPage = `<!DOCTYPE html>\n<html lang="en"><head><title>Please sign in</title></head><body>${loginForm}</body></html>\n`;

/** Puts a JSON value where a client of that path expects one: an agent, a result of the API, a result of a channel agent. */
function shaped(url: string, value: string): string {
	if (url.startsWith('/agents')) {
		return `[{"agentId":"mg1","agentStatus":"IN_SERVICE","desc":${value}}]`;
	}

	if (url.startsWith('/api')) {
		return `{"body":{"results":[{"jobId":1,"type":"odd","value":${value}}]},"state":"SUCCEEDED"}`;
	}

	const results = JSON.stringify(`[{"jobId":1,"type":"odd","value":${value}}]`);
	return `{"agentId":"mg1","requestId":"Odd000000001","status":"SUCCEEDED","executeResult":{"resultsJson":${results}}}`;
}

function sendMuch({response, bytes, clock, sent}: {response: ServerResponse; bytes: number; clock: Clock; sent: (count: number) => void}, done: () => void): void {
	const chunk = Buffer.alloc(65_536, 'x');
	let left = bytes;
	const more = () => {
		if (response.destroyed) {
			return;
		}

		if (left === 0) {
			done();
			return;
		}

		const part = chunk.subarray(0, left);
		left -= part.length;
		sent(part.length);
		if (response.write(part)) {
			clock.soon(more);
		} else {
			response.once('drain', more);
		}
	};

	more();
}

async function startHttp(answer: RequestListener): Promise<OddPeer> {
	return startPeer(({requests}) => createHttp(noted(requests, answer)));
}

/** Answers when the request has come in whole. */
function noted(requests: ReceivedRequest[], answer: RequestListener): RequestListener {
	return async (request, response) => {
		if (await receive(request, requests)) {
			answer(request, response);
		}
	};
}
