import {defineInfo} from '../define/define-info.js';
import {accountNames} from './account-names.js';
import {ownersOf} from './socket-owners.js';
import {readProcess} from './process-stat.js';
import {readSockets, type Socket} from './sockets.js';

export const getinfoPorts = defineInfo({
	name: 'ports',
	summary: 'Ports that somebody listens on, and who; or all connections',
	options: {
		all: {kind: 'flag', short: 'a', about: 'connections too'},
		tcp: {kind: 'flag', short: 't', about: 'only TCP'},
		udp: {kind: 'flag', short: 'u', about: 'only UDP'},
		port: {
			kind: 'number', short: 'p', value: 'PORT', min: 1, max: 65_535, about: 'only this one',
		},
	},
	schema: {
		listening: 'number', established: 'number', timeWait: 'number',
		ports: [{
			protocol: 'text', family: 'text', address: 'text', port: 'number', state: 'text', peerAddress: 'text?', peerPort: 'number?',
			user: 'text', uid: 'number', pid: 'number?', process: 'text?', sendQueue: 'number', receiveQueue: 'number',
		}],
	},
	read({host, values: {all = false, tcp = false, udp = false, port}}) {
		const sockets = readSockets(host);
		const isAsked = (socket: Socket) => (tcp === udp || socket.protocol === (tcp ? 'tcp' : 'udp'))
			&& (port === undefined || socket.port === port || (all && socket.peerPort === port));
		const wanted = sockets.filter(socket => (all || isOpen(socket)) && isAsked(socket));
		// Connections that are over have no inode and belong to nobody.
		const owners = ownersOf(host, new Set(wanted.map(({inode}) => inode).filter(inode => inode > 0)));
		const nameOf = accountNames(host);
		if (!host.isRoot && wanted.some(({inode}) => inode > 0 && !owners.has(inode))) {
			host.lack('pid and process of other users\' sockets (not root)');
		}

		const rows = wanted.map(({inode, peerAddress, peerPort, ...socket}) => {
			const pid = owners.get(inode)?.pid ?? null;
			return {
				...socket, peerAddress: peerPort === 0 ? null : peerAddress, peerPort: peerPort === 0 ? null : peerPort, user: nameOf(socket.uid),
				pid, process: pid === null ? null : readProcess(host, pid)?.name ?? null,
			};
		});
		return {...count(sockets), ports: rows.sort((a, b) => compare(a, b))};
	},
});

/** A TCP socket listens, a UDP one is open to everybody when it has no peer. */
function isOpen({protocol, state, peerPort}: Socket): boolean {
	return protocol === 'tcp' ? state === 'listening' : peerPort === 0;
}

function count(sockets: readonly Socket[]): {listening: number; established: number; timeWait: number} {
	const inState = (wanted: string) => sockets.filter(({protocol, state}) => protocol === 'tcp' && state === wanted).length;
	return {listening: inState('listening'), established: inState('established'), timeWait: inState('time-wait')};
}

type Place = {protocol: string; family: string; address: string; port: number};

function compare(a: Place, b: Place): number {
	return a.port - b.port || [a.protocol, a.family, a.address].join(' ').localeCompare([b.protocol, b.family, b.address].join(' '), 'en');
}
