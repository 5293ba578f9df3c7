import {openConnection, type Connection, type ConnectionOptions} from './connection.js';
import {parseEndpoint, type Endpoint} from './endpoint.js';

/**
Begins to connect and returns at once; `ready()` tells when it is up.

@param where An address such as `channel+http://localhost:8800`, or an Endpoint.
@throws ArthasError ERR_CONNECT_ADDRESS or ERR_CONFIG_SECRET when the address can't be used.
*/
export function connect(where: string | Endpoint, options: ConnectionOptions & Partial<Omit<Endpoint, 'kind' | 'base'>> = {}): Connection {
	const {readOnly, maxMessage, probeMs, onSent, signal, ...endpoint} = options;
	return openConnection(typeof where === 'string' ? parseEndpoint(where, endpoint) : where, {
		readOnly, maxMessage, probeMs, onSent, signal,
	});
}
