import {excerpt} from '../excerpt.js';
import {isJsonObject} from '../is-json-object.js';
import {parseJson} from '../json.js';
import type {Json, Result} from '../result.js';
import {parsePlugins} from './parse-plugins.js';
import type {LodaRequest} from './to-request.js';

/** What an answer of a loda agent means. It says nearly everything with status 200 and in words, so that the words are the evidence. */
export type LodaAnswer =
	| {kind: 'result'; result: Result}
	/** The plugin ended with this code. */
	| {kind: 'exit'; code: number; message: string}
	/** It ran out of its time and was asked to end, by no more than SIGTERM. */
	| {kind: 'timeout'; message: string}
	/** A run of the same plugin goes on; nothing was begun. */
	| {kind: 'busy'; message: string}
	/** The registry's list doesn't hold it as of the last good pull. */
	| {kind: 'unknown'; message: string}
	/** Nothing of a loda agent: a proxy, a login page, another server. */
	| {kind: 'stranger'; message: string}
	| {kind: 'failure'; message: string; hint?: string | undefined; ran: 'no' | 'maybe'};

const successes: Partial<Record<LodaRequest['command'], string>> = {
	'plugins.run': 'run plugin successfully',
	'plugins.update': 'update successfully',
	'plugins.enable': 'plugin enabled successfully',
	'plugins.disable': 'plugin disabled successfully',
	'metrics.post': 'send data to MQ success',
	pull: 'collect items updated',
};

/** What lies behind the words of a failure. */
const causes: ReadonlyArray<readonly [words: RegExp, hint: string]> = [
	[/^failed to Enable .*no such file or directory$/u, 'it was not disabled, so nothing was to be done'],
	[/^failed to Enable .*no such plugin$/u, 'it runs on demand only; its switch was taken off, and no run ever looks at that'],
	[/plugin doesn't exist$/u, 'its repository has no executable file called plugin'],
	[/can not checkout to release/u, 'its repository needs a branch called release'],
	[/^invalid ns$/u, 'name the namespace: the host is in none, or in several'],
];

const notRouted = 'this agent has no log reading: it is documented, and no version routes it (404)';

/** Judges an answer by its words; the Content-Type says text for everything. */
export function readLodaAnswer({command, project = ''}: LodaRequest, {status, text}: {status: number; text: string}): LodaAnswer {
	const told = text.trim();
	const isHtml = told.startsWith('<');
	if (status === 404 && command === 'log.read' && !isHtml) {
		return {
			kind: 'failure', message: notRouted, hint: 'a host agent on that host has it: arthas-tui log PATH --on HOST', ran: 'no',
		};
	}

	const isOwn = status === 200 || (command === 'metrics.post' && (status === 400 || status === 500));
	if (!isOwn || isHtml) {
		const what = isHtml ? `a web page came where ${command} of a loda agent was asked` : `${command} has the answer “${excerpt(told, 0, 80)}”`;
		return {kind: 'stranger', message: `${what} (HTTP ${status})`};
	}

	const success = successes[command];
	if (success === undefined) {
		return readData(command, text);
	}

	return told.startsWith(success) && status === 200
		? {kind: 'result', result: {type: command, answer: told, ...(project !== '' && {plugin: project})}}
		: readRefusal(told);
}

function readRefusal(told: string): LodaAnswer {
	const message = excerpt(told, 0, 400);
	if (told === 'plugin is running') {
		return {kind: 'busy', message};
	}

	if (told.startsWith('plugin doesn\'t exist, add to ')) {
		return {kind: 'unknown', message};
	}

	const error = / accurs an error:(?<error>.*)$/su.exec(told)?.groups?.['error'];
	const code = /^exit status (?<code>\d+)$/u.exec(error ?? '')?.groups?.['code'];
	if (code !== undefined) {
		return {kind: 'exit', code: Number(code), message};
	}

	return error === 'plugin timeout'
		? {kind: 'timeout', message}
		: {
			kind: 'failure', message, hint: causes.find(([words]) => words.test(told))?.[1], ran: /^(?:invalid|failed to decode)/u.test(told) ? 'no' : 'maybe',
		};
}

function readData(command: LodaRequest['command'], text: string): LodaAnswer {
	const broken: LodaAnswer = {kind: 'stranger', message: `${command} has an answer that no loda agent gives: “${excerpt(text, 0, 60)}”`};
	if (command === 'plugins.list') {
		const plugins = parsePlugins(text);
		return plugins ? {kind: 'result', result: {type: command, plugins}} : broken;
	}

	let value: Json;
	try {
		value = parseJson(text);
	} catch {
		return broken;
	}

	const result = resultOf(command, value);
	return result ? {kind: 'result', result} : broken;
}

/** The agent says null for an empty list, and before it has measured anything. */
function resultOf(command: LodaRequest['command'], value: Json): Result | undefined {
	if (command === 'version' || command === 'vars') {
		return isJsonObject(value) && (command === 'vars' || typeof value['version'] === 'string') ? {...value, type: command} : undefined;
	}

	if (command === 'log.read') {
		return isJsonObject(value) && (Array.isArray(value['data']) || value['data'] === null) ? {type: command, lines: value['data'] ?? []} : undefined;
	}

	const list = value ?? [];
	return Array.isArray(list) ? {type: command, [command]: list} : undefined;
}
