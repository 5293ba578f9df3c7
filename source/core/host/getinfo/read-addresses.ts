import os from 'node:os';
import type {HostReader} from '../define/host-reader.js';
import {ipv6FromHex} from './ip-address.js';

export type Address = {interface: string; family: string; address: string; prefix: number; scope: string; isInternal: boolean; mac: string | null};

/**
Addresses of interfaces that are up. IPv4 is Node's to tell, for no file lists it by interface; IPv6 stands in a file, which
has the addresses of interfaces without a carrier as well.
*/
export function readAddresses(host: HostReader): Address[] {
	const known = Object.entries(os.networkInterfaces()).flatMap(([name, addresses = []]) => addresses.map(found => ({
		interface: name, family: found.family.toLowerCase(), address: found.address, prefix: Number(found.cidr?.split('/')[1] ?? 0),
		scope: scopeOf(found.address, found.internal), isInternal: found.internal, mac: found.mac === '00:00:00:00:00:00' ? null : found.mac,
	})));
	const inFile = readIpv6(host);
	return inFile === undefined ? known : [...known.filter(({family}) => family === 'ipv4'), ...inFile];
}

const scopes: Record<string, string> = {
	'00': 'global', 10: 'host', 20: 'link', 40: 'site', 80: 'compatible',
};

function readIpv6(host: HostReader): Address[] | undefined {
	return host.text('/proc/net/if_inet6')?.split('\n').map(line => line.trim().split(/\s+/)).filter(fields => fields.length === 6).map(fields => {
		const [hex = '', _index, prefix = '', scope = '', _flags, name = ''] = fields;
		return {
			interface: name, family: 'ipv6', address: ipv6FromHex(hex), prefix: Number.parseInt(prefix, 16),
			scope: scopes[scope] ?? scope, isInternal: scope === '10', mac: host.line(`/sys/class/net/${name}/address`),
		};
	});
}

function scopeOf(address: string, isInternal: boolean): string {
	if (isInternal) {
		return 'host';
	}

	return /^(?:169\.254\.|fe80:)/i.test(address) ? 'link' : 'global';
}
