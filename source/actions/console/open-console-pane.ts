import type {Agent} from '../../core/client/agent.js';
import {watchAgent} from '../../core/client/console/watch-agent.js';
import {ArthasError} from '../../core/error.js';
import type {PaneId} from '../../workspace/layout.js';
import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';
import {loadEmulator} from '../live/console/emulator.js';
import {createConsoleRun, type ConsoleRunOptions} from '../live/console-run.js';

/**
A pane with the terminal of an agent. The pane is there at once, the console comes into it. Throws ERR_AGENT_UNKNOWN for
an agent of no server here.
*/
export function openConsolePane(context: ActionContext, agent: Agent, where: 'here' | 'right' | 'down' | 'tab'): void {
	wayTo(context, agent);
	const pane: PaneState = {
		kind: 'console', title: agent.name, target: agent.ref, data: {opening: true},
	};
	context.store.dispatch({
		type: 'open', pane, where, title: agent.name,
	});
	void startConsole(context, context.focus().id, agent);
}

/** Starts a console for a pane that has none. */
export async function startConsole(context: ActionContext, pane: PaneId, agent: Agent): Promise<void> {
	const way = wayTo(context, agent);
	const {store, live, screen} = context;
	const createEmulator = await loadEmulator();
	// The pane may have been closed, or given a console, in the meantime.
	const state = store.getSnapshot().panes[pane];
	if (state?.kind !== 'console' || live.get(state.live) !== undefined) {
		return;
	}

	const {width, height} = screen.sizeOf(pane);
	const size = width > 1 && height > 0 ? {cols: width, rows: height} : {cols: 80, rows: 24};
	const key = live.add({kind: 'console', agent, console: createConsoleRun({...way, createEmulator, size})});
	store.dispatch({type: 'pane', pane, change: {live: key, lost: undefined, data: {}}});
}

/** How the console of an agent is reached, now and when it is opened again. */
function wayTo({fleet, sent}: ActionContext, agent: Agent): Pick<ConsoleRunOptions, 'open' | 'watch'> {
	const connection = fleet.current()?.connectionOf(agent);
	if (connection === undefined) {
		throw new ArthasError('ERR_AGENT_UNKNOWN', `no connection leads to ${agent.name} now`, {retryable: true});
	}

	return {
		// The agent may have registered again since.
		open: async (size, signal) => sent.console({server: agent.server, agent: agent.ref}, async () => connection.openConsole(fleet.agentOf(agent.ref) ?? agent, size, signal)),
		watch: onGone => watchAgent(agent, connection, onGone),
	};
}
