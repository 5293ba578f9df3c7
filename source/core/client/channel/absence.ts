import type {Agent} from '../agent.js';
import {pause} from '../pause.js';
import type {CommandSpec} from '../wire.js';

/** Beats come every 5 or 10 s; a command that changes something waits for a fresh one. */
const beatMs = 12_000;
const freshBeatMs = 6000;
const waitMs = 10_000;
const lookEveryMs = 1000;

/**
The Java server (3.5.6) takes commands for an absent agent, and delivers them when it is back, again
every 30 s, so none may leave then. Gives the reason why the agent counts as absent, undefined when it is there.

@param list The server's list, not older than two seconds.
@param spec Absent for what does nothing, such as opening a session.
*/
export async function absence(agent: Agent, {list, spec, signal}: {list: () => Promise<readonly Agent[]>; spec?: CommandSpec; signal: AbortSignal}): Promise<string | undefined> {
	const limitMs = !spec || spec.isLook || spec.isStream ? beatMs : freshBeatMs;
	const startedAt = performance.now();
	for (;;) {
		const now = (await list()).find(({id}) => id === agent.id);
		if (!now) {
			return `${agent.name} is not on the server's list`;
		}

		const silentMs = Date.now() - (now.lastSeen ?? 0);
		if (now.status === 'up' && silentMs <= limitMs) {
			return undefined;
		}

		const mayBeat = now.status === 'up' && limitMs === freshBeatMs && performance.now() - startedAt < waitMs;
		if (!mayBeat) {
			return `${agent.name} is ${now.statusText}, last heartbeat ${Math.round(silentMs / 1000)} s ago; this server would deliver the command later, repeatedly`;
		}

		await pause(lookEveryMs, signal);
		signal.throwIfAborted();
	}
}
