import type {Result} from '../protocol/result.js';
import type {Agent} from './agent.js';
import type {ConsoleWire} from './console-wire.js';
import type {Endpoint} from './endpoint.js';
import type {OutputFolder} from './files/output-folder.js';
import type {Gap, JobEnd, LiveState} from './job-state.js';

/** What a session is asked to run, with the limits already in it. */
export type CommandSpec = {
	commandLine: string;
	/** Runs until it is limited or interrupted; its results come while it runs. */
	isStream: boolean;
	/** Only looks: may be sent again when it is unknown whether it ran. */
	isLook: boolean;
	/** The `-n` in the command line; undefined where it has none. */
	limit?: number | undefined;
	/** Result type that `limit` counts, such as `watch`. */
	ownType?: string | undefined;
	/** Ms that the command may take by the caller's word; the agent is told where it can be. */
	deadlineMs: number;
};

/**
Evidence that nothing ran and that another try is due; whoever drives the job decides whether.
`unanswered` is the exception: the command was sent and may have run, so only a look is tried again.
*/
export type RetryReason = 'enhance-race' | 'session-stuck' | 'session-unknown' | 'agent-busy' | 'not-connected' | 'unanswered';

export type WireEvent =
	| {kind: 'result'; result: Result}
	| {kind: 'gap'; gap: Gap}
	| {kind: 'notice'; text: string}
	| {kind: 'state'; state: Extract<LiveState, {name: 'running' | 'detached'}>}
	/** `agentWord` is what the agent said while it refused or lost the race. */
	| {kind: 'retry'; reason: RetryReason; agentWord: string}
	/** The last one that counts; what still comes is late. */
	| {kind: 'end'; end: JobEnd};

/** Why and when a running command shall be ended on the agent. */
export type StopRequest = {by: 'us' | 'deadline'};

export type RunOptions = {
	/** Aborted with a StopRequest as its reason: end the command on the agent, then end the events. */
	stop: AbortSignal;
	/** Aborted when nobody waits any more: leave at once and release everything. */
	signal: AbortSignal;
};

/** One session of a server's own kind: runs one command at a time. */
export type WireSession = {
	/** The server's id; empty where the session is made by the first command. */
	readonly id: string;
	run(spec: CommandSpec, options: RunOptions): AsyncIterable<WireEvent>;
	/** Best effort within 5 s; never rejects. */
	close(): Promise<void>;
};

/**
One server of a kind for the life of its Connection, which says when to try again: a link never retries
by itself. Jobs find their way back over the same link when its server was away.
*/
export type Link = {
	/** Resolves when the server has proven to be of the right kind; the list of agents then. Asked again after each loss. */
	greet(signal: AbortSignal): Promise<Agent[]>;
	/** A sign of life and the agents now. Rejects when there is none. */
	probe(signal: AbortSignal): Promise<Agent[]>;
	/** A session for streams, or the one-time form where the server has a better one for short commands. */
	openSession(agent: Agent, use: 'stream' | 'one-shot', signal: AbortSignal): Promise<WireSession>;
	openConsole(agent: Agent, size: {cols: number; rows: number}, signal: AbortSignal): Promise<ConsoleWire>;
	/** What the commands of an agent have written; missing, or undefined for an agent, where it can't be had this way. */
	files?(agent: Agent): OutputFolder | undefined;
	/**
	Closes a session that an earlier run has left, which ends its command; false when the agent doesn't know it any more.
	Missing where a session lives no longer than its socket.
	*/
	endSession?(agentId: string, sessionId: string, signal: AbortSignal): Promise<boolean>;
	/** What is worth knowing about the server: its kind, its version, what it can't do. */
	readonly facts: LinkFacts;
	close(): Promise<void>;
};

export type LinkFacts = {
	server: string;
	/** The server's clock minus ours. */
	clockOffsetMs: number | null;
	/** The `-n` of a stream that has none. */
	resultLimit: number;
	/** A larger `-n` needs a yes. */
	askAbove?: number | undefined;
	probeMs: number;
	/** What a person should know about it, such as where its list comes from and what is missing in it. */
	notes?: readonly string[] | undefined;
};

export type LinkOptions = {
	/** Largest message in bytes. */
	maxMessage: number;
	/** Called when a probe result other than the polled one is at hand. */
	onAgents: (agents: Agent[]) => void;
	/** Called with what was sent to whom, for the command log. */
	onSent: (sent: {agent: string; what: string}) => void;
};

export type Backend = {
	open(endpoint: Endpoint, options: LinkOptions): Link;
};
