import type {Agent} from '../../core/client/agent.js';
import type {ActionContext} from '../context.js';
import type {ConsoleRun} from '../live/console-run.js';

/** Consoles that run and that no pane shows, oldest first. */
export function detachedConsoles({store, live}: Pick<ActionContext, 'store' | 'live'>): Array<{key: string; agent: Agent; console: ConsoleRun}> {
	const shown = new Set(Object.values(store.getSnapshot().panes).map(({live}) => live));
	return live.all().flatMap(([key, thing]) => thing.kind === 'console' && !shown.has(key) ? [{key, agent: thing.agent, console: thing.console}] : []);
}
