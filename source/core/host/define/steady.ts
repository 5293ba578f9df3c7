import type {HostReader} from './host-reader.js';

/** So long what hardly ever changes is taken for what it was. */
const lastsMs = 30_000;
const most = 1000;

/**
What hardly ever changes on a host, such as the model of a disk, is read again after half a minute only: whoever watches asks each
second, and a file that is not there costs more than one that is.
*/
export function steady<T>(read: (host: HostReader, name: string) => T): (host: HostReader, name?: string) => T {
	const known = new Map<string, {found: T; atMs: number}>();
	return (host, name = '') => {
		const key = `${host.at('/')} ${name}`;
		const before = known.get(key);
		const now = performance.now();
		if (before && now - before.atMs < lastsMs) {
			return before.found;
		}

		const found = read(host, name);
		if (known.size >= most) {
			known.clear();
		}

		known.set(key, {found, atMs: now});
		return found;
	};
}
