import type {HostReader} from '../define/host-reader.js';
import {ipv4FromHex, ipv6FromHex} from './ip-address.js';

export type Route = {family: string; destination: string; prefix: number; gateway: string | null; interface: string; metric: number; flags: string};

/** The main table of routes; the kernel's own routes to its addresses and to groups are left out of IPv6, where the file has them too. */
export function readRoutes(host: HostReader): Route[] {
	return [...readIpv4(host), ...readIpv6(host)];
}

/** Flags of route(8) that say something to people. */
const letters: ReadonlyArray<[bit: number, letter: string]> = [[0x1, 'U'], [0x2, 'G'], [0x4, 'H'], [0x10, 'D'], [0x2_00, '!']];
const local = 0x80_00_00_00;

function readIpv4(host: HostReader): Route[] {
	return rows(host, '/proc/net/route').slice(1).map(fields => {
		const [name = '', destination = '', gateway = '', flags = ''] = fields;
		return {
			family: 'ipv4',
			destination: ipv4FromHex(destination),
			prefix: bits(fields[7] ?? ''),
			gateway: gateway === '00000000' ? null : ipv4FromHex(gateway),
			interface: name,
			metric: Number(fields[6]),
			flags: lettersOf(Number.parseInt(flags, 16)),
		};
	});
}

function readIpv6(host: HostReader): Route[] {
	return rows(host, '/proc/net/ipv6_route').map(fields => {
		const [destination = '', prefix = ''] = fields;
		const gateway = fields[4] ?? '';
		const flags = Number.parseInt(fields[8] ?? '', 16);
		return {
			isOwn: (flags & local) !== 0 || destination.startsWith('ff') || fields[9] === 'lo',
			family: 'ipv6',
			destination: ipv6FromHex(destination),
			prefix: Number.parseInt(prefix, 16),
			gateway: /^0+$/.test(gateway) ? null : ipv6FromHex(gateway),
			interface: fields[9] ?? '',
			metric: Number.parseInt(fields[5] ?? '', 16),
			flags: lettersOf(flags),
		};
	}).filter(({isOwn}) => !isOwn).map(({isOwn, ...route}) => route);
}

function rows(host: HostReader, file: string): string[][] {
	return (host.text(file) ?? '').split('\n').map(line => line.trim().split(/\s+/)).filter(fields => fields.length >= 8);
}

function bits(mask: string): number {
	return Number.parseInt(mask, 16).toString(2).replaceAll('0', '').length;
}

function lettersOf(flags: number): string {
	return letters.map(([bit, letter]) => (flags & bit) === 0 ? '' : letter).join('');
}
