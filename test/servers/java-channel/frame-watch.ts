import {Buffer} from 'node:buffer';
import type {Duplex} from 'node:stream';

export type FrameWatch = {
	/** Called once, when a frame is announced that is larger on the wire than allowed. */
	tooLarge: () => void;
	/** Whether the message that has just arrived came in several frames. */
	takeFragmented(): boolean;
};

/**
Reads the headers of a client's WebSocket frames beside the real parser: the limit of the Java server
counts bytes on the wire, before inflation, and it never puts fragments together again.
*/
export function watchFrames(socket: Duplex, largest: number): FrameWatch {
	const fragmented: boolean[] = [];
	let buffered = Buffer.alloc(0);
	let skip = 0;
	let parts = 0;
	const watch: FrameWatch = {
		tooLarge: () => undefined,
		takeFragmented: () => fragmented.shift() ?? false,
	};

	socket.prependListener('data', (chunk: Buffer) => {
		buffered = Buffer.concat([buffered, chunk]);
		for (;;) {
			const skipped = Math.min(skip, buffered.length);
			buffered = buffered.subarray(skipped);
			skip -= skipped;
			const frame = skip === 0 ? readHeader(buffered) : undefined;
			if (!frame) {
				return;
			}

			buffered = buffered.subarray(frame.headerLength);
			skip = frame.length;
			if (frame.length > largest) {
				watch.tooLarge();
				return;
			}

			// Control frames (8 and above) may stand between the fragments of a message.
			if (frame.opcode < 8) {
				parts++;
				if (frame.final) {
					fragmented.push(parts > 1);
					parts = 0;
				}
			}
		}
	});
	return watch;
}

function readHeader(bytes: Buffer): {final: boolean; opcode: number; length: number; headerLength: number} | undefined {
	const [first, second] = bytes;
	if (first === undefined || second === undefined) {
		return undefined;
	}

	const short = second & 0x7F;
	const extra = new Map([[126, 2], [127, 8]]).get(short) ?? 0;
	// Every frame of a client carries a mask of four bytes.
	const headerLength = 2 + extra + 4;
	if (bytes.length < headerLength) {
		return undefined;
	}

	const long = () => short === 127 ? Number(bytes.readBigUInt64BE(2)) : bytes.readUInt16BE(2);
	return {
		final: (first & 0x80) !== 0, opcode: first & 0x0F, length: extra === 0 ? short : long(), headerLength,
	};
}
