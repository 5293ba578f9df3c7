import {readFileSync} from 'node:fs';
import path from 'node:path';
import {at, elements, members} from './json-text.js';
import type {CommandScript} from './command.js';

const folder = path.join(import.meta.dirname, '../../fixtures');

/** The text of a recorded file, for instance `channel-server/exec-version.json`. */
export function fixture(name: string): string {
	return readFileSync(path.join(folder, name), 'utf8');
}

/**
A result that stands for application data in which the HTTP API of Arthas 4.1.5 finds a cycle:
the whole batch that holds it becomes HTTP 500 `Server error`.
*/
export const cyclic = '<cyclic>';

/** What the HTTP API recorded for a command line, played back by a scripted peer. */
export function recordedApiCommand(name: string): {line: string; results: readonly string[]; script: CommandScript} {
	const text = fixture(`arthas-http-api/${name}.json`);
	const {command} = JSON.parse(at(text, 'request')) as {command: string};
	const recorded = members(text);
	const answers = recorded.has('batches') ? elements(recorded.get('batches') ?? '[]') : [at(text, 'response')];
	const script = scriptOf(answers.flatMap(answer => resultsOf(answer)));
	return {line: command, results: script.results, script};
}

/** What the Java channel server recorded for a command line. */
export function recordedChannelScript(name: string): CommandScript {
	return scriptOf(recordedChannelResults(name));
}

/** The results of a recorded answer of the Java channel server, as texts. */
export function recordedChannelResults(name: string): string[] {
	const answer = JSON.parse(fixture(`channel-server/${name}.json`)) as {executeResult: {resultsJson: string}};
	return elements(answer.executeResult.resultsJson);
}

function resultsOf(answer: string): string[] {
	const parts = members(answer);
	const invalid = parts.get('invalidJsonText');
	if (invalid !== undefined) {
		return resultsOf(JSON.parse(invalid) as string);
	}

	return parts.has('text') ? [cyclic] : elements(at(answer, 'body', 'results'));
}

/** The session's own results are made anew by the peer; only those of the command are kept. */
function scriptOf(recorded: readonly string[]): CommandScript & {results: readonly string[]} {
	const results: string[] = [];
	let status = {};
	for (const text of recorded) {
		const type = text === cyclic ? 'cyclic' : JSON.parse(at(text, 'type')) as string;
		if (type === 'status') {
			const {statusCode, message} = JSON.parse(text) as {statusCode: number; message?: string};
			status = message === undefined ? {statusCode} : {statusCode, message};
		} else if (!/"jobId":0\b/.test(text) && type !== 'command') {
			results.push(text);
		}
	}

	return {results, ...status};
}
