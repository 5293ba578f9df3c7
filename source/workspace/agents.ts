export {
	isChanged, isChangedInGroup, nextChangeEnd, noChanges, noteChanges, type AgentChanges,
} from './agents/agent-changes.js';
export {
	agentEntries, type AgentEntry, type AgentFacts, type ServerHealth,
} from './agents/agent-entry.js';
export {
	agentList, hostsGroup, restGroup, type AgentColumnId,
} from './agents/agent-list.js';
export {distinctNames} from './agents/distinct-names.js';
export {fleetCounts, versionCounts, type FleetCounts} from './agents/fleet-counts.js';
export {labelsText} from './agents/labels-text.js';
