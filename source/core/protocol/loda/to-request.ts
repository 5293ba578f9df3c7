import {optionValue} from '../../command-options.js';
import {tokenize} from '../../tokens.js';
import {toPost} from './to-post.js';
import {readRepo} from './read-repo.js';

export const lodaCommands = [
	'version', 'namespaces', 'traffic', 'members', 'vars', 'plugins.list', 'plugins.run', 'plugins.update', 'plugins.enable', 'plugins.disable', 'metrics.post', 'pull', 'log.read',
] as const;

export type LodaCommand = (typeof lodaCommands)[number];

/** One call of a loda agent. */
export type LodaRequest = {
	command: LodaCommand;
	/** With the query. */
	path: string;
	/** JSON of metrics, where some are posted. */
	body?: string | undefined;
	/** What the answer may take, ms. */
	timeoutMs: number;
	/** Whose plugin or database it is about. */
	namespace?: string | undefined;
	/** What the list of the agent calls the plugin. */
	project?: string | undefined;
	/** The namespace may be one that the host is not in. */
	isForeign?: boolean | undefined;
	/** What its sender should know. */
	note?: string | undefined;
};

export type Problem = {problem: string};

const paths: Partial<Record<LodaCommand, {path: string; timeoutMs: number}>> = {
	version: {path: '/me/status', timeoutMs: 10_000},
	namespaces: {path: '/me/ns', timeoutMs: 10_000},
	traffic: {path: '/me/traffic', timeoutMs: 10_000},
	members: {path: '/member', timeoutMs: 10_000},
	vars: {path: '/debug/vars', timeoutMs: 10_000},
	// It asks the registry, which has no time-out there.
	pull: {path: '/update', timeoutMs: 70_000},
	// The agent holds its lock while a plugin that is being taken out ends its run, a cycle of it at worst.
	'plugins.list': {path: '/plugins/list', timeoutMs: 70_000},
};

const usualSeconds = 10;
const usualLines = 1000;
/** Beside the time of the plugin: a margin, and the clone of its repository at the first run. */
const runMarginMs = 35_000;

/**
The call that a command line means: `plugins.run [-t SECONDS] NAMESPACE REPO [PARAMETER...]`, `plugins.update|enable|disable NAMESPACE
REPO`, `metrics.post [-f] [NAMESPACE] JSON`, `log.read [-o OFFSET] [-n LINES] PATH`, and the others without anything. Undefined for an
unknown name.
*/
export function toLodaRequest(commandLine: string): LodaRequest | Problem | undefined {
	const {tokens: [name = '', ...words]} = tokenize(commandLine);
	const command = lodaCommands.find(known => known === name);
	if (command === undefined) {
		return undefined;
	}

	const fixed = paths[command];
	if (fixed) {
		return words.length === 0 ? {command, ...fixed} : {problem: `${command} takes no arguments`};
	}

	if (command === 'metrics.post') {
		return toPost(commandLine.trim().slice(command.length).trim());
	}

	return command === 'log.read' ? toLogRead(words) : toPluginCall(command, words);
}

function toPluginCall(command: LodaCommand, words: string[]): LodaRequest | Problem {
	const isRun = command === 'plugins.run';
	const hasTimeout = isRun && words[0] === '-t';
	const [namespace, written, ...parameters] = hasTimeout ? words.slice(2) : words;
	const seconds = hasTimeout ? words[1] ?? '' : String(usualSeconds);
	if (namespace === undefined || written === undefined || (!isRun && parameters.length > 0)) {
		return {problem: `${command} takes a namespace and a repository, such as web.shop.loda ops/disk`};
	}

	// A time-out of 0 ends a plugin before it has begun.
	if (!/^[1-9]\d{0,5}$/u.test(seconds)) {
		return {problem: '-t takes a whole number of seconds from 1 on'};
	}

	const repo = readRepo(written);
	if (!repo) {
		return {problem: `“${written.slice(0, 80)}” is no repository: write ops/disk or git@git.example.org:ops/disk.git`};
	}

	const query = new URLSearchParams({
		ns: namespace, repo: repo.repo, ...(isRun && {timeout: seconds}), ...(parameters.length > 0 && {param: parameters.join(' ')}),
	});
	return {
		command,
		path: `/plugins/${command.slice('plugins.'.length)}?${query.toString()}`,
		timeoutMs: isRun ? (Number(seconds) * 1000) + runMarginMs : 70_000,
		namespace,
		project: repo.project,
		note: parameters.some(parameter => /\s/u.test(parameter)) ? 'the agent cuts parameters at each blank, also between quotes' : undefined,
	};
}

/** Documented for every version, and routed in none: an agent that has it counts lines. */
function toLogRead(words: string[]): LodaRequest | Problem {
	const [offset, lines] = [optionValue(words, '-o', '--offset') ?? '0', optionValue(words, '-n', '--lines') ?? String(usualLines)];
	const path = words.at(-1) ?? '';
	if (!path.startsWith('/') || !/^\d{1,15}$/u.test(offset) || !/^[1-9]\d{0,5}$/u.test(lines)) {
		return {problem: 'log.read takes [-o OFFSET] [-n LINES] and a path from the root on'};
	}

	return {command: 'log.read', path: `/log/offset?${new URLSearchParams({fpath: path, offset, num: lines}).toString()}`, timeoutMs: 10_000};
}
