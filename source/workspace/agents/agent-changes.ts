import type {Agent} from '../../core/client/agent.js';
import type {AgentColumnId} from './agent-list.js';
import {labelsText} from './labels-text.js';

/**
When cells of the list changed (epoch ms), by agent and column. Changes of many rows at once are in
`quiet`: their cells stay calm, and only the heads of their groups show that something happened.
*/
export type AgentChanges = {
	cells: ReadonlyMap<string, number>;
	quiet: ReadonlyMap<string, number>;
};

export const noChanges: AgentChanges = {cells: new Map(), quiet: new Map()};

const shownFor = 2000;
/** A cell that changes all the time is shown once in this time. */
const calmFor = 10_000;
/** So many rows may always light up, also in a short list. */
const fewRows = 3;

/** What changed between two lists. The heartbeat is not looked at, for it changes with every list. */
export function noteChanges(changes: AgentChanges, before: readonly Agent[], after: readonly Agent[], now: number): AgentChanges {
	const found = changedCells(before, after);
	const cells = new Map([...changes.cells].filter(([, time]) => now - time < calmFor));
	const quiet = new Map([...changes.quiet].filter(([, time]) => now - time < shownFor));
	const isMany = found.size > Math.max(after.length / 3, fewRows);
	for (const [ref, columns] of found) {
		if (isMany) {
			quiet.set(ref, now);
			continue;
		}

		for (const column of columns) {
			const cell = cellKey(ref, column);
			cells.set(cell, cells.get(cell) ?? now);
		}
	}

	return {cells, quiet};
}

/** Whether a cell is to be seen as changed now. */
export function isChanged({cells}: AgentChanges, ref: string, column: AgentColumnId, now: number): boolean {
	return now - (cells.get(cellKey(ref, column)) ?? Number.NEGATIVE_INFINITY) < shownFor;
}

/** Whether the head of a group with this agent is to be seen as changed now. */
export function isChangedInGroup(changes: AgentChanges, ref: string, now: number): boolean {
	return isChanged(changes, ref, 'status', now) || now - (changes.quiet.get(ref) ?? Number.NEGATIVE_INFINITY) < shownFor;
}

/** When the next change ceases to be shown; undefined when none is. */
export function nextChangeEnd({cells, quiet}: AgentChanges, now: number): number | undefined {
	const ends = [...cells.values(), ...quiet.values()].map(time => time + shownFor).filter(end => end > now);
	return ends.length === 0 ? undefined : Math.min(...ends);
}

/** A new agent is told by its name. In the first list everything is new, and nothing changed. */
function changedCells(before: readonly Agent[], after: readonly Agent[]): Map<string, AgentColumnId[]> {
	const known = new Map(before.map(agent => [agent.ref, agent]));
	const found = new Map<string, AgentColumnId[]>();
	for (const agent of before.length === 0 ? [] : after) {
		const old = known.get(agent.ref);
		const columns = old === agent ? [] : (old ? watched.filter(({read}) => read(old) !== read(agent)).map(({column}) => column) : ['name' as const]);
		if (columns.length > 0) {
			found.set(agent.ref, columns);
		}
	}

	return found;
}

const watched: ReadonlyArray<{column: AgentColumnId; read: (agent: Agent) => string | number | null}> = [
	{column: 'name', read: ({name}) => name},
	{column: 'status', read: ({status}) => status},
	{column: 'app', read: ({app}) => app},
	{column: 'host', read: ({host}) => host},
	{column: 'ip', read: ({ip}) => ip},
	{column: 'version', read: ({version}) => version},
	{column: 'since', read: ({registeredAt}) => registeredAt},
	{column: 'labels', read: ({labels}) => labelsText(labels)},
];

function cellKey(ref: string, column: AgentColumnId): string {
	return `${column} ${ref}`;
}
