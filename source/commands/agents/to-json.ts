import type {Agent} from '../../core/client/agent.js';

/** The stable shape of an agent for programs: keys are added, never renamed; what is unknown is null. */
export function toJson({id, name, kind, via, results, app, status, host, ip, version, lastSeen, labels, server, ref}: Agent): Record<string, unknown> {
	return {
		id, name, kind, via, results, app, status, host, ip, version, lastSeen: lastSeen === null ? null : new Date(lastSeen).toISOString(), labels, server, ref,
	};
}
