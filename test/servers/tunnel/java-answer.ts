import {Buffer} from 'node:buffer';

export type WrittenAnswer = {status?: number; headers?: Record<string, string>; body?: string | Uint8Array};

/** What an agent 4.1.5 sends for a page or a file: a Java object as base64 with a line end after every 76 letters. */
export function javaAnswer({status = 200, headers = {}, body = ''}: WrittenAnswer): string {
	const bytes = Buffer.from(body);
	const entries = Object.entries(headers);
	const object = Buffer.concat([
		hex('aced0005 73 72'),
		utf('com.alibaba.arthas.tunnel.common.SimpleHttpResponse'),
		hex('0000000000000001 02 0003'),
		Buffer.from('I'),
		utf('status'),
		Buffer.from('['),
		utf('content'),
		string('[B'),
		Buffer.from('L'),
		utf('headers'),
		string('Ljava/util/Map;'),
		hex('78 70'),
		int(status),
		hex('75 72'),
		utf('[B'),
		hex('acf317f8060854e0 02 0000 78 70'),
		int(bytes.length),
		bytes,
		hex('73 72'),
		utf('java.util.HashMap'),
		hex('0507dac1c31660d1 03 0002'),
		Buffer.from('F'),
		utf('loadFactor'),
		Buffer.from('I'),
		utf('threshold'),
		hex('78 70'),
		hex('3f400000 0000000c 77 08 00000010'),
		int(entries.length),
		...entries.flatMap(([name, value]) => [string(name), string(value)]),
		hex('78'),
	]);
	return object.toString('base64').replaceAll(/.{76}/gu, '$&\n');
}

function hex(text: string): Buffer {
	return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function int(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
}

function utf(text: string): Buffer {
	const bytes = Buffer.from(text);
	return Buffer.concat([int(bytes.length).subarray(2), bytes]);
}

function string(text: string): Buffer {
	return Buffer.concat([hex('74'), utf(text)]);
}
