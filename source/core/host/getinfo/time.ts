import {defineInfo} from '../define/define-info.js';
import type {HostReader} from '../define/host-reader.js';
import {timezoneOf} from './os.js';
import {readProcesses} from './process-stat.js';
import {runTool} from './run-tool.js';

/**
`isSynchronized` is null where nobody says it. `offsetMs` is what the clock is ahead of the time that its keeper knows, as far
as chrony tells it.
*/
export const getinfoTime = defineInfo({
	name: 'time',
	summary: 'The clock, its zone, and who keeps it right',
	options: {},
	schema: {
		nowMs: 'number', timezone: 'text', utcOffsetMs: 'number', clockSource: 'text?', hardwareClockAtMs: 'number?',
		keeper: 'text?', isSynchronized: 'flag?', synchronizedAtMs: 'number?', offsetMs: 'number?', stratum: 'number?', server: 'text?', servers: 'texts',
	},
	isPortable: true,
	async read({host, signal}) {
		const timezone = timezoneOf(host);
		const now = Date.now();
		const keeper = keeperOf(host);
		return {
			nowMs: now, timezone, utcOffsetMs: offsetOf(timezone, now),
			clockSource: host.line('/sys/devices/system/clocksource/clocksource0/current_clocksource'),
			hardwareClockAtMs: toMs(host.number('/sys/class/rtc/rtc0/since_epoch')),
			keeper,
			...(keeper === 'chrony' ? await askChrony(host, signal) : askTimesyncd(host)),
			servers: serversOf(host),
		};
	},
});

/** By the names that the kernel knows them by, which end after 15 letters. */
const keepers: Record<string, string> = {
	chronyd: 'chrony', 'systemd-timesyn': 'systemd-timesyncd', ntpd: 'ntpd', 'ntpd-rs-daemon': 'ntpd-rs', 'ntp-daemon': 'ntpd-rs', openntpd: 'openntpd',
	ptp4l: 'ptp4l', phc2sys: 'phc2sys', VBoxService: 'virtualbox', vmtoolsd: 'vmware',
};

function keeperOf(host: HostReader): string | null {
	return readProcesses(host).map(({name}) => keepers[name]).find(keeper => keeper !== undefined) ?? null;
}

type Sync = {isSynchronized: boolean | null; synchronizedAtMs: number | null; offsetMs: number | null; stratum: number | null; server: string | null};

const unknown: Sync = {
	isSynchronized: null, synchronizedAtMs: null, offsetMs: null, stratum: null, server: null,
};

/** The service leaves a file when it has set the clock, and touches it each time that it does so again. */
function askTimesyncd(host: HostReader): Sync {
	const synchronized = host.facts('/run/systemd/timesync/synchronized');
	const isRunning = host.exists('/run/systemd/timesync');
	return {...unknown, isSynchronized: isRunning ? synchronized !== undefined : null, synchronizedAtMs: synchronized?.changedAtMs ?? null};
}

/** `chronyc -c tracking` in its order: reference, name, stratum, time, offset in s … and the leap status last. */
async function askChrony(host: HostReader, signal: AbortSignal): Promise<Sync> {
	const fields = (await runTool('chronyc', ['-n', '-c', 'tracking'], signal))?.trim().split(',') ?? [];
	if (fields.length < 14) {
		host.lack('whether the clock is right: chronyc does not answer');
		return unknown;
	}

	return readTracking(fields);
}

export function readTracking(fields: readonly string[]): Sync {
	const isSynchronized = fields.at(-1) !== 'Not synchronised';
	return {
		isSynchronized, synchronizedAtMs: isSynchronized ? Math.round(Number(fields[3]) * 1000) : null,
		// It tells how much the clock is behind.
		offsetMs: Math.round(Number(fields[4]) * -1_000_000) / 1000, stratum: Number(fields[2]), server: fields[1] === '' ? null : fields[1] ?? null,
	};
}

function serversOf(host: HostReader): string[] {
	const files = ['/etc/chrony/chrony.conf', '/etc/chrony.conf', '/etc/ntp.conf', '/etc/ntpsec/ntp.conf', '/etc/openntpd/ntpd.conf'];
	const named = files.flatMap(file => [...(host.text(file) ?? '').matchAll(/^\s*(?:server|pool|servers)\s+(?<name>\S+)/gm)].map(({groups}) => groups?.['name'] ?? ''));
	const timesyncd = /^\s*NTP=(?<names>.+)$/m.exec(host.text('/etc/systemd/timesyncd.conf') ?? '')?.groups?.['names']?.trim().split(/\s+/) ?? [];
	return [...new Set([...named, ...timesyncd])];
}

/** What local time is ahead of UTC. */
function offsetOf(timezone: string, now: number): number {
	try {
		const parts = new Intl.DateTimeFormat('en', {timeZone: timezone, timeZoneName: 'longOffset'}).formatToParts(now);
		const {sign = '+', hours = '0', minutes = '0'} = /(?<sign>[+-])(?<hours>\d+):(?<minutes>\d+)/.exec(parts.find(({type}) => type === 'timeZoneName')?.value ?? '')?.groups ?? {};
		return (sign === '-' ? -1 : 1) * ((Number(hours) * 60) + Number(minutes)) * 60_000;
	} catch {
		// A zone that Node doesn't know.
		return -new Date(now).getTimezoneOffset() * 60_000;
	}
}

function toMs(seconds: number | null): number | null {
	return seconds === null ? null : seconds * 1000;
}
