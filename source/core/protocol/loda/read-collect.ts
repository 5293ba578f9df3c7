import {isJsonObject} from '../is-json-object.js';
import type {Json} from '../result.js';
import type {LodaPlugin} from './parse-plugins.js';
import {readRepo} from './read-repo.js';

/** Reads the plug-ins of one namespace out of what a registry lets its agents collect; the state of those is the agents' own to tell. */
export function readCollect(namespace: string, json: Json): LodaPlugin[] {
	const items = isJsonObject(json) && Array.isArray(json['data']) ? json['data'].filter(item => isJsonObject(item)) : [];
	return items.flatMap(({measurement_type: type, git, interval}) => {
		const repo = type === 'PLUGIN' && typeof git === 'string' ? readRepo(git) : undefined;
		return repo === undefined
			? []
			: [{
				namespace, plugin: repo.project, enabled: null, repo: repo.repo, cycleSeconds: Number(interval) || 0,
			}];
	});
}

/** What an agent lists, with what its registry says beside: the repositories, and the plug-ins that run on demand. */
export function joinPlugins(listed: readonly LodaPlugin[], registered: readonly LodaPlugin[]): LodaPlugin[] {
	const isSame = (one: LodaPlugin) => (other: LodaPlugin) => one.namespace === other.namespace && one.plugin === other.plugin;
	return [
		...listed.map(plugin => ({...registered.find(isSame(plugin)), ...plugin})),
		...registered.filter(plugin => !listed.some(isSame(plugin))),
	];
}
