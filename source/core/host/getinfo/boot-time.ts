import os from 'node:os';
import type {HostReader} from '../define/host-reader.js';

/** When the kernel started, ms since 1970. `btime` has whole seconds and follows the clock when that is set. */
export function bootedAtMs(host: HostReader): number {
	const seconds = /^btime (?<seconds>\d+)$/m.exec(host.text('/proc/stat') ?? '')?.groups?.['seconds'];
	return seconds === undefined ? Math.round((Date.now() - (os.uptime() * 1000)) / 1000) * 1000 : Number(seconds) * 1000;
}

export function uptimeMs(host: HostReader): number {
	return Math.round(Number(/^[\d.]+/.exec(host.text('/proc/uptime') ?? '')?.[0] ?? os.uptime()) * 1000);
}
