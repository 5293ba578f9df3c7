import {defineRates, perSecond, type Since} from '../define/define-rates.js';
import type {HostReader} from '../define/host-reader.js';
import {steady} from '../define/steady.js';
import {failure} from '../method.js';
import {readAddresses} from './read-addresses.js';
import {readInterfaces, type InterfaceCounts} from './interface-counts.js';
import {readRoutes} from './read-routes.js';

type Sample = Map<string, InterfaceCounts>;

const counted = ['rxBytes', 'txBytes', 'rxPackets', 'txPackets', 'rxErrors', 'txErrors', 'rxDropped', 'txDropped'] as const;

export const getinfoNetwork = defineRates({
	name: 'network',
	summary: 'Network interfaces and what goes through them',
	options: {
		name: {
			kind: 'text', short: 'I', value: 'INTERFACE', about: 'only this one',
		},
	},
	schema: {
		interfaces: [{
			name: 'text', kind: 'text', state: 'text?', addresses: 'texts', mac: 'text?', mtu: 'number?', speedMbps: 'number?', duplex: 'text?',
			rxBytesPerSecond: 'number?', txBytesPerSecond: 'number?', rxPacketsPerSecond: 'number?', txPacketsPerSecond: 'number?',
			rxBytes: 'number', txBytes: 'number', rxPackets: 'number', txPackets: 'number', rxErrors: 'number', txErrors: 'number', rxDropped: 'number', txDropped: 'number',
		}],
		gateway: 'text?', gateway6: 'text?', dns: 'texts',
	},
	sample: ({host}): Sample => readInterfaces(host),
	tell(now, {host, values: {name: only}}, since) {
		if (only !== undefined && !now.has(only)) {
			return failure('invalidParams', `there is no interface ${only}`);
		}

		const addresses = readAddresses(host);
		const routes = readRoutes(host);
		const gateway = (family: string) => routes.find(route => route.prefix === 0 && route.family === family && route.gateway !== null)?.gateway ?? null;
		return {
			interfaces: [...now].filter(([name]) => only === undefined || name === only).map(([name, counts]) => ({
				...describe(host, name),
				addresses: addresses.filter(address => address.interface === name).map(({address, prefix}) => `${address}/${prefix}`),
				...Object.fromEntries(counted.map(count => [count, counts[count]])) as InterfaceCounts,
				...rates(counts, since, name),
			})),
			gateway: gateway('ipv4'), gateway6: gateway('ipv6'),
			dns: [...(host.text('/etc/resolv.conf') ?? '').matchAll(/^\s*nameserver\s+(?<server>\S+)/gm)].map(({groups}) => groups?.['server'] ?? ''),
		};
	},
});

function describe(host: HostReader, name: string) {
	const {kind, mac, mtu, speedMbps, duplex} = shapeOf(host, name);
	return {
		name, kind, state: host.line(`/sys/class/net/${name}/operstate`), mac, mtu, speedMbps, duplex,
	};
}

const shapeOf = steady((host, name) => {
	const folder = `/sys/class/net/${name}`;
	// A link that is down, or virtual, gives an error or -1 instead of a speed.
	const speed = host.number(`${folder}/speed`);
	return {
		kind: kindOf(host, folder),
		mac: host.line(`${folder}/address`),
		mtu: host.number(`${folder}/mtu`),
		speedMbps: speed === null || speed <= 0 ? null : speed,
		duplex: host.line(`${folder}/duplex`),
	};
});

function kindOf(host: HostReader, folder: string): string {
	const known = /^DEVTYPE=(?<kind>.+)$/m.exec(host.text(`${folder}/uevent`) ?? '')?.groups?.['kind'];
	if (known !== undefined) {
		return known;
	}

	// ARPHRD_LOOPBACK of if_arp.h.
	if (host.number(`${folder}/type`) === 772) {
		return 'loopback';
	}

	if (host.exists(`${folder}/bridge`)) {
		return 'bridge';
	}

	return host.exists(`${folder}/device`) ? 'physical' : 'virtual';
}

function rates(now: InterfaceCounts, since: Since<Sample> | undefined, name: string) {
	const before = since?.sample.get(name);
	const rate = (count: keyof InterfaceCounts) => perSecond(now[count], before?.[count], since?.ms);
	return {
		rxBytesPerSecond: rate('rxBytes'), txBytesPerSecond: rate('txBytes'), rxPacketsPerSecond: rate('rxPackets'), txPacketsPerSecond: rate('txPackets'),
	};
}
