import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';

export type RawRequest = {method: string; url: URL; body: string};

/** The requests of one connection, one after the other, as whoever answers them in bytes needs them. */
export async function * readRequests(socket: Socket): AsyncGenerator<RawRequest> {
	let held = Buffer.alloc(0);
	for await (const chunk of socket as AsyncIterable<Buffer>) {
		held = Buffer.concat([held, chunk]);
		for (let end = endOf(held); end !== undefined; end = endOf(held)) {
			const [head = '', body = ''] = held.toString('utf8', 0, end).split('\r\n\r\n', 2);
			const [method = '', path = ''] = head.split(' ', 2);
			held = held.subarray(end);
			yield {method, url: new URL(path, 'http://agent'), body};
		}
	}
}

/** Where the first request in it ends, if it is whole. */
function endOf(held: Buffer): number | undefined {
	const head = held.indexOf('\r\n\r\n');
	if (head === -1) {
		return undefined;
	}

	const length = Number(/^content-length: *(?<length>\d+)/imu.exec(held.toString('latin1', 0, head))?.groups?.['length'] ?? 0);
	return held.length >= head + 4 + length ? head + 4 + length : undefined;
}
