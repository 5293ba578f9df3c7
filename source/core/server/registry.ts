import {AgentStatus, type AgentInfo, type HeartbeatRequest} from '../protocol/generated/ArthasService.js';
import type {AgentConnection} from './agent-connection.js';
import {ageAgents, type AgentLimits} from './age-agents.js';
import {steadyNow} from './clock.js';
import type {Notices} from './notices.js';
import type {Store, StoredAgent} from './store.js';

/** How long the holder of an id has to answer a PING when another process claims the id. */
const pingMs = 2000;
/** A heartbeat without a request stream for so long means that the agent lost it unnoticed. */
const headlessMs = 10_000;

/** Told in this order, each before anything that follows from it. */
export type AgentWatcher = {
	left(agentId: string): void;
	registered(agentId: string, incarnation: number): void;
	attached(agentId: string): void;
};

/** Says who is there, and which connection speaks for whom. */
export class Registry {
	readonly #store: Store;
	readonly #limits: AgentLimits;
	readonly #notice: Notices;
	readonly #watcher: AgentWatcher;
	/** The connection that registered each agent last: only what comes by it is that agent's word. */
	readonly #owners = new Map<string, string>();
	/** Connections with an open request stream. */
	readonly #holders = new Map<string, AgentConnection>();
	readonly #checks = new Map<string, Promise<boolean>>();
	readonly #unanswering = new Set<string>();
	readonly #close: Array<() => void>;

	constructor(store: Store, {limits, notice, watcher}: {limits: AgentLimits; notice: Notices; watcher: AgentWatcher}) {
		this.#store = store;
		this.#limits = limits;
		this.#notice = notice;
		this.#watcher = watcher;
		this.#close = [
			ageAgents(store, limits),
			store.agents.subscribe(({kind, agent}) => {
				this.#follow(kind, agent);
			}),
		];
	}

	/** Takes an agent in, or says why not; stock agents try again every 5 s. It costs the same however many there are. */
	async register(info: AgentInfo, {peer}: AgentConnection): Promise<{isAccepted: boolean; message: string}> {
		const {agentId} = info;
		const {agents} = this.#store;
		const known = await agents.get(agentId);
		if (!known && await agents.count() >= this.#limits.agents) {
			this.#notice('full', `an agent at ${peer} is refused: this server holds ${this.#limits.agents} agents already`);
			return {isAccepted: false, message: `this server holds ${this.#limits.agents} agents already`};
		}

		const holder = this.#holders.get(agentId);
		if (holder && holder.peer !== peer) {
			if (await this.#isAlive(agentId, holder)) {
				await agents.update(agentId, agent => ({...agent, rival: {peer, at: steadyNow()}}));
				this.#notice(`rival ${agentId}`, `a second agent at ${peer} claims the id ${agentId}, which ${holder.peer} holds: it is refused`);
				return {isAccepted: false, message: `agent id ${agentId} is in use by ${known?.hostname ?? ''} ${holder.peer}, which answers`};
			}

			holder.cut();
			this.detached(agentId, holder);
		}

		const record = recordOf(info, peer, await agents.get(agentId));
		await agents.put(record);
		this.#watcher.registered(agentId, record.incarnation);
		this.#owners.set(agentId, peer);
		return {isAccepted: true, message: `Agent info has been ${known ? 'updated' : 'added'}: ${agentId}`};
	}

	/** True for the connection that registered the agent last. */
	isOwner(agentId: string, peer: string): boolean {
		return this.#owners.get(agentId) === peer;
	}

	/** Notes a heartbeat; false when the agent had better register again. */
	async heartbeat({agentId, agentStatus, agentVersion}: HeartbeatRequest, peer: string): Promise<boolean> {
		if (!this.isOwner(agentId, peer)) {
			return false;
		}

		const now = steadyNow();
		const agent = await this.#store.agents.update(agentId, agent => ({
			...agent,
			agentStatus: agent.goneSince > 0 ? agent.agentStatus : statusText(agentStatus),
			agentVersion: agentVersion || agent.agentVersion,
			heartbeatTime: now,
		}));
		return agent !== undefined && (agent.goneSince === 0 || now - agent.goneSince < headlessMs);
	}

	/** The agent's request stream is open on this connection. */
	async attached(agentId: string, connection: AgentConnection): Promise<void> {
		this.#holders.set(agentId, connection);
		await this.#store.agents.update(agentId, agent => ({
			...agent, agentStatus: 'IN_SERVICE', peer: connection.peer, goneSince: 0, wasServed: true, unanswered: 0, heartbeatTime: steadyNow(),
		}));
		this.#watcher.attached(agentId);
	}

	/** It closed: the agent is out of service from this moment on, unless another connection has taken over. */
	detached(agentId: string, connection: AgentConnection): void {
		if (this.#holders.get(agentId) !== connection) {
			return;
		}

		this.#holders.delete(agentId);
		if (this.isOwner(agentId, connection.peer)) {
			void this.#away(agentId);
		}

		this.#watcher.left(agentId);
	}

	/** One that said DOWN just before it left has ended for good; of any other, and of one that was only silent, nobody knows. */
	async #away(agentId: string): Promise<void> {
		const {agents} = this.#store;
		const agent = await agents.update(agentId, agent => ({...agent, agentStatus: agent.agentStatus === 'DOWN' ? 'DOWN' : 'OUT_OF_SERVICE', goneSince: steadyNow()}));
		if (agent?.agentStatus === 'DOWN' && steadyNow() - agent.heartbeatTime < this.#limits.outAfterMs) {
			await agents.remove(agentId);
		}
	}

	/** Called with every answer of an agent, so it costs next to nothing for those that always answer. */
	answered(agentId: string): void {
		if (this.#unanswering.size > 0 && this.#unanswering.delete(agentId)) {
			void this.#store.agents.update(agentId, agent => ({...agent, unanswered: 0}));
		}
	}

	close(): void {
		for (const close of this.#close) {
			close();
		}
	}

	#follow(kind: 'put' | 'remove', {agentId, unanswered}: StoredAgent): void {
		if (kind === 'remove') {
			this.#owners.delete(agentId);
			// Whoever is still connected without a sign of life for so long had better begin anew.
			this.#holders.get(agentId)?.cut();
		}

		if (kind === 'put' && unanswered > 0) {
			this.#unanswering.add(agentId);
		} else {
			this.#unanswering.delete(agentId);
		}
	}

	/** One PING decides for all who claim the id meanwhile: newest-wins would let two processes evict each other for ever. */
	async #isAlive(agentId: string, holder: AgentConnection): Promise<boolean> {
		const running = this.#checks.get(agentId);
		if (running) {
			return running;
		}

		const check = this.#ping(agentId, holder);
		this.#checks.set(agentId, check);
		try {
			return await check;
		} finally {
			this.#checks.delete(agentId);
		}
	}

	async #ping(agentId: string, holder: AgentConnection): Promise<boolean> {
		const isAnswered = await holder.ping(pingMs);
		if (isAnswered === undefined) {
			const agent = await this.#store.agents.get(agentId);
			return agent !== undefined && steadyNow() - agent.heartbeatTime < this.#limits.outAfterMs;
		}

		return isAnswered && this.#holders.get(agentId) === holder;
	}
}

function recordOf(info: AgentInfo, peer: string, known: StoredAgent | undefined): StoredAgent {
	const now = steadyNow();
	// A process that was taken in once never says UP again (agent 3.5.6).
	const isNewProcess = !known || info.agentStatus !== AgentStatus.OUT_OF_SERVICE;
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
		hasPast: info.agentStatus === AgentStatus.OUT_OF_SERVICE && (known?.hasPast ?? true),
		incarnation: (known?.incarnation ?? 0) + (isNewProcess ? 1 : 0),
		peer,
		unanswered: 0,
		goneSince: now,
		wasServed: known?.wasServed ?? false,
	};
}

function statusText(status: AgentStatus): string {
	return AgentStatus[status] ?? 'UNRECOGNIZED';
}
