import {createList, cursorIndexOf} from '../../workspace/list-state.js';
import {groupJobs, type JobGroup} from '../../workspace/cron.js';
import type {ActionContext} from '../context.js';
import type {JobsWatch} from '../live/jobs-watch.js';

/** What a cron pane lives from. */
export function jobsOf({live, focus}: Pick<ActionContext, 'live' | 'focus'>): JobsWatch | undefined {
	const thing = live.get(focus().state.live);
	return thing?.kind === 'jobs' ? thing.jobs : undefined;
}

/** The job of which the focused pane shows the history, else the one under its cursor. */
export function groupAt(context: ActionContext): JobGroup | undefined {
	const {focus, screen} = context;
	const {id, state} = focus();
	const opened = state.data?.['job'];
	const {lines} = screen.listOf(id);
	const key = typeof opened === 'string' ? opened : lines[cursorIndexOf(state.list ?? createList(), lines)]?.key;
	return groupsOf(context).find(group => group.key === key);
}

/** The marked jobs, else the one under the cursor. */
export function chosenGroups(context: ActionContext): JobGroup[] {
	const {state} = context.focus();
	const marks = state.data?.['job'] === undefined ? state.list?.marks : undefined;
	const at = groupAt(context);
	return marks && marks.size > 0 ? groupsOf(context).filter(({key}) => marks.has(key)) : (at ? [at] : []);
}

export function groupsOf(context: ActionContext): readonly JobGroup[] {
	return groupJobs(jobsOf(context)?.hosts() ?? []);
}
