import {readJsonObject} from '../read-json-object.js';
import type {JsonObject} from '../result.js';
import {parseBashLine} from './bash-line.js';

export type MethodCall = {method: string; params: JsonObject};

const bashMethods = new Set(['sync.bash', 'async.bash']);

/**
What a person types as what an agent is asked: `sync.bash -t 5 ls` by the documented members, a method followed by a
JSON object by its members, anything else with the rest of the line as `args`.
*/
export function toRequest(commandLine: string): MethodCall | {problem: string} {
	const line = commandLine.trim();
	const method = /^\S*/.exec(line)?.[0] ?? '';
	const args = line.slice(method.length).trimStart();
	if (args.startsWith('{')) {
		const params = readJsonObject(args);
		return params === undefined ? {problem: 'what begins with { must be a JSON object'} : {method, params};
	}

	if (!bashMethods.has(method)) {
		return {method, params: args === '' ? {} : {args}};
	}

	const bash = parseBashLine(args);
	if ('problem' in bash) {
		return bash;
	}

	const {seconds, user, group, command} = bash;
	return {
		method, params: {
			cmd: command, timeout: seconds, ...(user !== undefined && {user}), ...(group !== undefined && {group}),
		},
	};
}
