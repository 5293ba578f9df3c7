import type {RunningServer} from '../runtime-file.js';

/** Where this machine finds what listens on all its interfaces. */
const loopback: Record<string, string> = {'0.0.0.0': '127.0.0.1', '[::]': '[::1]'};

/** The address for `arthas.tunnelServer` of a server on this machine. */
export function doorOf({tunnel, tls}: Pick<RunningServer, 'tls'> & {tunnel: string}): string {
	const {hostname, port} = new URL(`http://${tunnel}`);
	return `${tls ? 'wss' : 'ws'}://${loopback[hostname] ?? hostname}:${port}/ws`;
}
