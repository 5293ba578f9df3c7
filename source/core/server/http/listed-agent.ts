import {printAgent} from '../../protocol/agent-record.js';
import {steadyNow, wallOffset} from '../clock.js';
import type {StoredAgent} from '../store.js';

/** Requests in a row that may stay unanswered before an agent counts as one that doesn't answer. */
const unansweredLimit = 2;
/** A refused process tries again every 5 s; after so long without a try it has gone. */
const rivalMs = 15_000;

/** An agent as the list has it: as the Java server prints it, and with what only this one knows when `extended`. */
export function printListed(agent: StoredAgent, extended: boolean): string {
	const printed = printPlain(agent);
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

/** Records are never changed, only replaced, and long lists are asked for far more often than an agent beats. */
const made = new WeakMap<StoredAgent, {offset: number; text: string}>();

function printPlain(agent: StoredAgent): string {
	const offset = wallOffset();
	const known = made.get(agent);
	if (known?.offset === offset) {
		return known.text;
	}

	const {heartbeatTime, createdTime, modifiedTime} = agent;
	const text = printAgent({
		...agent, heartbeatTime: Math.round(heartbeatTime + offset), createdTime: Math.round(createdTime + offset), modifiedTime: Math.round(modifiedTime + offset),
	});
	made.set(agent, {offset, text});
	return text;
}
