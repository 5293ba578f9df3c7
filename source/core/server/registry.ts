import {AgentStatus, type AgentInfo, type HeartbeatRequest} from '../protocol/generated/ArthasService.js';
import type {Store, StoredAgent} from './store.js';

export type RegistryLimits = {
	agents: number;
	/** An agent that has been silent for so long is out of service, then down, then forgotten (ms). */
	outAfterMs: number;
	downAfterMs: number;
	forgetAfterMs: number;
};

export const defaultRegistryLimits: RegistryLimits = {
	agents: 10_000, outAfterMs: 15_000, downAfterMs: 30_000, forgetAfterMs: 1_800_000,
};

/** A connection on which the same id was replaced so short a time ago is not replaced again: two JVMs would evict each other for ever. */
const replaceOnceMs = 20_000;

export type Registry = {
	/** Takes an agent in, or says why not. Stock agents try again every 5 s. */
	register(info: AgentInfo, peer: string): Promise<{accepted: true; message: string} | {accepted: false; message: string}>;
	heartbeat(beat: HeartbeatRequest): Promise<boolean>;
	/** The agent's request stream is open on this connection. */
	attached(agentId: string, peer: string): Promise<void>;
	/** It closed: the agent is out of service from this moment on. */
	detached(agentId: string, peer: string): Promise<void>;
	close(): void;
};

/** Says who is there. Times are this server's clock, as the Java server's are. */
export function createRegistry(store: Store, limits: RegistryLimits): Registry {
	const replacedAt = new Map<string, number>();

	/** An id in use is refused, unless the register comes from the process that had it: that one lost its connection and says OUT_OF_SERVICE. */
	const refusal = (known: StoredAgent, info: AgentInfo, peer: string): string | undefined => {
		const silentMs = Date.now() - known.heartbeatTime;
		if (known.goneSince > 0 || silentMs > limits.outAfterMs) {
			return undefined;
		}

		const sameProcess = info.agentStatus === AgentStatus.OUT_OF_SERVICE && hostOf(peer) === hostOf(known.peer) && info.hostname === known.hostname;
		const replacedJustNow = Date.now() - (replacedAt.get(info.agentId) ?? 0) < replaceOnceMs;
		if (sameProcess && !replacedJustNow) {
			return undefined;
		}

		return `agent id ${info.agentId} is in use by ${known.hostname || known.peer}, heard ${Math.round(silentMs / 1000)} s ago`;
	};

	const sweep = async () => {
		const now = Date.now();
		for (const agent of await store.agents.list()) {
			const silentMs = now - agent.heartbeatTime;
			if (silentMs > limits.forgetAfterMs) {
				await store.agents.remove(agent.agentId);
				replacedAt.delete(agent.agentId);
				continue;
			}

			const absentMs = agent.goneSince > 0 ? now - agent.goneSince : 0;
			const status = silentMs > limits.downAfterMs || absentMs > limits.downAfterMs
				? 'DOWN'
				: (silentMs > limits.outAfterMs || absentMs > 0 ? 'OUT_OF_SERVICE' : agent.agentStatus);
			if (status !== agent.agentStatus) {
				await store.agents.put({...agent, agentStatus: status});
			}
		}
	};

	const sweeper = setInterval(() => {
		void sweep();
	}, 1000).unref();

	return {
		async register(info, peer) {
			const known = await store.agents.get(info.agentId);
			if (!known && (await store.agents.list()).length >= limits.agents) {
				return {accepted: false, message: `this server holds ${limits.agents} agents already`};
			}

			const message = known && refusal(known, info, peer);
			if (message) {
				return {accepted: false, message};
			}

			if (known?.goneSince === 0) {
				replacedAt.set(info.agentId, Date.now());
			}

			await store.agents.put(recordOf(info, peer, known));
			return {accepted: true, message: `Agent info has been ${known ? 'updated' : 'added'}: ${info.agentId}`};
		},
		async heartbeat(beat) {
			const agent = await store.agents.get(beat.agentId);
			if (!agent) {
				return false;
			}

			await store.agents.put({
				...agent,
				agentStatus: agent.goneSince > 0 ? agent.agentStatus : statusText(beat.agentStatus),
				agentVersion: beat.agentVersion || agent.agentVersion,
				heartbeatTime: Date.now(),
			});
			return true;
		},
		async attached(agentId, peer) {
			const agent = await store.agents.get(agentId);
			if (agent) {
				await store.agents.put({
					...agent, peer, goneSince: 0, unanswered: 0, heartbeatTime: Date.now(),
				});
			}
		},
		async detached(agentId, peer) {
			const agent = await store.agents.get(agentId);
			if (agent?.peer === peer) {
				await store.agents.put({...agent, agentStatus: 'OUT_OF_SERVICE', goneSince: Date.now()});
			}
		},
		close() {
			clearInterval(sweeper);
		},
	};
}

function recordOf(info: AgentInfo, peer: string, known: StoredAgent | undefined): StoredAgent {
	const now = Date.now();
	const isNewProcess = info.agentStatus !== AgentStatus.OUT_OF_SERVICE;
	return {
		agentId: info.agentId,
		agentVersion: info.agentVersion,
		agentStatus: statusText(info.agentStatus),
		hostname: info.hostname,
		ip: info.ip,
		osVersion: info.osVersion,
		appName: info.appName,
		channelServer: info.channelServer,
		classPath: info.classPath,
		channelVersion: info.channelVersion,
		channelFeatures: info.channelFeatures,
		heartbeatTime: now,
		createdTime: known?.createdTime ?? now,
		modifiedTime: now,
		incarnation: (known?.incarnation ?? 0) + (isNewProcess || !known ? 1 : 0),
		peer,
		unanswered: 0,
		goneSince: known?.goneSince ?? now,
	};
}

function statusText(status: AgentStatus): string {
	return AgentStatus[status] ?? 'UNRECOGNIZED';
}

/** The address in `1.2.3.4:567` or `[::1]:567`. */
function hostOf(peer: string): string {
	return peer.slice(0, peer.lastIndexOf(':'));
}
