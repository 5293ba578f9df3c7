import type {Agent} from '../../core/client/agent.js';
import {safeText} from '../../views/safe-text.js';

/** What each target is called, by its ref: the shortest of name, id and ref that tells all of them apart. Safe to print. */
export function labelsOf(targets: readonly Agent[]): ReadonlyMap<string, string> {
	const words = [({name}: Agent) => name, ({id}: Agent) => id].find(word => new Set(targets.map(agent => word(agent))).size === targets.length);
	return new Map(targets.map(agent => [agent.ref, safeText((words ?? (({ref}) => ref))(agent))]));
}
