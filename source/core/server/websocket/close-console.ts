import {Buffer} from 'node:buffer';
import type {WebSocket} from 'ws';
import {RequestFailure} from '../failure.js';

/** Close codes with a reason, where the servers of Arthas leave the socket open in silence. */
const codes: Readonly<Record<string, number>> = {
	AGENT_UNKNOWN: 4404, AGENT_GONE: 4503, AGENT_LOST: 4503, DEADLINE: 4504, AGENT_BUSY: 4429, DRAINING: 1012,
};

export function closeConsole(client: WebSocket, code: number, reason: string): void {
	// A close reason holds 123 bytes.
	client.close(code, Buffer.from(reason).subarray(0, 120).toString('utf8').replaceAll('\uFFFD', ''));
}

export function closeForFailure(client: WebSocket, error: unknown): void {
	const code = error instanceof RequestFailure ? codes[error.fields.code ?? ''] : undefined;
	closeConsole(client, code ?? 4500, error instanceof Error ? error.message : String(error));
}
