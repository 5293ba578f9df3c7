import {ApiActions} from './arthas-api/actions.js';
import {apiHttp} from './arthas-api/http.js';
import {Login} from './arthas-api/login.js';
import type {ArthasApiScript} from './arthas-api/script.js';
import {serveTerminals} from './arthas-api/terminals.js';
import {Workers} from './arthas-api/workers.js';
import {Door, type ReceivedRequest} from './simulation/peer.js';

export type {ArthasApiScript} from './arthas-api/script.js';
export {cyclic} from './simulation/fixture.js';

export type ArthasApi = AsyncDisposable & {
	/** `http://127.0.0.1:…`, port 8563 of a real agent; the API is at `/api`. */
	readonly url: string;
	/** The same as an endpoint of ours: `arthas+http://127.0.0.1:…`. */
	readonly endpoint: string;
	/** `ws://127.0.0.1:…/ws`. */
	readonly terminalUrl: string;
	readonly port: number;
	/** Every request, oldest first. */
	readonly requests: ReceivedRequest[];
	/** One-time ones while they last. */
	readonly sessionsOpen: number;
	readonly jobsRunning: number;
	/** Jobs that are past their enhancing, so that `emit()` reaches them. */
	readonly streamsRunning: number;
	/** Consumers that are inside a pull now. */
	readonly pulls: number;
	readonly terminalsOpen: number;
	/** The sizes of the terminals that are open. */
	readonly terminalSizes: ReadonlyArray<{cols: number; rows: number}>;
	/** Requests that have no answer yet. */
	readonly unanswered: number;
	/** Connections taken so far. */
	readonly connections: number;
	/** Whether `stop` was run: connections are refused. */
	readonly stopped: boolean;
	readonly counters: {
		readonly enhanceRaces: number;
		readonly stuckSessions: number;
		/** Results that full queues have dropped in silence. */
		readonly dropped: number;
		/** Jobs that were interrupted because all consumers were unhealthy. */
		readonly unhealthy: number;
		/** Numbered results that all streams have made. */
		readonly emitted: number;
	};
	/** Results that wait in the queue of a consumer. */
	queued(consumerId: string): number;
	/** Lets every running stream make so many results now, default 1. */
	emit(count?: number): void;
	/** Forgets all consumers, as after 5 min without a pull; the sessions live on. */
	evictConsumers(): void;
	/** Forgets all sessions, as after their time-out; jobs live on. */
	forgetSessions(): void;
	/** Puts another process in the place of this one: sessions unknown, job ids from 1, connections cut. */
	replaceProcess(pid: number): void;
	/** Resolves when the condition holds; it is looked at after every change. */
	until(condition: () => boolean): Promise<void>;
	/** Cuts every connection; the server goes on. */
	cutConnections(): void;
	/** Cuts all connections and refuses new ones until `up()`; nothing is forgotten. */
	down(): Promise<void>;
	up(): Promise<void>;
};

/** The HTTP API of one JVM with Arthas 4.1.5, as a client meets it. */
export async function startArthasApi(script: ArthasApiScript = {}): Promise<ArthasApi> {
	const waiting = new Set<Parameters<Workers['assign']>[0]>();
	let stopped = false;
	// Nothing that waits for an answer gets one, `stop` itself neither.
	const actions = new ApiActions(script, () => {
		stopped = true;
		door.refuse();
		for (const socket of waiting) {
			socket.resetAndDestroy();
		}

		for (const webSocket of terminals.values()) {
			webSocket.terminate();
		}
	});
	const requests: ReceivedRequest[] = [];
	const login = new Login(script);
	const server = apiHttp({
		actions, login, workers: new Workers(script.workers), requests, waiting,
	});
	const terminals = serveTerminals(server, {
		actions, login, script, requests,
	});
	const door = await new Door(server, actions.moments.notify).open();
	const consumers = () => [...actions.sessions.values()].flatMap(session => [...session.consumers.values()]);

	return {
		url: `http://127.0.0.1:${door.port}`,
		endpoint: `arthas+http://127.0.0.1:${door.port}`,
		terminalUrl: `ws://127.0.0.1:${door.port}/ws`,
		port: door.port,
		requests,
		get sessionsOpen() {
			return actions.sessions.size;
		},
		get jobsRunning() {
			return actions.jvm.jobs.size;
		},
		get streamsRunning() {
			return actions.jvm.streams;
		},
		get pulls() {
			return consumers().filter(({polling}) => polling).length;
		},
		get terminalsOpen() {
			return terminals.size;
		},
		get terminalSizes() {
			return [...terminals.keys()].map(({size}) => size);
		},
		get unanswered() {
			return waiting.size;
		},
		get connections() {
			return door.accepted;
		},
		get stopped() {
			return stopped;
		},
		get counters() {
			const {jvm, dropped, unread} = actions;
			return {
				enhanceRaces: jvm.enhanceRaces.used, stuckSessions: jvm.stuckSessions.used, dropped, unhealthy: unread, emitted: jvm.emitted,
			};
		},
		queued: consumerId => consumers().find(({id}) => id === consumerId)?.queue.length ?? 0,
		emit(count = 1) {
			actions.jvm.emit(count);
		},
		evictConsumers() {
			for (const session of actions.sessions.values()) {
				actions.evict(session);
			}
		},
		forgetSessions() {
			for (const session of actions.sessions.values()) {
				actions.forget(session);
			}
		},
		replaceProcess(pid) {
			actions.replace(pid);
			door.cut();
		},
		until: actions.moments.until,
		cutConnections() {
			door.cut();
		},
		down: async () => door.shut(),
		async up() {
			await door.open();
		},
		async [Symbol.asyncDispose]() {
			actions[Symbol.dispose]();
			await door.shut();
		},
	};
}
