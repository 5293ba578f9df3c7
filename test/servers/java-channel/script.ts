import type {AgentQuirks, CommandScript, StreamScript} from '../simulation/command.js';

/** What a scripted Java channel server does; every member has the default that is named. */
export type JavaChannelScript = AgentQuirks & {
	/** Default `['mg1']`. */
	readonly agents?: ReadonlyArray<string | AgentScript>;
	/** Further or other commands, by whole line or first word. */
	readonly commands?: Readonly<Record<string, CommandScript>>;
	readonly stream?: StreamScript;
	/** Basic login on every path of the HTTP port; the console port never has one. */
	readonly auth?: {readonly username: string; readonly password: string};
	/** The targets run on JDK ≥ 16 without `--add-opens`: `thread -n`, `thread <id>`, `vmoption` and `stack` can't be written. */
	readonly jdk16?: boolean;

	/** All times of the real server below are multiplied by it, default 0.1. */
	readonly scale?: number;
	/** How often EXECUTE looks whether its job has ended: 100 ms × scale. */
	readonly execPollMs?: number;
	/** Where `exec` gives no `execTimeout`: 30 s × scale. */
	readonly execTimeoutMs?: number;
	/** Wait of `init_session`, `close_session`, `interrupt_job`: 30 s × scale. */
	readonly controlTimeoutMs?: number;
	/** Tomcat's limit for `exec` and the like, then 503: 30 s × scale. */
	readonly ceilingMs?: number;
	/** Life of an SSE answer without `timeout`: 300 s × scale. */
	readonly sseTimeoutMs?: number;
	/** Wait of `results` without `timeout`: 30 s × scale. */
	readonly pollTimeoutMs?: number;
	/** A topic without a reader that was silent longer is forgotten: 60 s, not scaled. */
	readonly topicSurvivalMs?: number;
	/** Unread messages of a request; one more freezes the agent. Default 1000. */
	readonly queueCapacity?: number;

	/** What a wait that is over looks like: 500 with a Boot body (default), 200 FAILED `timeout`, or both in turn. */
	readonly timeoutAnswer?: '500' | '200' | 'both';
	/** The first so many `sse_async_exec` deliver no event although the job runs; `sse_results` and `results` have them all. */
	readonly strandedStreams?: number;
	/** The first so many interrupts take effect, but their answer never leaves the agent. */
	readonly lateInterrupts?: number;
	/** The first `streams` (default 1) SSE answers are cut in the middle of the event after `afterEvents` whole ones. */
	readonly cut?: {readonly afterEvents: number; readonly streams?: number};
	/** In the first so many SSE answers a message of another request follows the first event. */
	readonly foreignEvents?: number;
	/** The first so many ASYNC_EXECUTE send their acknowledgement after everything else. */
	readonly lateAcks?: number;
	/** The first so many consoles show 7 of the banner's frames and then nothing. */
	readonly halfBanners?: number;
};

export type AgentScript = {
	readonly agentId: string;
	readonly agentStatus?: AgentStatus;
	readonly appName?: string;
	readonly hostname?: string;
	readonly ip?: string;
	readonly classPath?: string;
};

export type AgentStatus = 'UP' | 'IN_SERVICE' | 'OUT_OF_SERVICE' | 'DOWN';

/** The script with the times worked out. */
export type Times = ReturnType<typeof timesOf>;

export function timesOf({scale = 0.1, ...script}: JavaChannelScript) {
	return {
		execPollMs: script.execPollMs ?? 100 * scale,
		execTimeoutMs: script.execTimeoutMs ?? 30_000 * scale,
		controlTimeoutMs: script.controlTimeoutMs ?? 30_000 * scale,
		ceilingMs: script.ceilingMs ?? 30_000 * scale,
		sseTimeoutMs: script.sseTimeoutMs ?? 300_000 * scale,
		pollTimeoutMs: script.pollTimeoutMs ?? 30_000 * scale,
	};
}
