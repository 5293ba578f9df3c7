import {Buffer} from 'node:buffer';
import {broken, JavaReader} from './java-reader.js';

/** What the web server inside an agent answered. */
export type TunnelHttpAnswer = {status: number; headers: ReadonlyMap<string, string>; body: Uint8Array};

const className = 'com.alibaba.arthas.tunnel.common.SimpleHttpResponse';
const mostHeaders = 200;

/**
Reads the `responseData` of an `httpProxy` answer: base64 with line ends around a Java object (agents 4.1.5). Only the classes
that such an answer is made of are taken.

@throws ArthasError ERR_PROTOCOL
*/
export function readTunnelHttpAnswer(responseData: string): TunnelHttpAnswer {
	const reader = new JavaReader(Buffer.from(responseData, 'base64'));
	reader.expect(0xAC, 0xED, 0x00, 0x05, 0x73);
	const {fields} = reader.classOf(className);
	reader.remember(null);
	const answer: {status: number; headers: ReadonlyMap<string, string>; body: Uint8Array} = {status: 0, headers: new Map(), body: Buffer.alloc(0)};
	for (const {name} of fields) {
		switch (name) {
			case 'status': {
				answer.status = reader.int();
				break;
			}

			case 'content': {
				answer.body = readContent(reader);
				break;
			}

			case 'headers': {
				answer.headers = readHeaders(reader);
				break;
			}

			default: {
				throw broken(`it has a field ${name.slice(0, 80)}`);
			}
		}
	}

	return answer;
}

/** An agent that fails says 200, has no header, and this word as its body (4.1.5). */
export function isTunnelFailure({status, headers, body}: TunnelHttpAnswer): boolean {
	return status === 200 && headers.size === 0 && Buffer.from(body).toString('latin1') === 'error';
}

function readContent(reader: JavaReader): Uint8Array {
	const mark = reader.byte();
	if (mark === 0x70) {
		return Buffer.alloc(0);
	}

	if (mark !== 0x75) {
		throw broken('bytes were due');
	}

	reader.classOf('[B');
	reader.remember(null);
	return reader.take(reader.int());
}

function readHeaders(reader: JavaReader): ReadonlyMap<string, string> {
	const headers = new Map<string, string>();
	const mark = reader.byte();
	if (mark === 0x70) {
		return headers;
	}

	if (mark !== 0x73) {
		throw broken('a map was due');
	}

	reader.classOf('java.util.HashMap');
	reader.remember(null);
	// Load factor and threshold, then a block of eight bytes: buckets and entries.
	reader.take(8);
	reader.expect(0x77, 8);
	reader.take(4);
	const size = reader.int();
	if (size < 0 || size > mostHeaders) {
		throw broken(`it has ${size} headers`);
	}

	for (let index = 0; index < size; index++) {
		const name = reader.text();
		const value = reader.text();
		if (name !== null && value !== null) {
			headers.set(name.toLowerCase(), value);
		}
	}

	reader.expect(0x78);
	return headers;
}
