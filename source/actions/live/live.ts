import type {Job} from '../../core/client/job.js';
import type {Agent} from '../../core/client/agent.js';
import type {ConsoleRun} from './console-run.js';
import type {FetchRun} from './fetch-run.js';
import type {FileRun} from './file-run.js';
import type {HostWatch} from './host-watch.js';
import type {JobsWatch} from './jobs-watch.js';
import type {PluginsWatch} from './plugins-watch.js';
import type {SessionRun} from './session-run.js';

/** What runs for a pane, which names it by `live`. A pane that was restored has none until something is started for it. */
export type LiveThing =
	| {kind: 'job'; agent: Agent; job: Job}
	| {kind: 'console'; agent: Agent; console: ConsoleRun}
	| {kind: 'session'; agent: Agent; session: SessionRun}
	| {kind: 'host'; agent: Agent; host: HostWatch}
	| {kind: 'plugins'; agent: Agent; plugins: PluginsWatch}
	| {kind: 'file'; agent: Agent; file: FileRun}
	/** Of no pane: it goes on while others are looked at. */
	| {kind: 'fetch'; agent: Agent; fetch: FetchRun}
	/** Of many hosts. */
	| {kind: 'jobs'; agent?: undefined; jobs: JobsWatch};

export type Live = {
	/** Keeps a thing and gives the key under which panes find it. */
	add(thing: LiveThing): string;
	get(key: string | undefined): LiveThing | undefined;
	/** All with their keys, in the order in which they began. */
	all(): ReadonlyArray<readonly [key: string, thing: LiveThing]>;
	/** Forgets a thing, after ending it. */
	end(key: string): Promise<void>;
	/** Calls `listener` when one came, ended or told something new. */
	subscribe(listener: () => void): () => void;
};
