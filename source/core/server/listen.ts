import {
	createServer as createHttpServer, STATUS_CODES, type IncomingMessage, type RequestListener, type Server,
} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {RequestFailure} from './failure.js';
import {failureAnswer, ownHeaders} from './http/reply.js';
import type {Address, TlsFiles} from './options.js';
import {portError} from './port-error.js';

export type Door = {address: Address; shutdown(): Promise<void>};

export type ListenOptions = {
	host: string;
	port: number;
	/** The flag that sets the port. */
	flag: string;
	tls: TlsFiles | undefined;
	upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => Promise<void>;
	/** At a time; 1,000 unless given. */
	connections?: number | undefined;
};

const connectionLimit = 1000;
/** Those who have been told the end get so long to take it. */
const farewellMs = 300;

/** Opens an HTTP server whose upgrades go to `upgrade`; the console door is one with nothing else. */
export async function listen({host, port, flag, tls, upgrade, connections = connectionLimit}: ListenOptions, listener: RequestListener): Promise<Door> {
	const limits = {
		// An id of 4 kB takes three times that when it is percent-encoded.
		maxHeaderSize: 16 << 10, keepAlive: true, keepAliveTimeout: 30_000, headersTimeout: 20_000, requestTimeout: 60_000,
	};
	const server = tls ? createHttpsServer({...limits, ...tls}, listener) : createHttpServer(limits, listener);
	server.maxConnections = connections;
	server.on('upgrade', (request, socket, head) => {
		void upgrade(request, socket, head);
	});
	server.on('clientError', refuseNonsense);
	await new Promise<void>((resolve, reject) => {
		server.once('error', error => {
			reject(portError({host, port}, flag, error));
		});
		server.listen(port, host, resolve);
	});
	const bound = server.address() as AddressInfo;
	return {
		address: {host: bound.address, port: bound.port},
		shutdown: async () => shutdown(server),
	};
}

const statuses: Readonly<Record<string, number>> = {HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408};

/** Another protocol, a request line without an end, headers that are too large or too slow. */
function refuseNonsense(error: NodeJS.ErrnoException, socket: Duplex): void {
	if (!socket.writable || error.code === 'ECONNRESET') {
		socket.destroy();
		return;
	}

	const status = statuses[error.code ?? ''] ?? 400;
	endWith(socket, new RequestFailure({status, ran: 'no', message: status === 400 ? 'this is no HTTP/1.1 request' : ''}), '');
}

/** An HTTP answer where there is no `ServerResponse`. */
export function endWith(socket: Duplex, failure: unknown, path: string): void {
	const {status, headers, body} = failureAnswer(failure, path);
	const lines = Object.entries({
		...ownHeaders(), 'content-type': 'application/json', 'content-length': String(new TextEncoder().encode(body).length), ...headers, connection: 'close',
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

async function shutdown(server: Server): Promise<void> {
	const closed = new Promise<void>(resolve => {
		server.close(() => {
			resolve();
		});
	});
	server.closeIdleConnections();
	const sweeper = setInterval(() => {
		server.closeIdleConnections();
	}, 20);
	const cutter = setTimeout(() => {
		server.closeAllConnections();
	}, farewellMs);
	await closed;
	clearInterval(sweeper);
	clearTimeout(cutter);
}
