import {onAbort} from '../../on-abort.js';
import type {Readable} from '../../readable.js';
import type {Agent} from '../agent.js';

/** An agent that lost its server is back in 6 s; nothing is given up before so long. */
const goneMs = 300_000;

export type AgentChange = 'away' | 'back' | 'registered-again' | 'gone';

/**
Watches the agent of a running job by the server's list. The Java server (3.5.6) doesn't tell a reader
that its agent went away, nor that it came back, and what the agent had to say meanwhile is lost.
*/
export function watchAgent(agents: Readable<readonly Agent[]>, {agent, signal, onChange}: {agent: Agent; signal: AbortSignal; onChange: (change: AgentChange) => void}): void {
	let {registeredAt} = agents.getSnapshot().find(({id}) => id === agent.id) ?? agent;
	let awayAt: number | undefined;
	const unsubscribe = agents.subscribe(() => {
		const now = agents.getSnapshot().find(({id}) => id === agent.id);
		if (now?.status !== 'up') {
			if (awayAt === undefined) {
				awayAt = performance.now();
				onChange('away');
			} else if (performance.now() - awayAt > goneMs) {
				onChange('gone');
			}

			return;
		}

		if (awayAt !== undefined) {
			awayAt = undefined;
			onChange('back');
		}

		if (now.registeredAt !== registeredAt) {
			({registeredAt} = now);
			onChange('registered-again');
		}
	});
	onAbort(signal, unsubscribe);
}
