import type {PaneState} from '../workspace/pane-state.js';
import {leaves, type PaneId} from '../workspace/layout.js';
import {activeTabOf} from '../workspace/workspace.js';
import type {ActionContext} from './context.js';
import type {OpenSession} from './live/host/ask-agent.js';
import {createHostWatch, processOrders} from './live/host-watch.js';
import {createJobsWatch} from './live/jobs-watch.js';
import {beginMonitor} from './monitor/begin-monitor.js';
import {partOf} from './info/part-of.js';
import {hostsOf} from './cron/hosts-of.js';

type Context = Pick<ActionContext, 'store' | 'live' | 'fleet' | 'settings' | 'sent' | 'now'>;

const usualMs = 5000;

/**
Hosts are asked for a pane exactly while it is in sight. Called after whatever may have changed that, and when agents came; a pane of
a restored layout gets what it shows from here, too.
*/
export function tendHosts(context: Context): void {
	const {store, live} = context;
	const {panes} = store.getSnapshot();
	const {root, zoomed, focus} = activeTabOf(store.getSnapshot());
	const inSight = new Set<PaneId>(zoomed ? [focus] : leaves(root));
	for (const [id, state] of Object.entries(panes)) {
		if (state.kind !== 'info' && state.kind !== 'cron' && state.kind !== 'plugins' && state.kind !== 'file') {
			continue;
		}

		const thing = live.get(state.live);
		switch (thing?.kind) {
			case 'host': {
				thing.host.look(inSight.has(id) && state.data?.['paused'] !== true, partOf(state));

				break;
			}

			case 'jobs': {
				thing.jobs.look(inSight.has(id));

				break;
			}

			case 'plugins': {
				thing.plugins.look(inSight.has(id));

				break;
			}

			default: {if (thing === undefined && inSight.has(id)) {
				const key = begin(context, id, state);
				if (key !== undefined) {
					store.dispatch({type: 'pane', pane: id, change: {live: key}});
				}
			}
			}
		}
	}
}

/** Undefined while what it is about is not there. */
function begin(context: Context, id: PaneId, {kind, target, data}: PaneState): string | undefined {
	const {store, live, fleet, settings, sent, now} = context;
	const open: OpenSession = ref => {
		const agent = fleet.agentOf(ref);
		const connection = agent && fleet.current()?.connectionOf(agent);
		return agent && connection && {agent, session: connection.openSession(agent), follow: sent.follow};
	};

	if (kind === 'cron') {
		if (!fleet.current()) {
			return undefined;
		}

		const jobs = createJobsWatch({
			agents: () => hostsOf(context, store.getSnapshot().panes[id]), open, now,
		});
		const opened = data?.['job'];
		jobs.open(typeof opened === 'string' ? opened : undefined);
		return live.add({kind: 'jobs', jobs});
	}

	const agent = fleet.agentOf(target);
	if (agent && (kind === 'plugins' || kind === 'file')) {
		return beginMonitor({live, open, now}, {agent, kind, data});
	}

	return agent && live.add({
		kind: 'host', agent, host: createHostWatch({
			agent, open, everyMs: settings.infoEveryMs ?? usualMs, now, order: processOrders.find(order => order === data?.['order']),
		}),
	});
}
