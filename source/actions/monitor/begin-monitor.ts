import type {Agent} from '../../core/client/agent.js';
import type {JobEnd} from '../../core/client/job-state.js';
import {explain} from '../../core/explain.js';
import type {PaneState} from '../../workspace/pane-state.js';
import {createFileRun} from '../live/file-run.js';
import type {OpenSession} from '../live/host/ask-agent.js';
import type {Live} from '../live/live.js';
import {createPluginsWatch} from '../live/plugins-watch.js';

type Place = {live: Live; open: OpenSession; now: () => number};
type Pane = Pick<PaneState, 'data'> & {agent: Agent; kind: 'plugins' | 'file'};

/** What lives for a pane of plug-ins or of a log; the key under which it is kept. */
export function beginMonitor({live, open, now}: Place, {agent, kind, data}: Pane): string | undefined {
	if (kind === 'plugins') {
		return live.add({
			kind, agent, plugins: createPluginsWatch({agent, open, now}),
		});
	}

	const session = open(agent.ref)?.session;
	const {path, offset} = data ?? {};
	return session && live.add({
		kind, agent, file: createFileRun({
			session, path: typeof path === 'string' ? path : '', offset: typeof offset === 'number' ? offset : undefined, now,
			problemOf: ({end}) => wordsOf(end),
		}),
	});
}

/** Why nothing more is read; undefined where that was wanted. */
function wordsOf(end: JobEnd): string | undefined {
	if (end.name === 'interrupted') {
		return undefined;
	}

	return end.name === 'failed' ? explain(end.error).what : ('message' in end ? end.message ?? end.name : end.name);
}
