import type {Server} from 'node:net';
import {Clock} from '../simulation/clock.js';
import {Moments} from '../simulation/moments.js';
import {Door, type ReceivedRequest} from '../simulation/peer.js';

/** Something that listens where an Arthas server was expected. */
export type OddPeer = AsyncDisposable & {
	readonly port: number;
	/** `http://127.0.0.1:…`, `https:` for TLS. */
	readonly url: string;
	/** Requests over HTTP/1, oldest first. */
	readonly requests: ReceivedRequest[];
	/** Connections taken so far, and open now. */
	readonly accepted: number;
	readonly open: number;
	/** Bytes of bodies handed to the system by the peers that send much or slowly. */
	readonly bytesSent: number;
	/** Resolves when the condition holds; it is looked at after every change. */
	until(condition: () => boolean): Promise<void>;
};

/** What a peer is made with. */
export type Tools = {readonly clock: Clock; readonly requests: ReceivedRequest[]; readonly sent: (count: number) => void};

/** Listens with what `create` makes; `scheme` is that of the url. */
export async function startPeer(create: (tools: Tools) => Server, scheme = 'http'): Promise<OddPeer> {
	const clock = new Clock();
	const moments = new Moments();
	const requests: ReceivedRequest[] = [];
	let bytesSent = 0;
	const server = create({
		clock,
		requests,
		sent(count) {
			bytesSent += count;
			moments.notify();
		},
	});
	const door = await new Door(server, moments.notify).open();
	return {
		port: door.port,
		url: `${scheme}://127.0.0.1:${door.port}`,
		requests,
		get accepted() {
			return door.accepted;
		},
		get open() {
			return door.sockets.size;
		},
		get bytesSent() {
			return bytesSent;
		},
		until: moments.until,
		async [Symbol.asyncDispose]() {
			clock[Symbol.dispose]();
			moments.end();
			await door.shut();
		},
	};
}
