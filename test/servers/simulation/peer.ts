import {once} from 'node:events';
import type {IncomingHttpHeaders, IncomingMessage, Server as HttpServer} from 'node:http';
import type {AddressInfo, Server, Socket} from 'node:net';
import {text} from 'node:stream/consumers';

/** A request as a peer received it, for assertions. */
export type ReceivedRequest = {
	readonly method: string;
	/** With the query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
};

/** One listening socket of a peer on 127.0.0.1, with every connection that it took. */
export class Door implements AsyncDisposable {
	readonly sockets = new Set<Socket>();
	/** Connections taken so far. */
	accepted = 0;
	port = 0;
	readonly #server: Server;

	/** `changed` is called when a connection has come or gone. */
	constructor(server: Server | HttpServer, changed: () => void) {
		this.#server = server;
		server.on('connection', (socket: Socket) => {
			this.accepted++;
			this.sockets.add(socket);
			// A peer lives with clients that hang up at any moment.
			socket.on('error', () => undefined);
			socket.once('close', () => {
				this.sockets.delete(socket);
				changed();
			});
			changed();
		});
	}

	/** Listens; after the first time always on the same port, as a restarted server would. */
	async open(): Promise<this> {
		this.#server.listen(this.port, '127.0.0.1');
		await once(this.#server, 'listening');
		this.port = (this.#server.address() as AddressInfo).port;
		return this;
	}

	/** Cuts every connection without a farewell. */
	cut(): void {
		for (const socket of this.sockets) {
			socket.resetAndDestroy();
		}
	}

	/** Takes no further connections; those that are open live on. */
	refuse(): void {
		if (this.#server.listening) {
			this.#server.close();
		}
	}

	/** Refuses connections from now on and cuts those that are open. */
	async shut(): Promise<void> {
		this.cut();
		if (this.#server.listening) {
			const closed = once(this.#server, 'close');
			this.refuse();
			await closed;
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.shut();
	}
}

/** Reads a whole request and notes it down; nothing when the client hung up before its end. */
export async function receive(request: IncomingMessage, into: ReceivedRequest[]): Promise<ReceivedRequest | undefined> {
	try {
		const received = {
			method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: await text(request),
		};
		into.push(received);
		return received;
	} catch {
		return undefined;
	}
}
