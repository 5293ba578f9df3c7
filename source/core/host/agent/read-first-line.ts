import {Buffer} from 'node:buffer';
import type {Socket} from 'node:net';
import {ArthasError} from '../../error.js';
import {readMessage, requestLimit, type BasicMessage} from '../../protocol/basic-agent.js';

const newline = 0x0A;

/** What the other side says first, and the bytes of it and after it. Rejects with the signal's reason. */
export async function readFirstLine(socket: Socket, peer: string, signal: AbortSignal): Promise<{message: BasicMessage; line: Buffer; rest: Buffer}> {
	let bytes = Buffer.alloc(0);
	for (;;) {
		const end = bytes.indexOf(newline);
		const line = bytes.subarray(0, end + 1);
		const text = line.toString('latin1').trim();
		if (text !== '') {
			return {message: readMessage(Buffer.from(text, 'latin1')), line, rest: bytes.subarray(end + 1)};
		}

		// Empty lines say that somebody is there.
		bytes = Buffer.concat([bytes.subarray(end + 1), await nextBytes(socket, peer, signal)]);
		if (bytes.length > requestLimit && !bytes.includes(newline)) {
			throw new ArthasError('ERR_PROTOCOL_PEER', `${peer} speaks something else: its first line has no end`);
		}
	}
}

async function nextBytes(socket: Socket, peer: string, signal: AbortSignal): Promise<Uint8Array> {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const settle = (act: () => void) => {
			socket.pause();
			socket.off('data', onData);
			socket.off('error', onError);
			socket.off('close', onClose);
			signal.removeEventListener('abort', onAbort);
			act();
		};

		const onData = (chunk: Uint8Array) => {
			settle(() => {
				resolve(chunk);
			});
		};

		const onError = (error: Error) => {
			settle(() => {
				reject(error);
			});
		};

		const onClose = () => {
			settle(() => {
				reject(new ArthasError('ERR_CONNECT_DOWN', `${peer} closed the connection before it answered`, {retryable: true}));
			});
		};

		const onAbort = () => {
			settle(() => {
				reject(signal.reason as Error);
			});
		};

		socket.on('data', onData);
		socket.on('error', onError);
		socket.on('close', onClose);
		signal.addEventListener('abort', onAbort);
		socket.resume();
	});
}
