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

/** The lines of a pane that are left for the output, below which what is searched and what is new stand. */
export function linesInView(run: ConsoleRun, height: number): number {
	const {field, top, seen} = run.look.view;
	const isSearched = field !== undefined || run.look.matches.query !== '';
	const hasNews = top !== undefined && run.screen.end > seen;
	return Math.max(1, height - (isSearched ? 1 : 0) - (hasNews ? 1 : 0));
}
