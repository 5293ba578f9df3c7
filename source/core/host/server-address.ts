import {ArthasError} from '../error.js';

/** `host:port` as agents are told it; an IPv6 address stands in brackets. Throws `ERR_CONNECT_ADDRESS`. */
export function parseServerAddress(text: string): {host: string; port: number} {
	const match = /^(?:\[(?<v6>[\da-f:.]+)]|(?<name>[^\s:/@[\]]+)):(?<port>\d{1,5})$/i.exec(text);
	const port = Number(match?.groups?.['port']);
	const host = match?.groups?.['v6'] ?? match?.groups?.['name'];
	if (host === undefined || port < 1 || port > 65_535) {
		throw new ArthasError('ERR_CONNECT_ADDRESS', `"${text}" is not the address of a channel server`, {hint: 'Write host:port, for example 10.0.0.7:7700.'});
	}

	return {host, port};
}
