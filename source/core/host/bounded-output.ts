import {Buffer} from 'node:buffer';
import {StringDecoder} from 'node:string_decoder';
import type {Readable} from 'node:stream';

export type BoundedOutput = {
	/** What was kept, as UTF-8; a character that the bound cut in two is left out. */
	text(): string;
	/** Bytes that were not kept. */
	dropped(): number;
};

/** Reads a stream to its end and keeps its first `limit` bytes: the writer is never held up, memory never grows beyond it. */
export function boundOutput(stream: Readable, limit: number): BoundedOutput {
	const chunks: Buffer[] = [];
	let kept = 0;
	let total = 0;
	stream.on('data', (chunk: Buffer) => {
		total += chunk.length;
		const room = limit - kept;
		if (room > 0) {
			// A copy, because a slice would keep the whole chunk alive.
			chunks.push(Buffer.from(chunk.subarray(0, room)));
			kept += Math.min(room, chunk.length);
		}
	});

	return {
		text() {
			const bytes = Buffer.concat(chunks);
			return total > kept ? new StringDecoder('utf8').write(bytes) : bytes.toString();
		},
		dropped: () => total - kept,
	};
}
