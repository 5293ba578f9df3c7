import type {RawRequest} from './read-requests.js';

/** What the agent knows of its plugins, as far as it answers by it. */
export type PluginState = {
	/** Whether the last pull from the registry was good: else no plugin is known, although the list stays. */
	isKnown: boolean;
	isDisabled: boolean;
	readonly running: Set<string>;
};

/** The recordings of a run, by the plugin. */
const runs: Readonly<Record<string, string>> = {
	disk: 'run-disk', args: 'run-args', fails: 'run-exit3', noplug: 'run-noplugin', gone: 'run-gone', empty: 'run-emptyfile', slow: 'run-timeout', nobranch: 'update-nobranch',
};
const updates: Readonly<Record<string, string>> = {gone: 'update-clonefail', nobranch: 'update-nobranch'};

/** The name of the recording that answers a request below `/plugins/`, checked in the order of the agent. */
export function pluginAnswer({url: {pathname, searchParams}}: RawRequest, state: PluginState): string {
	const action = pathname.slice('/plugins/'.length);
	const [namespace, repo] = [searchParams.get('ns'), searchParams.get('repo')];
	if (!namespace || !repo) {
		return action === 'disable' ? 'disable-noparam' : 'update-noparam';
	}

	const project = /^[^:]*:[^:/]+\/(?<project>[^:/]+)\.git$/u.exec(repo)?.groups?.['project'];
	if (project === undefined) {
		return 'update-https';
	}

	if (!state.isKnown) {
		return 'run-registry-down';
	}

	if (namespace !== 'web.shop.loda') {
		return 'update-otherns';
	}

	return runs[project] === undefined ? 'update-unknownrepo' : answerOf(action, project, searchParams, state);
}

function answerOf(action: string, project: string, query: URLSearchParams, state: PluginState): string {
	switch (action) {
		case 'run': {
			const timeout = query.get('timeout') ?? '10';
			if (!/^\d{1,19}$/u.test(timeout)) {
				return 'run-timeout-bad';
			}

			return state.running.has(project) ? 'run-busy' : (timeout === '0' ? 'run-timeout0' : runs[project]!);
		}

		case 'update': {
			return updates[project] ?? 'update-ok';
		}

		case 'disable': {
			state.isDisabled ||= project === 'disk';
			return project === 'disk' ? 'disable' : 'disable-ondemand';
		}

		default: {
			const wasDisabled = state.isDisabled;
			state.isDisabled &&= project !== 'disk';
			return project === 'disk' ? (wasDisabled ? 'enable' : 'enable-again') : 'enable-ondemand';
		}
	}
}
