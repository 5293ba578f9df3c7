import {hostname, networkInterfaces} from 'node:os';

/** The names and addresses under which this host is found from itself, IPv6 without brackets. */
export function ownAddresses(): Set<string> {
	return new Set(['localhost', '127.0.0.1', '::1', hostname(), ...Object.values(networkInterfaces()).flatMap(all => (all ?? []).map(({address}) => address))]);
}
