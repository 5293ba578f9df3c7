/** A plug-in of a monitoring agent: listed by it, called from here, or both. */
export type MonitorPlugin = {
	/** Stable: namespace and name. */
	key: string;
	namespace: string;
	plugin: string;
	/** Undefined for one that is not listed, as those that run on demand never are. */
	enabled: boolean | undefined;
	/** In full, where a registry told it. */
	repo: string | undefined;
	/** What we called last and what became of it. */
	last: PluginCall | undefined;
};

export type PluginCall = {
	/** Epoch ms. */
	at: number;
	verb: string;
	isWell: boolean;
	/** Undefined while it runs. */
	answer: string | undefined;
};

/** A figure of its network with its last values, the newest last. */
export type MonitorFigure = {name: string; of: string; unit: string; values: readonly number[]};

/** Listed plug-ins, and behind them those that were only called. */
export function pluginRows(listed: ReadonlyArray<{namespace: string; plugin: string; enabled: boolean | null; repo?: string}>, calls: ReadonlyMap<string, PluginCall>): MonitorPlugin[] {
	const rows = listed.map(({namespace, plugin, enabled, repo}): MonitorPlugin => {
		const key = pluginKey(namespace, plugin);
		return {
			key, namespace, plugin, enabled: enabled ?? undefined, repo, last: calls.get(key),
		};
	});
	const known = new Set(rows.map(({key}) => key));
	const others = [...calls].filter(([key]) => !known.has(key)).map(([key, last]): MonitorPlugin => {
		const [namespace = '', plugin = ''] = key.split('|');
		return {
			key, namespace, plugin, enabled: undefined, repo: undefined, last,
		};
	});
	return [...rows, ...others];
}

export function pluginKey(namespace: string, plugin: string): string {
	return `${namespace}|${plugin}`;
}
