export type LodaPlugin = {
	namespace: string;
	plugin: string;
	/** Null where the agent doesn't list it, as it never does what runs on demand. */
	enabled: boolean | null;
	/** In full, where a registry told it. */
	repo?: string;
	/** 0 on demand; absent where nobody told it. */
	cycleSeconds?: number;
};

/**
Reads the lines of `/plugins/list`, `<namespace>|<project> enabled:<true|false>`, in an order of their own: the agent's changes
with each answer. Undefined for any other text. Plugins that run on demand are never in it.
*/
export function parsePlugins(text: string): LodaPlugin[] | undefined {
	const plugins: LodaPlugin[] = [];
	for (const line of text.split('\n').filter(line => line !== '')) {
		const match = /^(?<namespace>.*)\|(?<plugin>[^|]*) enabled:(?<enabled>true|false)$/u.exec(line)?.groups;
		if (!match) {
			return undefined;
		}

		const {namespace = '', plugin = '', enabled} = match;
		plugins.push({namespace, plugin, enabled: enabled === 'true'});
	}

	return plugins.sort((a, b) => a.namespace === b.namespace ? compare(a.plugin, b.plugin) : compare(a.namespace, b.namespace));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
