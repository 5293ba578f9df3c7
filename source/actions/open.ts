import type {Agent} from '../core/client/agent.js';
import {isArthasError} from '../core/error.js';
import {explain} from '../core/explain.js';
import type {ActionContext} from './context.js';
import {describeError} from './describe-error.js';
import {openCommandPane, runInPane} from './command/open-command-pane.js';
import {openConsolePane} from './console/open-console-pane.js';
import {hostOf} from './info/host-of.js';
import {openPluginsPane} from './monitor/open-monitor-pane.js';
import {openHostPanes} from './info/open-host-panes.js';
import {openStreamPane} from './stream/open-stream-pane.js';

/** Where a pane goes: into the place of the focused one, beside it, or into a tab of its own. */
export type Where = 'here' | 'right' | 'down' | 'tab';

/** So many agents at most get a pane each. */
const most = 9;

/** A command pane on each. */
export function openAgents(context: ActionContext, agents: readonly Agent[]): void {
	openEach(context, agents, (agent, where) => {
		openCommandPane(context, agent, where);
	});
}

export function openConsoles(context: ActionContext, agents: readonly Agent[]): void {
	openEach(context, agents, (agent, where) => {
		openConsolePane(context, agent, where);
	});
}

/** What is asked first: how a JVM is doing, or what a host is. */
export function openInfo(context: ActionContext, agents: readonly Agent[]): void {
	if (agents.every(({kind}) => kind === 'host')) {
		openHostPanes(context, agents.slice(0, most), firstPlace(context));
		tellOfTooMany(context, agents);
		return;
	}

	openEach(context, agents, (agent, where) => {
		if (agent.kind === 'host') {
			openHostPanes(context, [agent], where);
			return;
		}

		if (agent.kind === 'monitor') {
			openPluginsPane(context, agent, where);
			return;
		}

		run(context, agent, 'dashboard', where);
		const host = agents.length === 1 ? hostOf(context, agent) : undefined;
		if (host && context.store.getSnapshot().size.columns >= besideFrom) {
			openHostPanes(context, [host], 'right');
		}
	});
}

/** A narrower screen shows a JVM alone; its host is a key away. */
const besideFrom = 160;

/** Runs a command on agents: a stream has a pane for itself, anything else is the first line of a command pane. */
export function runOn(context: ActionContext, agents: readonly Agent[], command: string): void {
	openEach(context, agents, (agent, where) => {
		run(context, agent, command, where);
	});
}

function run(context: ActionContext, agent: Agent, command: string, where: Where): void {
	if (isStream(context, agent, command)) {
		openStreamPane(context, agent, command, where);
	} else {
		openCommandPane(context, agent, where);
		runInPane(context, command);
	}
}

function isStream(context: ActionContext, agent: Agent, command: string): boolean {
	const connection = context.fleet.current()?.connectionOf(agent);
	if (!connection) {
		return false;
	}

	const session = connection.openSession(agent);
	try {
		return session.prepare(command).isStream;
	} finally {
		void session.close();
	}
}

/** The first one goes where the hand says, the others beside it. What can't be opened is told and stops nothing else. */
function openEach(context: ActionContext, agents: readonly Agent[], open: (agent: Agent, where: Where) => void): void {
	let where = firstPlace(context);
	for (const [index, agent] of agents.slice(0, most).entries()) {
		try {
			open(agent, where);
		} catch (error) {
			context.notify('bad', isArthasError(error) ? describeError(error, context.say) : explain(error).what);
			continue;
		}

		where = index % 2 === 0 ? 'right' : 'down';
	}

	tellOfTooMany(context, agents);
}

function tellOfTooMany(context: ActionContext, agents: readonly Agent[]): void {
	if (agents.length > most) {
		context.notify('warn', context.say({en: 'opened {most} of {count}: more would not be readable', zh: '已打开 {count} 个中的 {most} 个：再多就看不清了'}, {most, count: agents.length}));
	}
}

/** A pane in which an agent is being chosen becomes what was chosen; the list itself stays in its tab. */
function firstPlace({focus}: ActionContext): Where {
	const {state} = focus();
	if (state.kind !== 'agents') {
		return 'right';
	}

	return state.data?.['chooser'] === true ? 'here' : 'tab';
}
