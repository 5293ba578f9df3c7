import {isArthasError} from '../../core/error.js';
import {selectTargets} from '../../core/client/targets.js';
import type {Group, ListSpec} from '../list-state.js';
import type {AgentEntry} from './agent-entry.js';
import {labelsText} from './labels-text.js';

/** Columns by which agents can be sorted, and all that they can have. */
export type AgentColumnId = 'name' | 'kind' | 'status' | 'app' | 'host' | 'ip' | 'version' | 'beat' | 'via' | 'java' | 'server' | 'since' | 'sessions' | 'os' | 'labels';

/** Names of the groups of those that have no value to be grouped by; no host or application is called so. */
export const hostsGroup = '#hosts';
export const restGroup = '#rest';

/** How the list of agents is filtered, sorted and grouped. */
export const agentList: ListSpec<AgentEntry> & {columns: Record<AgentColumnId, (entry: AgentEntry) => string | number | null>} = {
	key: ({key}) => key,
	columns: {
		name: ({name}) => name,
		kind: ({agent}) => agent.kind,
		// Who looks for trouble wants it on top.
		status: ({agent, lostAt}) => lostAt === null ? {down: 0, out: 1, up: 3}[agent.status] : 2,
		app: ({agent}) => agent.app,
		host: ({agent}) => agent.host,
		ip: ({agent}) => agent.ip,
		version: ({agent}) => agent.version,
		beat: ({agent}) => agent.lastSeen === null ? null : -agent.lastSeen,
		via: ({agent}) => agent.via,
		java: ({facts}) => facts.java ?? null,
		server: ({agent}) => agent.server,
		since: ({agent}) => agent.registeredAt,
		sessions: ({facts}) => facts.sessions ?? null,
		os: ({facts}) => facts.os ?? null,
		labels: ({agent}) => labelsText(agent.labels) || null,
	},
	groupBy,
	choose,
};

/** By `app`, `host`, `version`, `kind`, `status`, `server`, or by a label as `label:zone`. */
function groupBy(by: string): ((entry: AgentEntry) => Group) | undefined {
	const read = by.startsWith('label:') ? ({agent}: AgentEntry) => agent.labels[by.slice(6)] ?? null : readers.get(by);
	return read && (entry => groupOf(entry, by, read(entry)));
}

const readers = new Map<string, (entry: AgentEntry) => string | null>(Object.entries({
	app: ({agent}: AgentEntry) => agent.app,
	host: ({agent}: AgentEntry) => agent.host,
	version: ({agent}: AgentEntry) => agent.version,
	kind: ({agent}: AgentEntry) => agent.kind,
	status: ({agent}: AgentEntry) => agent.status,
	server: ({agent}: AgentEntry) => agent.server,
}));

/** Agents of a lost server stand together at the end, as what they have in common is that nothing is known. */
function groupOf({agent, lostAt}: AgentEntry, by: string, value: string | null): Group {
	if (lostAt !== null) {
		return {name: agent.server, rank: 3};
	}

	if (by === 'app' && !value && agent.kind === 'host') {
		return {name: hostsGroup, rank: 1};
	}

	return value ? {name: value, rank: 0} : {name: restGroup, rank: 2};
}

/** A count such as `%5` takes the first ones here: a list whose rows are drawn by lot at each look can't be read. */
function choose(entries: readonly AgentEntry[], filter: string): readonly AgentEntry[] | {problem: string} {
	const terms = filter.split(/\s+/u).filter(Boolean);
	const count = terms.map(term => /^%(?<count>\d+)$/u.exec(term)?.groups?.['count']).find(found => found !== undefined);
	const rest = terms.filter(term => !/^%\d+$/u.test(term)).join(' ');
	try {
		const chosen = new Set(selectTargets(entries.map(({agent}) => agent), rest));
		const matched = entries.filter(({agent}) => chosen.has(agent));
		return count === undefined ? matched : matched.slice(0, Number(count));
	} catch (error) {
		if (isArthasError(error)) {
			return {problem: error.message};
		}

		throw error;
	}
}
