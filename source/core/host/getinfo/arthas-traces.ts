import type {HostReader} from '../define/host-reader.js';
import {ownersOf} from './socket-owners.js';
import {readSockets} from './sockets.js';

export type ArthasTraces = {
	/** `attached` while its server runs, `loaded` once its classes are there; unknown where this user may not look. */
	state: 'attached' | 'loaded' | 'no' | 'unknown';
	/** Ports that its process listens on and that are Arthas's own, as far as that can be told. */
	ports: number[];
	/** All ports that the process listens on. */
	listening: number[];
};

/** The ports of Arthas where nobody chose others: telnet and HTTP. */
const usual = new Set([3658, 8563]);

/**
Whether Arthas is in these JVMs: its jar is open in the process, and its threads run while it serves.

Which ports are its own no file tells. The jar is opened when Arthas comes, and descriptors are given out in order, so a
listening socket above the jar's is most likely one of its own; so are its usual ports.
*/
export function traceArthas(host: HostReader, pids: readonly number[]): (pid: number) => ArthasTraces {
	const listening = pids.length === 0 ? [] : readSockets(host, ['tcp']).filter(({state}) => state === 'listening');
	const owners = ownersOf(host, new Set(listening.map(({inode}) => inode)), [...pids].sort((a, b) => a - b));
	return pid => {
		const names = host.names(`/proc/${pid}/fd`);
		const mine = listening.map(({inode, port}) => ({owner: owners.get(inode), port})).filter(({owner}) => owner?.pid === pid);
		const ports = [...new Set(mine.map(({port}) => port))].sort((a, b) => a - b);
		if (names.length === 0) {
			return {state: 'unknown', ports: [], listening: ports};
		}

		const jar = jarDescriptor(host, pid, names);
		const isServing = servesNow(host, pid);
		const own = mine.filter(({port, owner}) => usual.has(port) || (jar !== undefined && (owner?.descriptor ?? 0) > jar)).map(({port}) => port);
		return {
			state: isServing ? 'attached' : (jar === undefined ? 'no' : 'loaded'),
			ports: isServing ? [...new Set(own)].sort((a, b) => a - b) : [],
			listening: ports,
		};
	};
}

function jarDescriptor(host: HostReader, pid: number, names: readonly string[]): number | undefined {
	const found = names.filter(name => /\/arthas-(?:core|agent|spy)[^/]*\.jar$/.test(host.link(`/proc/${pid}/fd/${name}`) ?? '')).map(Number);
	return found.length === 0 ? undefined : Math.min(...found);
}

/** Threads carry their names to the kernel, cut after 15 letters. */
function servesNow(host: HostReader, pid: number): boolean {
	return host.names(`/proc/${pid}/task`).some(task => /^arthas-/i.test(host.text(`/proc/${pid}/task/${task}/comm`) ?? ''));
}
