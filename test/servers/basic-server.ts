import {once} from 'node:events';
import {createServer, type AddressInfo, type Socket} from 'node:net';
import {createServer as createTlsServer, TLSSocket, type TlsOptions} from 'node:tls';

/** A connection of a BasicAgent, or to one, line by line. */
export type Lines = {
	readonly socket: Socket;
	readonly lines: Array<Record<string, unknown>>;
	send(message: object | string): void;
	/** Resolves with the first line, read already or not, that fits. */
	until(fits: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
	/** Sends a request and waits for its answer. */
	ask(method: string, members?: object): Promise<Record<string, unknown>>;
	readonly closed: Promise<void>;
};

export type BasicServer = AsyncDisposable & {
	readonly port: number;
	readonly connections: Lines[];
	/** The newest connection, once it has said `init`. */
	next(): Promise<Lines>;
};

export type BasicServerOptions = {
	tls?: TlsOptions;
	/** TLS after the answer to `init`, as the document orders it. */
	startTls?: TlsOptions;
	/** What is answered to `init`; nothing where it gives undefined. */
	reply?: (init: Record<string, unknown>) => object | undefined;
	host?: string;
	port?: number;
};

let lastId = 0;

export function follow(socket: Socket): Lines {
	const lines: Array<Record<string, unknown>> = [];
	const waiting = new Set<() => void>();
	let text = '';
	socket.setEncoding('utf8');
	socket.on('data', (chunk: string) => {
		text += chunk;
		const parts = text.split(/\r?\n/);
		text = parts.pop() ?? '';
		lines.push(...parts.filter(part => part !== '').map(part => JSON.parse(part) as Record<string, unknown>));
		for (const look of waiting) {
			look();
		}
	});
	socket.on('error', () => undefined);
	const closed = new Promise<void>(resolve => {
		socket.once('close', () => {
			resolve();
		});
	});
	const self: Lines = {
		socket, lines, closed,
		send(message) {
			socket.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\r\n`);
		},
		until: async fits => new Promise(resolve => {
			const look = () => {
				const found = lines.find(line => fits(line));
				if (found) {
					waiting.delete(look);
					resolve(found);
				}
			};

			waiting.add(look);
			look();
		}),
		async ask(method, members = {}) {
			const id = `q${++lastId}`;
			self.send({id, method, ...members});
			return self.until(line => line['id'] === id && 'resp' in line);
		},
	};
	return self;
}

/** The other end of a BasicAgent, as scripted as it has to be. */
export async function startBasicServer({tls, startTls, reply = () => ({method: 'accept'}), host = '127.0.0.1', port = 0}: BasicServerOptions = {}): Promise<BasicServer> {
	const connections: Lines[] = [];
	const ready: Lines[] = [];
	const waiting: Array<(lines: Lines) => void> = [];
	const sockets = new Set<Socket>();
	const give = (lines: Lines) => {
		const taker = waiting.shift();
		if (taker) {
			taker(lines);
		} else {
			ready.push(lines);
		}
	};

	const take = async (socket: Socket) => {
		const lines = follow(socket);
		connections.push(lines);
		const init = await lines.until(line => line['method'] === 'init');
		const answer = reply(init);
		if (answer) {
			lines.send(answer);
		}

		if (startTls) {
			socket.removeAllListeners('data');
			const secure = new TLSSocket(socket, {isServer: true, ...startTls});
			give(follow(secure));
		} else {
			give(lines);
		}
	};

	const server = tls ? createTlsServer(tls) : createServer();
	server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
		void take(socket);
	});
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
	});
	server.on('tlsClientError', () => undefined);
	server.listen(port, host);
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		connections,
		next: async () => ready.shift() ?? new Promise(resolve => {
			waiting.push(resolve);
		}),
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) {
				socket.destroy();
			}

			server.close();
		},
	};
}
