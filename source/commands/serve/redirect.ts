import {createHash} from 'node:crypto';
import {ArthasError} from '../../core/error.js';
import {parseServerAddress} from '../../core/host/server-address.js';
import type {HostDoorOptions} from '../../core/server/options.js';

/**
Spreads host agents over servers that were all given the same list, each with itself marked by `=`: by its name each agent
belongs to one of them, and a server that comes or goes moves no more agents than it must. Those that shall go are told
all others, theirs first. Undefined where nothing is named.

@throws ArthasError ERR_USAGE
*/
export function redirectPolicy(entries: readonly string[]): HostDoorOptions['redirect'] {
	const servers = entries.flatMap(entry => entry.split(',')).map(word => word.trim()).filter(word => word !== '').map(word => ({address: word.replace(/^=/u, ''), isSelf: word.startsWith('=')}));
	for (const {address} of servers) {
		check(address);
	}

	if (servers.filter(({isSelf}) => isSelf).length > 1) {
		throw new ArthasError('ERR_USAGE', '--redirect marks more than one server as this one', {hint: '--redirect =a:7701,b:7701'});
	}

	return servers.length === 0
		? undefined
		: ({hostname}) => {
			const ranked = servers.map(server => ({...server, weight: weight(server.address, hostname)})).sort((a, b) => b.weight - a.weight);
			return ranked[0]?.isSelf ? undefined : ranked.filter(({isSelf}) => !isSelf).map(({address}) => address).join(',');
		};
}

function check(address: string): void {
	try {
		parseServerAddress(address);
	} catch (error) {
		throw new ArthasError('ERR_USAGE', `--redirect ${address} is no address of a server`, {hint: 'host:port, of this server with = before it: --redirect =a:7701,b:7701', cause: error});
	}
}

function weight(address: string, hostname: string): number {
	return createHash('sha256').update(`${address} ${hostname}`).digest().readUInt32BE(0);
}
