import {labelsOf} from '../../protocol/agent-labels.js';
import {processOf} from '../../protocol/agent-process.js';
import type {AgentRecord} from '../../protocol/agent-record.js';
import {isTunnelAgent} from '../../protocol/tunnel/feature.js';
import type {Agent, AgentStatus} from '../agent.js';

/** Ages of a heartbeat after which a row counts as out, then down (measured 18.9 and 33.9 s on the Java server). */
const outAfterMs = 20_000;
const downAfterMs = 35_000;

/**
What the channel server lists, in our words. `clockOffsetMs` is its clock minus ours. Our own server ages its agents
itself, by a clock that never jumps; on the Java server the age of the last heartbeat tells more than its word.
*/
export function toAgent(record: AgentRecord, server: string, {clockOffsetMs, isOurs}: {clockOffsetMs: number; isOurs: boolean}): Agent {
	const lastSeen = record.heartbeatTime > 0 ? record.heartbeatTime - clockOffsetMs : null;
	const isHost = record.channelFeatures.includes('HostInfo');
	const isTunnel = isTunnelAgent(record);
	return {
		ref: `${server}/${record.agentId}`,
		id: record.agentId,
		name: isTunnel ? record.agentId : nameOf(record, isHost),
		kind: isHost ? 'host' : 'jvm',
		via: isTunnel ? 'tunnel' : 'channel',
		results: isTunnel ? 'text' : 'structured',
		app: record.appName || null,
		status: isOurs ? statusByWord(record.agentStatus) : worse(statusByWord(record.agentStatus), statusByAge(lastSeen)),
		statusText: record.agentStatus,
		host: record.hostname || null,
		ip: record.ip || null,
		version: record.agentVersion || null,
		lastSeen,
		labels: labelsOf(record.channelFeatures),
		server,
		registeredAt: record.modifiedTime || null,
		process: processOf(record.channelFeatures),
	};
}

function nameOf({agentId, appName, classPath, hostname}: AgentRecord, isHost: boolean): string {
	if (isHost) {
		return hostname || agentId;
	}

	if (appName) {
		return appName;
	}

	// Ids of 32 hex digits are random; the jar says more.
	const jar = /(?<name>[^/\\]+?)(?:-\d[\w.]*)?\.jar$/u.exec(classPath)?.groups?.['name'];
	return /^[\da-f]{32}$/u.test(agentId) && jar ? `${jar}-${agentId.slice(0, 4)}` : agentId;
}

function statusByWord(word: string): AgentStatus {
	if (word === 'IN_SERVICE' || word === 'UP') {
		return 'up';
	}

	return word === 'DOWN' ? 'down' : 'out';
}

function statusByAge(lastSeen: number | null): AgentStatus {
	const age = lastSeen === null ? 0 : Date.now() - lastSeen;
	return age > downAfterMs ? 'down' : (age > outAfterMs ? 'out' : 'up');
}

function worse(left: AgentStatus, right: AgentStatus): AgentStatus {
	const order: AgentStatus[] = ['up', 'out', 'down'];
	return order[Math.max(order.indexOf(left), order.indexOf(right))]!;
}
