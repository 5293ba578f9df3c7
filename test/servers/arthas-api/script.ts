import type {AgentQuirks, CommandScript, StreamScript} from '../simulation/command.js';

/** What a scripted Arthas HTTP API does; every member has the default that is named. */
export type ArthasApiScript = AgentQuirks & {
	/** Further or other commands, by whole line or first word. */
	readonly commands?: Readonly<Record<string, CommandScript>>;
	readonly stream?: StreamScript;
	/** Default 4711. */
	readonly pid?: number;
	/** As `welcome` tells it, default `/home/app/math-game.jar`. */
	readonly mainClass?: string;
	/** What further commands print in the terminal. */
	readonly terminalLines?: Readonly<Record<string, readonly string[]>>;
	readonly auth?: {readonly username: string; readonly password: string};
	/** Lets 127.0.0.1 in without credentials, as shipped agents do; default false. */
	readonly localBypass?: boolean;

	/** The times of the real agent below are multiplied by it, default 0.1. */
	readonly scale?: number;
	/** The longest wait of `pull_results`: 2 s × scale. */
	readonly waitMs?: number;
	/** A pull that has results waits so long for further ones: 100 ms × scale. */
	readonly gapMs?: number;
	/** A second pull of the same consumer gets `[]` after: 500 ms × scale. */
	readonly secondPollMs?: number;
	/** How often `exec` looks whether its job has ended: 100 ms × scale. */
	readonly execPollMs?: number;
	/** Where `exec` gives no `execTimeout`: 30 s × scale. */
	readonly execTimeoutMs?: number;
	/** Pings of the terminal: 10 s × scale. */
	readonly pingMs?: number;
	/** A consumer with a full queue that has not pulled for so long is unhealthy: 1 s, not scaled. */
	readonly healthMs?: number;
	/** Results that a consumer's queue holds, default 50; the oldest are dropped. */
	readonly queueSize?: number;

	/** Connections are dealt in turn to so many workers, and a worker answers one request after another; default: no such limit. */
	readonly workers?: number;
	/** The first so many answers bear the request id `foreign`. */
	readonly foreignAnswers?: number;
};

/** The script with the times worked out. */
export type Times = ReturnType<typeof timesOf>;

export function timesOf({scale = 0.1, ...script}: ArthasApiScript) {
	return {
		waitMs: script.waitMs ?? 2000 * scale,
		gapMs: script.gapMs ?? 100 * scale,
		secondPollMs: script.secondPollMs ?? 500 * scale,
		execPollMs: script.execPollMs ?? 100 * scale,
		execTimeoutMs: script.execTimeoutMs ?? 30_000 * scale,
		pingMs: script.pingMs ?? 10_000 * scale,
		healthMs: script.healthMs ?? 1000,
	};
}
