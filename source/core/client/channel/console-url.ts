import type {Endpoint} from '../endpoint.js';

/** Our server takes consoles on its HTTP port too; the Java server has a port for them, and reads ids undecoded. */
export function consoleUrl(endpoint: Endpoint, agentId: string, isOurs: boolean): URL {
	const url = new URL(endpoint.consoleUrl ?? endpoint.base);
	url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
	if (!endpoint.consoleUrl) {
		url.pathname = `${url.pathname === '/' ? '' : url.pathname}/ws`;
		if (!isOurs) {
			url.port = '8801';
		}
	}

	url.search = `?method=connectArthas&id=${encodeURIComponent(agentId)}`;
	return url;
}
