import type {
	Block, Column, Line, Span,
} from './block.js';
import {lineOf, span, textBlock} from './build-block.js';

/** A plug-in of a monitoring agent as a table shows it. */
export type PluginRow = {agent: string; namespace: string; plugin: string; cycle: string; enabled: boolean | null; repo?: string | undefined};

/** The plug-ins that agents list. Those that run on demand are known to the registry alone. */
export function pluginsView(rows: readonly PluginRow[]): Block {
	if (rows.length === 0) {
		return textBlock([span('no plug-ins that run in cycles', 'dim')]);
	}

	const hasAgents = new Set(rows.map(({agent}) => agent)).size > 1;
	const hasRepos = rows.some(({repo}) => repo !== undefined);
	const columns: Column[] = [
		...hasAgents ? [{title: 'AGENT', cut: 'middle' as const}] : [],
		{title: 'NAMESPACE', min: 8},
		{title: 'PLUGIN', min: 8},
		{title: 'CYCLE', optional: true},
		{title: 'STATE'},
		...hasRepos ? [{title: 'REPOSITORY', cut: 'middle' as const, optional: true}] : [],
	];
	return {
		kind: 'table',
		columns,
		rows: rows.map(({agent, namespace, plugin, cycle, enabled, repo}): Line[] => [
			...hasAgents ? [lineOf(agent)] : [], lineOf(namespace), lineOf(plugin), lineOf(cycle), lineOf(stateOf(enabled)), ...hasRepos ? [lineOf(repo ?? '')] : [],
		]),
	};
}

/** What an agent doesn't list may be enabled or not. */
function stateOf(enabled: boolean | null): Span {
	return enabled === null ? span('? not listed', 'info') : (enabled ? span('● enabled', 'ok') : span('○ disabled', 'dim'));
}

/** `periodic` where nobody told how often. */
export function cycleText(seconds: number | undefined): string {
	return seconds === undefined ? 'periodic' : (seconds === 0 ? 'on demand' : `${seconds} s`);
}
