import {
	connect, createServer, type AddressInfo, type Server, type Socket,
} from 'node:net';

/** A wire that a test can cut: everything goes to another port of this machine and back. */
export type Relay = AsyncDisposable & {
	readonly port: number;
	/** Connections that are open now. */
	readonly connections: number;
	/** Breaks all connections and takes no new ones. */
	cut(): Promise<void>;
	restore(): Promise<void>;
	/** Lets nothing through any more, and breaks nothing: a frozen peer, a cable that was pulled. */
	freeze(): void;
	/** Lets through what was held back, and all that comes. */
	thaw(): void;
};

export async function startRelay(targetPort: number): Promise<Relay> {
	const sockets = new Set<Socket>();
	let server: Server | undefined;
	let port = 0;
	let isFrozen = false;
	const hold = (socket: Socket) => {
		if (isFrozen) {
			socket.pause();
		}
	};

	const link = (from: Socket, to: Socket) => {
		sockets.add(from);
		from.on('data', chunk => {
			to.write(chunk);
			hold(from);
		});
		from.on('error', () => undefined);
		from.once('close', () => {
			sockets.delete(from);
			to.destroy();
		});
		hold(from);
	};

	const open = async () => {
		const opened = createServer(socket => {
			const target = connect(targetPort, '127.0.0.1');
			link(socket, target);
			link(target, socket);
		});
		await new Promise<void>(resolve => {
			opened.listen(port, '127.0.0.1', resolve);
		});
		({port} = opened.address() as AddressInfo);
		server = opened;
	};

	const cut = async () => {
		const closed = server;
		server = undefined;
		for (const socket of sockets) {
			socket.resetAndDestroy();
		}

		await new Promise<void>(resolve => {
			if (closed) {
				closed.close(() => {
					resolve();
				});
			} else {
				resolve();
			}
		});
	};

	await open();
	return {
		get port() {
			return port;
		},
		get connections() {
			return sockets.size / 2;
		},
		cut,
		restore: open,
		freeze() {
			isFrozen = true;
		},
		thaw() {
			isFrozen = false;
			for (const socket of sockets) {
				socket.resume();
			}
		},
		async [Symbol.asyncDispose]() {
			isFrozen = false;
			await cut();
		},
	};
}
