import type {HostReader} from '../define/host-reader.js';

export type DiskCounts = {
	/** `major:minor`. */
	number: string;
	reads: number;
	readBytes: number;
	readMs: number;
	writes: number;
	writtenBytes: number;
	writeMs: number;
	inFlight: number;
	busyMs: number;
};

/** /proc/diskstats by name. A sector is 512 bytes there, whatever the disk's own are. */
export function readDiskCounts(host: HostReader): Map<string, DiskCounts> {
	const lines = (host.text('/proc/diskstats') ?? '').split('\n').map(line => line.trim().split(/\s+/)).filter(fields => fields.length >= 14);
	return new Map(lines.map(([major = '', minor = '', name = '', ...counts]) => {
		const at = (index: number) => Number(counts[index]);
		return [name, {
			number: `${major}:${minor}`,
			reads: at(0), readBytes: at(2) * 512, readMs: at(3), writes: at(4), writtenBytes: at(6) * 512, writeMs: at(7), inFlight: at(8), busyMs: at(9),
		}];
	}));
}
