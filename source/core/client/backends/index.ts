import type {BackendKind} from '../endpoint.js';
import type {Backend} from '../wire.js';
import {arthasBackend} from './arthas-api.js';
import {channelBackend} from './channel.js';
import {hostBackend} from './host.js';
import {lodaBackend} from './loda.js';
import {tunnelBackend} from './tunnel.js';

/** One row a kind of server. */
export const backends: Record<BackendKind, Backend> = {
	channel: channelBackend,
	arthas: arthasBackend,
	tunnel: tunnelBackend,
	host: hostBackend,
	loda: lodaBackend,
};
