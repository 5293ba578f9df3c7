import type {SimulatedAgent} from './java-channel/agent.js';
import {channelConsole} from './java-channel/console.js';
import {ChannelCore} from './java-channel/core.js';
import {channelHttp} from './java-channel/http.js';
import type {AgentScript, JavaChannelScript} from './java-channel/script.js';
import {Door, type ReceivedRequest} from './simulation/peer.js';

export type {AgentScript, JavaChannelScript} from './java-channel/script.js';
export type {CommandScript, StreamScript} from './simulation/command.js';
export type {ReceivedRequest} from './simulation/peer.js';

export type JavaChannel = AsyncDisposable & {
	/** `http://127.0.0.1:…`, port 8800 of the real server. */
	readonly url: string;
	/** The same as an endpoint of ours: `channel+http://127.0.0.1:…`. */
	readonly endpoint: string;
	readonly port: number;
	/** `ws://127.0.0.1:…`, port 8801 of the real server; consoles are at `/ws?method=connectArthas&id=…`. */
	readonly consoleUrl: string;
	readonly consolePort: number;
	/** Every request to the HTTP port, oldest first. */
	readonly requests: ReceivedRequest[];
	/** Every request to the console port. */
	readonly consoleRequests: ReceivedRequest[];
	/** Sessions of all agents, one-time ones while they last. */
	readonly sessionsOpen: number;
	readonly jobsRunning: number;
	/** Jobs that are past their enhancing, so that `emit()` reaches them. */
	readonly streamsRunning: number;
	readonly consolesOpen: number;
	/** TCP connections that are open on the HTTP port now. */
	readonly connections: number;
	/** How often each quirk has shown. */
	readonly counters: {
		readonly enhanceRaces: number;
		readonly stuckSessions: number;
		readonly stranded: number;
		readonly cuts: number;
		readonly lateInterrupts: number;
		/** Messages that went to readers that had gone. */
		readonly lost: number;
		/** `exec` and the like that were not answered in time. */
		readonly timeouts: number;
		/** Numbered results that the streams of all agents have made. */
		readonly emitted: number;
	};
	/** Messages of a request that nobody has read; the agent may be left out where there is one. */
	unread(requestId: string, agentId?: string): number;
	/** A simulated agent, by default the first; throws for an unknown id. */
	agent(agentId?: string): SimulatedAgent;
	addAgent(agent: string | AgentScript): SimulatedAgent;
	/** The agent is no longer in the list. */
	removeAgent(agentId: string): void;
	/** Delivers again what was queued for an agent while it was away, as the server does every 30 s. */
	renew(agentId: string): void;
	/** Lets every running stream make so many results now, default 1. */
	emit(count?: number): void;
	/** Resolves when the condition holds; it is looked at after every change. */
	until(condition: () => boolean): Promise<void>;
	/** Cuts every connection of the HTTP port; the server goes on. */
	cutConnections(): void;
	/** Cuts all connections and refuses new ones until `up()`; nothing is forgotten. */
	down(): Promise<void>;
	up(): Promise<void>;
	/** As a restart of the server: all connections cut, all messages forgotten, the agents and their jobs live on. */
	restart(): Promise<void>;
};

/** The Java channel server 3.5.6 with simulated agents behind it, as an operator's client meets it. */
export async function startJavaChannel(script: JavaChannelScript = {}): Promise<JavaChannel> {
	const core = new ChannelCore(script);
	const requests: ReceivedRequest[] = [];
	const consoleRequests: ReceivedRequest[] = [];
	const http = await new Door(channelHttp(core, requests), core.moments.notify).open();
	const console = await new Door(channelConsole(core, consoleRequests), core.moments.notify).open();
	const sum = (count: (agent: SimulatedAgent) => number) => [...core.agents.values()].reduce((total, agent) => total + count(agent), 0);
	const agent = (agentId?: string) => {
		const found = agentId === undefined ? [...core.agents.values()][0] : core.agents.get(agentId);
		if (!found) {
			throw new Error(`No agent ${agentId ?? ''} here`);
		}

		return found;
	};

	const down = async () => {
		await Promise.all([http.shut(), console.shut()]);
	};

	const up = async () => {
		await Promise.all([http.open(), console.open()]);
	};

	return {
		url: `http://127.0.0.1:${http.port}`,
		endpoint: `channel+http://127.0.0.1:${http.port}`,
		port: http.port,
		consoleUrl: `ws://127.0.0.1:${console.port}`,
		consolePort: console.port,
		requests,
		consoleRequests,
		get sessionsOpen() {
			return sum(({sessions}) => sessions.open.size);
		},
		get jobsRunning() {
			return sum(({jvm}) => jvm.jobs.size);
		},
		get streamsRunning() {
			return sum(({jvm}) => jvm.streams);
		},
		get consolesOpen() {
			return sum(({consoles}) => consoles.open.size);
		},
		get connections() {
			return http.sockets.size;
		},
		get counters() {
			return {
				enhanceRaces: sum(({jvm}) => jvm.enhanceRaces.used),
				stuckSessions: sum(({jvm}) => jvm.stuckSessions.used),
				stranded: core.budgets.stranded.used,
				cuts: core.budgets.cuts.used,
				lateInterrupts: core.budgets.lateInterrupts.used,
				lost: core.exchange.lost,
				timeouts: core.timeouts,
				emitted: sum(({jvm}) => jvm.emitted),
			};
		},
		unread: (requestId, agentId) => core.exchange.unread(agent(agentId).agentId, requestId),
		agent,
		addAgent: info => core.addAgent(info),
		removeAgent(agentId) {
			core.agents.delete(agentId);
		},
		renew(agentId) {
			core.renew(agentId);
		},
		emit(count = 1) {
			for (const {jvm} of core.agents.values()) {
				jvm.emit(count);
			}
		},
		until: core.moments.until,
		cutConnections() {
			http.cut();
		},
		down,
		up,
		async restart() {
			await down();
			core.exchange.clear();
			await up();
		},
		async [Symbol.asyncDispose]() {
			core[Symbol.dispose]();
			await down();
		},
	};
}
