import type {PaneState} from '../../workspace/pane-state.js';
import type {ActionContext} from '../context.js';
import type {ConsoleRun} from '../live/console-run.js';

/** What runs in a pane, if that is a console. */
export function consoleOf({live}: Pick<ActionContext, 'live'>, {live: key}: Pick<PaneState, 'live'>): ConsoleRun | undefined {
	const thing = live.get(key);
	return thing?.kind === 'console' ? thing.console : undefined;
}

/** Whether a person has stepped out of it, so that keys are for us and not for the host. */
export function isSteppedOut({data}: Pick<PaneState, 'data'>): boolean {
	return data?.['view'] === true;
}
