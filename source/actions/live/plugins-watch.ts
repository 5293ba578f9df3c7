import type {Agent} from '../../core/client/agent.js';
import {readTraffic, toLodaRequest, type LodaPlugin} from '../../core/protocol/loda.js';
import {
	pluginKey, pluginRows, type MonitorFigure, type MonitorPlugin, type PluginCall,
} from '../../workspace/monitor.js';
import type {OpenSession} from './host/ask-agent.js';
import {callMonitor} from './monitor/call-monitor.js';
import {withFigures} from './monitor/figures.js';

/** The plug-ins of a monitoring agent and what it measures, asked for while somebody looks. */
export type PluginsWatch = {
	/** Undefined before the first list. */
	plugins(): readonly MonitorPlugin[] | undefined;
	figures(): readonly MonitorFigure[];
	/** Why the last question had no answer. */
	problem(): string | undefined;
	/** When the list was told, epoch ms. */
	at(): number | undefined;
	look(isLooking: boolean): void;
	refresh(): void;
	/** Sends what was agreed to; what becomes of it stands in the row of its plug-in. */
	call(line: string): Promise<void>;
	subscribe(listener: () => void): () => void;
	end(): Promise<void>;
};

/** An agent measures its network in this rhythm, and learns of plug-ins once a minute. */
const everyMs = 10_000;

export function createPluginsWatch({agent: {ref}, open, now}: {agent: Agent; open: OpenSession; now: () => number}): PluginsWatch {
	const listeners = new Set<() => void>();
	const calls = new Map<string, PluginCall>();
	const ended = new AbortController();
	let listed: LodaPlugin[] | undefined;
	let rows: MonitorPlugin[] | undefined;
	let figures: readonly MonitorFigure[] = [];
	let problem: string | undefined;
	let at: number | undefined;
	let isLooking = false;
	let asking: Promise<void> | undefined;
	let timer: NodeJS.Timeout | undefined;
	const changed = () => {
		rows = listed && pluginRows(listed, calls);
		for (const listener of listeners) {
			listener();
		}
	};

	const askAll = async () => {
		const [list, traffic] = await Promise.all(['plugins.list', 'traffic'].map(async line => callMonitor(open, ref, line, {signal: ended.signal})));
		problem = list?.problem ?? traffic?.problem;
		if (list?.result) {
			listed = list.result['plugins'] as LodaPlugin[];
			at = now();
		}

		figures = traffic?.result ? withFigures(figures, readTraffic(traffic.result)) : figures;
		changed();
	};

	const turn = () => {
		clearTimeout(timer);
		const isIdle = isLooking && asking === undefined && !ended.signal.aborted;
		if (!isIdle) {
			return;
		}

		asking = (async () => {
			await askAll();
			asking = undefined;
			if (isLooking && !ended.signal.aborted) {
				timer = setTimeout(turn, everyMs);
			}
		})();
	};

	return {
		plugins: () => rows,
		figures: () => figures,
		problem: () => problem,
		at: () => at,
		look(next) {
			if (next !== isLooking) {
				isLooking = next;
				turn();
			}
		},
		refresh: turn,
		async call(line) {
			const request = toLodaRequest(line);
			const {namespace = '', project = ''} = request === undefined || 'problem' in request ? {} : request;
			const key = project === '' ? undefined : pluginKey(namespace, project);
			const tell = (isWell: boolean, answer: string | undefined) => {
				if (key !== undefined) {
					calls.set(key, {
						at: now(), verb: line.split(/[.\s]/u)[1] ?? '', isWell, answer,
					});
				}

				changed();
			};

			tell(true, undefined);
			const {result, problem: why} = await callMonitor(open, ref, line, {signal: ended.signal, approved: true});
			tell(why === undefined, why ?? String(result?.['answer'] as string | undefined ?? ''));
			turn();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		async end() {
			isLooking = false;
			clearTimeout(timer);
			ended.abort();
			await asking;
		},
	};
}
