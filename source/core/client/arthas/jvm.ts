import type {Result} from '../../protocol/result.js';
import {zoneOf, type AgentClock} from './agent-time.js';
import type {Api} from './api.js';
import type {PollBudget} from './poll-budget.js';

/** What is known of the JVM behind a link, shared by its sessions. */
export type Jvm = {
	readonly api: Api;
	readonly budget: PollBudget;
	/** Closes whatever is still open there. */
	readonly open: Set<{close(): Promise<void>}>;
	/** From the newest `welcome`; null before the first. */
	version: string | null;
	pid: string | null;
	mainClass: string | null;
	clock: AgentClock;
	/** Notes a `welcome`, which may be that of a new process. */
	onWelcome(welcome: Result): void;
	/** Tells the command log. */
	onSent(what: string): void;
	/** Work that a closing link waits for a little. */
	inBackground(work: Promise<void>): void;
};

/**
Measures the clock of the JVM by a session of it: its last access is the moment at which this very
request was handled.

@returns The best of some tries; undefined where the agent doesn't tell (3.x) or nothing came back in time.
*/
export async function measureClock(api: Api, {sessionId, welcomeTime, tries, signal}: {
	sessionId: string;
	welcomeTime: string | undefined;
	tries: number;
	signal: AbortSignal;
}): Promise<AgentClock | undefined> {
	let best: AgentClock | undefined;
	for (let attempt = 0; attempt < tries && !signal.aborted; attempt++) {
		const clock = await measureOnce(api, {sessionId, welcomeTime, signal});
		best = clock && clock.errorMs < (best?.errorMs ?? Number.POSITIVE_INFINITY) ? clock : best;
	}

	return best;
}

async function measureOnce(api: Api, {sessionId, welcomeTime, signal}: {sessionId: string; welcomeTime: string | undefined; signal: AbortSignal}): Promise<AgentClock | undefined> {
	const sentAt = Date.now();
	try {
		// Not hedged: with two answers nobody would know which one was timed.
		const {response: {body = {}}} = await api.call({action: 'session_info', sessionId}, {timeoutMs: 2500, signal});
		const errorMs = ((Date.now() - sentAt) / 2) + 1;
		const {lastAccessTime, createTime} = body;
		return typeof lastAccessTime === 'number' && typeof createTime === 'number'
			? {offsetMs: lastAccessTime - (sentAt + errorMs), errorMs, zoneMs: welcomeTime === undefined ? null : zoneOf(welcomeTime, createTime)}
			: undefined;
	} catch {
		// A worker that is held by a poll: an unknown clock only makes the loss less certain.
		return undefined;
	}
}

/** PROCESSORS-COUNT of `jvm`. */
export async function askProcessors(api: Api, signal: AbortSignal): Promise<number | undefined> {
	const {results} = await api.call({action: 'exec', command: 'jvm', execTimeout: 5000}, {timeoutMs: 10_000, signal});
	const groups = results.find(({type}) => type === 'jvm')?.['jvmInfo'];
	const rows: unknown[] = typeof groups === 'object' && groups !== null ? Object.values(groups).flat() : [];
	const row = rows.find(entry => (entry as {name?: unknown}).name === 'PROCESSORS-COUNT') as {value?: unknown} | undefined;
	return typeof row?.value === 'number' ? row.value : undefined;
}
