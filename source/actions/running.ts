import {isEnd} from '../core/client/job-state.js';
import type {Live, LiveThing} from './live/live.js';

export type Running = {agent: string; what: string; since: number};

/** What of ours runs on agents now, or comes from them. */
export function running({live}: {live: Live}): Running[] {
	const all = live.all().flatMap(([, thing]) => runningIn(thing));
	// A command of a session may be shown in a pane of its own, too.
	return [...new Map(all.map(each => [`${each.since}\0${each.agent}\0${each.what}`, each])).values()];
}

/** What runs on its agent for one pane. */
export function runningIn(thing: LiveThing): Running[] {
	const agent = thing.agent?.name ?? '';
	switch (thing.kind) {
		case 'job': {
			return isEnd(thing.job.getSnapshot().state) ? [] : [{agent, what: thing.job.commandLine, since: thing.job.startedAt}];
		}

		case 'session': {
			return thing.session.items()
				.filter(({job}) => !isEnd(job.getSnapshot().state))
				.map(({job}) => ({agent, what: job.commandLine, since: job.startedAt}));
		}

		case 'console': {
			return thing.console.isOpen() ? [{agent, what: 'console', since: thing.console.openedAt}] : [];
		}

		case 'fetch': {
			return [{agent, what: `fetch ${thing.fetch.name}`, since: thing.fetch.startedAt}];
		}

		// They only look, and end with their panes.
		case 'host':
		case 'jobs':
		case 'plugins':
		case 'file': {
			return [];
		}
	}
}
