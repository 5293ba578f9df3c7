import {randomBytes} from 'node:crypto';
import {
	createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse,
} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {ArthasError} from '../error.js';
import type {Access} from './access.js';
import type {Exchange} from './exchange.js';
import {RequestFailure} from './failure.js';
import {agentRoute, listAgents} from './http/agent-routes.js';
import {legacyRoute} from './http/legacy-route.js';
import {reply, replyFailure} from './http/reply.js';
import type {RouteContext} from './http/route.js';
import type {Address, TlsFiles} from './options.js';
import type {Store} from './store.js';

export type HttpDoor = {address: Address; server: Server; shutdown(): Promise<void>};

export type HttpDoorOptions = {
	host: string;
	port: number;
	tls: TlsFiles | undefined;
	store: Store;
	exchange: Exchange;
	access: Access;
	readOnly: boolean;
	upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => void;
};

/** The operator's door: JSON over HTTP/1.1, with consoles by upgrade. */
export async function openHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
	const {store, exchange, access, readOnly} = options;
	const boot = randomBytes(4).toString('hex');
	return listen(options, (request, response) => {
		void answer(request, response, {
			store, exchange, access, readOnly, boot,
		});
	}, '--http-port');
}

/** Opens an HTTP server whose upgrades go to `upgrade`; the console door is one with nothing else. */
export async function listen(options: Pick<HttpDoorOptions, 'host' | 'port' | 'tls' | 'upgrade'>, listener: RequestListener, flag: string): Promise<HttpDoor> {
	const {host, port, tls, upgrade} = options;
	const limits = {
		maxHeaderSize: 8192 * 2, keepAlive: true, requestTimeout: 0, headersTimeout: 20_000,
	};
	const server = tls ? createHttpsServer({...limits, ...tls}, listener) : createHttpServer(limits, listener);
	server.maxConnections = 1000;
	server.on('upgrade', upgrade);
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(new ArthasError('ERR_CONNECT_PORT', `cannot listen on ${host}:${port}: ${error.code === 'EADDRINUSE' ? 'the port is taken' : error.message}`, {
				hint: `choose another with ${flag}, or 0 for any free one`,
				cause: error,
			}));
		});
		server.listen(port, host, resolve);
	});
	const bound = server.address() as AddressInfo;
	return {
		address: {host: bound.address, port: bound.port},
		server,
		async shutdown() {
			const closed = new Promise<void>(resolve => {
				server.close(() => {
					resolve();
				});
			});
			server.closeIdleConnections();
			// Readers have been given their end; those who don't take it are cut.
			const cut = setTimeout(() => {
				server.closeAllConnections();
			}, 300);
			await closed;
			clearTimeout(cut);
		},
	};
}

type Parts = Pick<RouteContext, 'store' | 'exchange' | 'boot' | 'readOnly'> & {access: Access};

async function answer(request: IncomingMessage, response: ServerResponse, {access, ...parts}: Parts): Promise<void> {
	const url = URL.parse(request.url ?? '/', 'http://localhost') ?? new URL('http://localhost/');
	response.on('error', () => undefined);
	try {
		const user = access.enter(request);
		const context: RouteContext = {
			...parts,
			request,
			response,
			user,
			path: url.pathname,
			parts: url.pathname.split('/').slice(1).map(part => decode(part)),
			query: url.searchParams,
			extended: url.searchParams.get('ext') === '1' || request.headers['arthas-tui'] === '1',
		};
		await route(context);
	} catch (error) {
		if (!response.headersSent) {
			replyFailure(response, error, url.pathname);
		}
	}
}

async function route(context: RouteContext): Promise<void> {
	const [first, id, action, last, ...rest] = context.parts;
	if (first === 'agents' && id === undefined) {
		await listAgents(context);
	} else if (first === 'agent' && id !== undefined && rest.length === 0) {
		await agentRoute(context, id, action, last);
	} else if (first === 'legacy_api' && action === undefined) {
		await legacyRoute(context, id);
	} else if (first === '' && context.parts.length === 1) {
		reply(context.response, 200, 'text/plain;charset=utf-8', 'arthas-tui channel server. GET /agents lists the agents; consoles are at /ws?method=connectArthas&id=AGENT\n');
	} else {
		throw new RequestFailure({status: 404, message: ''});
	}
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
