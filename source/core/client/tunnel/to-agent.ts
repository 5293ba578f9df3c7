import type {TunnelAgent} from '../../protocol/tunnel-listing.js';
import type {Agent} from '../agent.js';

/** What is known of an agent beside what the server lists. */
export type Sighting = {
	/** Epoch ms of the last output of one of its consoles. */
	heardAt?: number | undefined;
	/** A console gave nothing. */
	isMute?: boolean | undefined;
	/** `false`: the server doesn't know the id. */
	isKnown?: boolean | undefined;
};

/** A row of a tunnel server's list; being listed is no sign of life. */
export function toAgent({id, host, version, connectHost, connectPort}: TunnelAgent, server: string, {heardAt, isMute, isKnown = true}: Sighting): Agent {
	// The server makes an id of the name of the application, a low line and letters; an id that is given is taken as it is.
	const app = id.includes('_') ? id.slice(0, id.indexOf('_')) : null;
	const status = isKnown ? (isMute ? 'out' : 'up') : 'down';
	return {
		ref: `${server}/${id}`,
		id,
		name: id,
		kind: 'jvm',
		via: 'tunnel',
		results: 'text',
		app,
		status,
		statusText: isKnown ? (isMute ? 'answers nothing' : 'listed') : 'not registered',
		host,
		ip: host,
		version,
		lastSeen: heardAt ?? null,
		labels: connectHost === null ? {} : {tunnelServer: connectPort === null ? connectHost : `${connectHost}:${connectPort}`},
		server,
		registeredAt: null,
	};
}
