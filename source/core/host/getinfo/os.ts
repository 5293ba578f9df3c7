import os from 'node:os';
import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {bootedAtMs, uptimeMs} from './boot-time.js';
import {containerOf, virtualizationOf} from './virtualization.js';

export const getinfoOs = defineInfo({
	name: 'os',
	summary: 'Distribution, names, time zone, and what kind of machine it runs on',
	options: {},
	schema: {
		id: 'text', name: 'text', version: 'text?', codename: 'text?', prettyName: 'text', like: 'texts', kernel: 'text', arch: 'text',
		hostname: 'text', fqdn: 'text?', machineId: 'text?', virtualization: 'text?', container: 'text?', timezone: 'text', init: 'text?',
		uptimeMs: 'number', bootedAtMs: 'number',
	},
	isPortable: true,
	read({host}) {
		const release = readRelease(host);
		const name = release.get('NAME') ?? os.type();
		const hostname = host.line('/proc/sys/kernel/hostname') ?? os.hostname();
		return {
			id: release.get('ID') ?? os.platform(),
			name,
			version: release.get('VERSION_ID') ?? null,
			codename: release.get('VERSION_CODENAME') ?? null,
			prettyName: release.get('PRETTY_NAME') ?? `${name} ${os.release()}`,
			like: (release.get('ID_LIKE') ?? '').split(' ').filter(word => word !== ''),
			kernel: host.line('/proc/sys/kernel/osrelease') ?? os.release(),
			arch: os.machine(),
			hostname,
			fqdn: fqdnOf(host, hostname),
			machineId: host.line('/etc/machine-id') ?? host.line('/var/lib/dbus/machine-id'),
			virtualization: virtualizationOf(host),
			container: containerOf(host),
			timezone: timezoneOf(host),
			init: host.line('/proc/1/comm'),
			uptimeMs: uptimeMs(host),
			bootedAtMs: bootedAtMs(host),
		};
	},
});

/** The variables of os-release(5); quotes and backslashes are those of a shell. */
function readRelease(host: HostReader): Map<string, string> {
	const text = host.text('/etc/os-release') ?? host.text('/usr/lib/os-release') ?? '';
	return new Map([...text.matchAll(/^(?<name>[A-Z][\dA-Z_]*)=(?<value>.*)$/gm)].map(({groups = {}}) => [
		groups['name'] ?? '', (groups['value'] ?? '').trim().replace(/^(?<quote>["'])(?<inner>.*)\k<quote>$/, '$<inner>').replaceAll(/\\(?<char>.)/g, '$<char>'),
	]));
}

/** As far as the host's own files know it: no name server is asked, which could take for ever. */
function fqdnOf(host: HostReader, hostname: string): string | null {
	if (hostname.includes('.')) {
		return hostname;
	}

	const lines = (host.text('/etc/hosts') ?? '').split('\n').map(line => line.replace(/#.*/, '').trim().split(/\s+/).slice(1));
	return lines.find(names => names.includes(hostname))?.find(name => name.startsWith(`${hostname}.`)) ?? null;
}

export function timezoneOf(host: HostReader): string {
	return host.line('/etc/timezone') ?? /zoneinfo\/(?<zone>.+)$/.exec(host.link('/etc/localtime') ?? '')?.groups?.['zone'] ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
