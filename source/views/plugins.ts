import type {Block, Column, Line} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';

/** A plug-in of a monitoring agent as a table shows it. */
export type PluginRow = {agent: string; namespace: string; plugin: string; cycle: 'periodic'; enabled: boolean};

/** The plug-ins that agents list. Those that run on demand are known to the registry alone. */
export function pluginsView(rows: readonly PluginRow[]): Block {
	if (rows.length === 0) {
		return textBlock([span('no plug-ins that run in cycles', 'dim')]);
	}

	const hasAgents = new Set(rows.map(({agent}) => agent)).size > 1;
	const columns: Column[] = [
		...hasAgents ? [{title: 'AGENT', cut: 'middle' as const}] : [], {title: 'NAMESPACE', min: 8}, {title: 'PLUGIN', min: 8}, {title: 'CYCLE', optional: true}, {title: 'STATE'},
	];
	return {
		kind: 'table',
		columns,
		rows: rows.map(({agent, namespace, plugin, cycle, enabled}): Line[] => [
			...hasAgents ? [lineOf(agent)] : [], lineOf(namespace), lineOf(plugin), lineOf(cycle), lineOf(enabled ? span('● enabled', 'ok') : span('○ disabled', 'dim')),
		]),
	};
}
