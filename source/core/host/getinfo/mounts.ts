import type {HostReader} from '../define/host-reader.js';

export type Mount = {
	mount: string;
	device: string;
	type: string;
	isReadOnly: boolean;
	options: string;
	/** `major:minor`. */
	number: string;
	/** What of the file system is mounted here. */
	from: string;
};

/** All that is mounted, as this process sees it, in the order in which it was. */
export function readMounts(host: HostReader): Mount[] {
	return (host.text('/proc/self/mountinfo') ?? '').split('\n').map(line => readLine(line)).filter(mount => mount !== undefined);
}

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`: optional fields stand before the lone dash. */
function readLine(line: string): Mount | undefined {
	const dash = line.indexOf(' - ');
	const [_id, _parent, number, from, mount, options] = line.slice(0, Math.max(0, dash)).split(' ');
	const [type, device, more = ''] = line.slice(dash + 3).split(' ');
	if (dash === -1 || number === undefined || from === undefined || mount === undefined || options === undefined || type === undefined || device === undefined) {
		return undefined;
	}

	const all = [...new Set([...options.split(','), ...more.split(',')])].filter(option => option !== '');
	return {
		number, from: unescape(from), mount: unescape(mount), device: unescape(device), type,
		isReadOnly: all.includes('ro'),
		options: all.join(','),
	};
}

/** Blanks and backslashes stand in octal there. */
function unescape(text: string): string {
	return text.replaceAll(/\\(?<octal>[0-7]{3})/g, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
}
