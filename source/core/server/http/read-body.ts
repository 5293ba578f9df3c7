import {Buffer} from 'node:buffer';
import type {IncomingMessage} from 'node:http';
import {RequestFailure, tooLarge} from '../failure.js';

/** The agent loses its connection over a request of 4 MiB, so larger bodies stop here. */
const bodyLimit = 3 << 20;
/** A larger body is read on and dropped, since a connection that is closed on a sender takes the answer with it; but not for ever. */
const dropLimit = 32 << 20;

/** The body as text; throws 413 for one that is too large. */
export async function readBody(request: IncomingMessage): Promise<string> {
	// Not by `for await`, which cuts the connection when it is left early.
	return new Promise((resolve, reject) => {
		const chunks: Uint8Array[] = [];
		let size = 0;
		request.on('data', (chunk: Uint8Array) => {
			size += chunk.byteLength;
			if (size <= bodyLimit) {
				chunks.push(chunk);
			} else if (size > dropLimit) {
				request.pause();
				reject(tooLarge(bodyLimit));
			}
		});
		request.once('end', () => {
			if (size > bodyLimit) {
				reject(tooLarge(bodyLimit));
			} else {
				resolve(Buffer.concat(chunks).toString('utf8'));
			}
		});
		request.once('close', () => {
			reject(new RequestFailure({status: 400, ran: 'no', message: 'the request ended before its body'}));
		});
		request.once('error', reject);
	});
}
