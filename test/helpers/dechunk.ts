import {Buffer} from 'node:buffer';

export type RawAnswer = {status: number; headers: Map<string, string>; body: Buffer};

/** A recorded HTTP answer, byte for byte, as status, headers (lower case) and the body without its chunking. */
export function dechunk(raw: Buffer): RawAnswer {
	const end = raw.indexOf('\r\n\r\n');
	const [statusLine = '', ...lines] = raw.toString('latin1', 0, end).split('\r\n');
	const headers = new Map(lines.map(line => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	}));
	const rest = raw.subarray(end + 4);
	const body = headers.get('transfer-encoding') === 'chunked' ? joinChunks(rest) : rest;
	return {status: Number(statusLine.split(' ')[1]), headers, body};
}

function joinChunks(bytes: Buffer): Buffer {
	const chunks: Buffer[] = [];
	for (let at = 0; at < bytes.length;) {
		const lineEnd = bytes.indexOf('\r\n', at);
		const length = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
		const start = lineEnd + 2;
		chunks.push(bytes.subarray(start, start + length));
		at = start + length + 2;
	}

	return Buffer.concat(chunks);
}
