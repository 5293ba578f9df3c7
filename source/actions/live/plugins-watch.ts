import type {Agent} from '../../core/client/agent.js';
import {readTraffic, toLodaRequest, type LodaPlugin} from '../../core/protocol/loda.js';
import {
	pluginKey, pluginRows, type MonitorFigure, type MonitorPlugin, type PluginCall,
} from '../../workspace/monitor.js';
import type {OpenSession} from './host/ask-agent.js';
import {callMonitor} from './monitor/call-monitor.js';
import {withFigures} from './monitor/figures.js';
import {createRounds} from './rounds.js';

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
	let listed: LodaPlugin[] | undefined;
	let rows: MonitorPlugin[] | undefined;
	let figures: readonly MonitorFigure[] = [];
	let problem: string | undefined;
	let at: number | undefined;
	const changed = () => {
		rows = listed && pluginRows(listed, calls);
		for (const listener of listeners) {
			listener();
		}
	};

	const askAll = async (signal: AbortSignal) => {
		const [list, traffic] = await Promise.all(['plugins.list', 'traffic'].map(async line => callMonitor(open, ref, line, {signal})));
		problem = list?.problem ?? traffic?.problem;
		if (list?.result) {
			listed = list.result['plugins'] as LodaPlugin[];
			at = now();
		}

		figures = traffic?.result ? withFigures(figures, readTraffic(traffic.result)) : figures;
		changed();
	};

	const rounds = createRounds(askAll, () => everyMs);
	return {
		plugins: () => rows,
		figures: () => figures,
		problem: () => problem,
		at: () => at,
		look: rounds.look,
		refresh: rounds.refresh,
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
			const {result, problem: why} = await callMonitor(open, ref, line, {signal: rounds.signal, approved: true});
			tell(why === undefined, why ?? String(result?.['answer'] as string | undefined ?? ''));
			rounds.refresh();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		end: rounds.end,
	};
}
