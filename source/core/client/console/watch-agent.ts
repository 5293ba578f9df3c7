import type {Agent} from '../agent.js';
import type {Connection} from '../connection.js';

/** Sockets of the Java channel server stay open and silent for a minute and more after its agent was killed; its list knows. */
export function watchAgent(agent: Agent, {agents, state}: Pick<Connection, 'agents' | 'state'>, onGone: () => void): () => void {
	return agents.subscribe(() => {
		const now = agents.getSnapshot().find(({ref}) => ref === agent.ref);
		if (state.getSnapshot().name === 'up' && (now === undefined || now.status === 'down')) {
			onGone();
		}
	});
}
