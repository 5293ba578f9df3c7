import {readHost, type HostReader} from '../define/host-reader.js';
import {ownersOf} from '../getinfo/socket-owners.js';
import {readSockets} from '../getinfo/sockets.js';
import {ownAddresses} from './own-addresses.js';

/**
Those of these processes that hold a connection to one of these ports of this host: an Arthas that joined a server here dials its
door, and no listing says from which process it comes.
*/
export function joinedPids(pids: readonly number[], ports: ReadonlySet<number>, host: HostReader = readHost()): Set<number> {
	const own = ownAddresses();
	const dialled = readSockets(host, ['tcp']).filter(({state, peerAddress, peerPort}) => state === 'established' && ports.has(peerPort) && own.has(peerAddress.replace(/^::ffff:/u, '')));
	const owners = ownersOf(host, new Set(dialled.map(({inode}) => inode)), pids);
	return new Set([...owners.values()].map(({pid}) => pid).filter(pid => pids.includes(pid)));
}
