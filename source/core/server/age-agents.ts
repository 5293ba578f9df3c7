import {steadyNow} from './clock.js';
import type {Store, StoredAgent} from './store.js';

export type AgentLimits = {
	agents: number;
	/** An agent that has been silent for so long is out of service, then down, then forgotten (ms). */
	outAfterMs: number;
	downAfterMs: number;
	forgetAfterMs: number;
	/** One that registered and never opened its request stream is forgotten after so long (ms). */
	unservedAfterMs: number;
};

export const defaultAgentLimits: AgentLimits = {
	agents: 10_000, outAfterMs: 15_000, downAfterMs: 30_000, forgetAfterMs: 1_800_000, unservedAfterMs: 60_000,
};

const everyMs = 1000;

/** Looks every second who has been silent or away for too long. Returns what stops it. */
export function ageAgents({agents}: Store, limits: AgentLimits): () => void {
	const look = async () => {
		const now = steadyNow();
		for (const agent of await agents.list()) {
			const status = statusByAge(agent, now, limits);
			if (status === undefined) {
				await agents.remove(agent.agentId);
			} else if (status !== agent.agentStatus) {
				await agents.update(agent.agentId, current => current.heartbeatTime === agent.heartbeatTime ? {...current, agentStatus: status} : current);
			}
		}
	};

	const timer = setInterval(() => {
		void look();
	}, everyMs).unref();
	return () => {
		clearInterval(timer);
	};
}

/** Undefined: it is to be forgotten. */
function statusByAge({heartbeatTime, goneSince, wasServed, agentStatus}: StoredAgent, now: number, limits: AgentLimits): string | undefined {
	const silentMs = now - heartbeatTime;
	const absentMs = goneSince > 0 ? now - goneSince : 0;
	if (silentMs > limits.forgetAfterMs || (!wasServed && absentMs > limits.unservedAfterMs)) {
		return undefined;
	}

	if (silentMs > limits.downAfterMs || absentMs > limits.downAfterMs) {
		return 'DOWN';
	}

	return silentMs > limits.outAfterMs || (absentMs > 0 && wasServed) ? 'OUT_OF_SERVICE' : agentStatus;
}
