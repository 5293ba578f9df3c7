import {once} from 'node:events';
import {connect} from 'node:net';
import {ArthasError} from '../../error.js';
import {timeoutSignal} from '../../timeout-signal.js';
import {connectError} from '../connect-error.js';
import type {Endpoint} from '../endpoint.js';

const connectMs = 5000;

/** Resolves when the port of the consoles takes a connection: it is all that a stock tunnel server tells there without an agent. */
export async function reachPort(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
	const {base} = endpoint;
	const deadline = timeoutSignal(connectMs);
	const port = Number(base.port || (base.protocol === 'wss:' ? 443 : 80));
	const socket = connect({port, host: base.hostname.replaceAll(/^\[|\]$/gu, '')});
	try {
		await once(socket, 'connect', {signal: AbortSignal.any([signal, deadline])});
	} catch (error) {
		signal.throwIfAborted();
		throw deadline.aborted ? new ArthasError('ERR_TIMEOUT', `${base.host} didn't answer the connection attempt`, {retryable: true}) : connectError(error, endpoint);
	} finally {
		socket.destroy();
	}
}
