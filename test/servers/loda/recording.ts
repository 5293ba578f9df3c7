import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../../fixtures/loda-agent');

/** The bytes of a recorded answer as the agent sent them. Curl has taken the chunks out of one, and they are put back. */
export function recording(name: string): Buffer {
	const bytes = readFileSync(path.join(folder, `${name}.txt`));
	const head = bytes.indexOf('\r\n\r\n') + 4;
	if (!/^transfer-encoding: *chunked/imu.test(bytes.toString('latin1', 0, head))) {
		return bytes;
	}

	const body = bytes.subarray(head);
	return Buffer.concat([bytes.subarray(0, head), Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
}
