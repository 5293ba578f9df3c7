import type {Agent} from '../../core/client/agent.js';
import {listedAs} from '../../core/client/listed-as.js';
import {joinedPids} from '../../core/host/attach/joined-pids.js';
import type {LocalJvm} from '../../core/host/attach/local-jvms.js';
import {ownAddresses} from '../../core/host/attach/own-addresses.js';
import type {FleetOrigin} from '../context.js';

/**
Tells of JVMs of this host whether they are in the list already, by whatever way: a bridge names their processes, a connection goes straight
to their own port, or they have dialled a door of the server.
*/
export function listedAmong(jvms: readonly LocalJvm[], agents: readonly Agent[], {grpc, tunnel}: Pick<FleetOrigin, 'grpc' | 'tunnel'>): (jvm: LocalJvm) => boolean {
	const doors = new Set([grpc, tunnel].flatMap(address => address === undefined ? [] : [Number(address.slice(address.lastIndexOf(':') + 1))]));
	const joined = joinedPids(jvms.map(({pid}) => pid), doors);
	const own = ownAddresses();
	const straight = new Set(agents.filter(({via, status}) => via === 'arthas' && status === 'up').map(({id}) => new URL(`http://${id}`))
		.filter(({hostname}) => own.has(hostname.replaceAll(/^\[|\]$/gu, '')))
		.map(({port}) => Number(port || 80)));
	return ({pid, arthasPorts}) => listedAs(agents, pid) !== undefined || joined.has(pid) || arthasPorts.some(port => straight.has(port));
}
