import type {Agent} from '../../core/client/agent.js';
import type {ActionContext} from '../context.js';
import {createSessionRun, type SessionRun} from '../live/session-run.js';
import type {CommandPane} from './prompt-of.js';

/** What runs in a pane so far. */
export function runningSession({live}: ActionContext, {state}: Pick<CommandPane, 'state'>): SessionRun | undefined {
	const thing = live.get(state.live);
	return thing?.kind === 'session' ? thing.session : undefined;
}

/** The session of a pane. One that was restored from a saved layout gets its own with the first need; undefined where its agent is not there. */
export function sessionOf(context: ActionContext, pane: CommandPane): SessionRun | undefined {
	const running = runningSession(context, pane);
	const agent = context.fleet.agentOf(pane.state.target);
	const live = running === undefined && agent ? startSession(context, agent) : undefined;
	if (live === undefined) {
		return running;
	}

	context.store.dispatch({type: 'pane', pane: pane.id, change: {live}});

	const thing = context.live.get(live);
	return thing?.kind === 'session' ? thing.session : undefined;
}

/** The key of a new session, below what was told `before`; undefined while there is no server. */
export function startSession({fleet, live}: ActionContext, agent: Agent, before?: SessionRun): string | undefined {
	const connection = fleet.current()?.connectionOf(agent);
	return connection && live.add({kind: 'session', agent, session: createSessionRun(connection.openSession(agent), before)});
}
