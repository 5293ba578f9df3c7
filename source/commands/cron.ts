import {ArthasError} from '../core/error.js';
import {excerpt} from '../core/protocol/excerpt.js';
import type {Command} from './context.js';
import {cronActions} from './usage.js';

type Action = (typeof cronActions)[number];

const loaders: Readonly<Record<Action, () => Promise<Command>>> = {
	next: async () => (await import('./cron/next.js')).next,
	check: async () => (await import('./cron/check.js')).check,
	ls: async () => (await import('./cron/ls.js')).ls,
	history: async () => (await import('./cron/history.js')).history,
	add: async () => (await import('./cron/edit.js')).add,
	edit: async () => (await import('./cron/edit.js')).edit,
	rm: async () => (await import('./cron/act.js')).act('rm'),
	run: async () => (await import('./cron/act.js')).act('run'),
	enable: async () => (await import('./cron/act.js')).act('enable'),
	disable: async () => (await import('./cron/act.js')).act('disable'),
};

/** `cron ls|next|check …`: jobs of hosts, and schedules of six fields. Each action gets the words after its name. */
export const cron: Command = async context => {
	const [name = '', ...input] = context.input;
	const action = cronActions.find(candidate => candidate === name);
	if (action === undefined) {
		throw new ArthasError('ERR_USAGE', name === '' ? 'cron needs an action' : `cron has no action “${excerpt(name, 0, 40)}”`, {
			hint: `write arthas-tui cron ${cronActions.join('|')}`,
		});
	}

	const run = await loaders[action]();
	return run({...context, input});
};
