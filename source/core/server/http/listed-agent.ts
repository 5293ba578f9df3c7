import {printAgent} from '../../protocol/agent-record.js';
import {steadyNow, wallTime} from '../clock.js';
import type {StoredAgent} from '../store.js';

/** Requests in a row that may stay unanswered before an agent counts as one that doesn't answer. */
const unansweredLimit = 2;
/** A refused process tries again every 5 s; after so long without a try it has gone. */
const rivalMs = 15_000;

/** An agent as the list has it: as the Java server prints it, and with what only this one knows when `extended`. */
export function printListed(agent: StoredAgent, extended: boolean): string {
	const printed = printAgent({
		...agent, heartbeatTime: wallTime(agent.heartbeatTime), createdTime: wallTime(agent.createdTime), modifiedTime: wallTime(agent.modifiedTime),
	});
	if (!extended) {
		return printed;
	}

	const {incarnation, peer, unanswered, rival} = agent;
	const isContested = rival !== undefined && steadyNow() - rival.at < rivalMs;
	const more = JSON.stringify({
		answering: unanswered < unansweredLimit, incarnation, peer, ...(isContested && {rival: rival.peer}),
	});
	return `${printed.slice(0, -1)},${more.slice(1)}`;
}
