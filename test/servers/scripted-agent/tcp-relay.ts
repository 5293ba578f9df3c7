import {once} from 'node:events';
import {
	connect, createServer, type AddressInfo, type Socket,
} from 'node:net';

/** A wire between an agent and a server that a test can freeze and cut, in whole or at one end. */
export type TcpRelay = AsyncDisposable & {
	/** `127.0.0.1:port`, to be dialled instead of the server. */
	readonly address: string;
	/** Nothing passes in either direction until `thaw`; both ends believe themselves connected. */
	freeze(): void;
	thaw(): void;
	/** Both ends notice. */
	cut(): void;
	/** Only the dialling end notices; the server's end stays open and silent. */
	cutNearEnd(): void;
};

type Pair = {near: Socket; far: Socket};

export async function tcpRelay(server: string): Promise<TcpRelay> {
	const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/u.exec(server) ?? [];
	const pairs = new Set<Pair>();
	let isFrozen = false;
	const forward = (from: Socket, to: Socket) => {
		from.on('data', (chunk: Uint8Array) => {
			if (!to.write(chunk)) {
				from.pause();
				to.once('drain', () => {
					if (!isFrozen) {
						from.resume();
					}
				});
			}
		});
		from.on('error', () => undefined);
	};

	const listener = createServer(near => {
		const far = connect(Number(port), host);
		const pair = {near, far};
		pairs.add(pair);
		forward(near, far);
		forward(far, near);
		near.once('close', () => {
			if (pairs.delete(pair)) {
				far.destroy();
			}
		});
		far.once('close', () => {
			pairs.delete(pair);
			near.destroy();
		});
		if (isFrozen) {
			near.pause();
			far.pause();
		}
	});
	listener.listen(0, '127.0.0.1');
	await once(listener, 'listening');
	const orphans: Socket[] = [];
	const each = (act: (socket: Socket) => void) => {
		for (const {near, far} of pairs) {
			act(near);
			act(far);
		}
	};

	return {
		address: `127.0.0.1:${(listener.address() as AddressInfo).port}`,
		freeze() {
			isFrozen = true;
			each(socket => socket.pause());
		},
		thaw() {
			isFrozen = false;
			each(socket => socket.resume());
		},
		cut() {
			each(socket => socket.resetAndDestroy());
		},
		cutNearEnd() {
			for (const pair of pairs) {
				pairs.delete(pair);
				orphans.push(pair.far);
				pair.far.pause();
				pair.near.resetAndDestroy();
			}
		},
		async [Symbol.asyncDispose]() {
			listener.close();
			each(socket => socket.destroy());
			for (const socket of orphans) {
				socket.destroy();
			}
		},
	};
}
