import type {AgentEntry} from './agent-entry.js';

export type FleetCounts = {total: number; up: number; out: number; down: number; unknown: number};

/** How many are how. What a lost server said last is not known now. */
export function fleetCounts(entries: readonly AgentEntry[]): FleetCounts {
	const counts: FleetCounts = {
		total: entries.length, up: 0, out: 0, down: 0, unknown: 0,
	};
	for (const {agent, lostAt} of entries) {
		counts[lostAt === null ? agent.status : 'unknown']++;
	}

	return counts;
}

/** Versions by how often they run, the most frequent first. */
export function versionCounts(entries: readonly AgentEntry[]): Array<[version: string, count: number]> {
	const counts = new Map<string, number>();
	for (const {agent: {version}} of entries) {
		if (version !== null) {
			counts.set(version, (counts.get(version) ?? 0) + 1);
		}
	}

	return [...counts].sort(([, a], [, b]) => b - a);
}
