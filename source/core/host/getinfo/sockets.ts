import type {HostReader} from '../define/host-reader.js';
import {ipv4FromHex, ipv6FromWords} from './ip-address.js';

export type Socket = {
	protocol: 'tcp' | 'udp';
	family: 'ipv4' | 'ipv6';
	address: string;
	port: number;
	peerAddress: string;
	peerPort: number;
	state: string;
	uid: number;
	inode: number;
	/** Bytes that wait to be sent, and to be read; of a listening one the connections that wait to be accepted. */
	sendQueue: number;
	receiveQueue: number;
};

/** Numbers of tcp_states.h. */
const states: Record<string, string> = {
	'01': 'established', '02': 'syn-sent', '03': 'syn-received', '04': 'fin-wait-1', '05': 'fin-wait-2', '06': 'time-wait',
	'07': 'unconnected', '08': 'close-wait', '09': 'last-ack', '0A': 'listening', '0B': 'closing',
};

/**
The sockets of this network namespace. Each of the files costs the kernel a walk through all its tables, some ms on a large
machine however few sockets there are.
*/
export function readSockets(host: HostReader, protocols: ReadonlyArray<Socket['protocol']> = ['tcp', 'udp']): Socket[] {
	return protocols.flatMap(protocol => [
		...read(host, protocol, 'ipv4', `/proc/net/${protocol}`),
		...read(host, protocol, 'ipv6', `/proc/net/${protocol}6`),
	]);
}

function read(host: HostReader, protocol: Socket['protocol'], family: Socket['family'], file: string): Socket[] {
	const lines = (host.text(file) ?? '').split('\n').slice(1);
	return lines.map(line => line.trim().split(/\s+/)).filter(fields => fields.length >= 10).map(fields => {
		const local = place(fields[1] ?? '', family);
		const peer = place(fields[2] ?? '', family);
		const [sendQueue = '', receiveQueue = ''] = (fields[4] ?? '').split(':');
		return {
			protocol, family, address: local.address, port: local.port, peerAddress: peer.address, peerPort: peer.port,
			state: states[fields[3] ?? ''] ?? 'unknown', uid: Number(fields[7]), inode: Number(fields[9]),
			sendQueue: Number.parseInt(sendQueue, 16), receiveQueue: Number.parseInt(receiveQueue, 16),
		};
	});
}

function place(text: string, family: Socket['family']): {address: string; port: number} {
	const [address = '', port = ''] = text.split(':');
	return {address: family === 'ipv4' ? ipv4FromHex(address) : ipv6FromWords(address), port: Number.parseInt(port, 16)};
}
