import {isJsonObject} from '../is-json-object.js';
import {parseJson, stringifyJson} from '../json.js';
import type {Json} from '../result.js';
import type {LodaRequest, Problem} from './to-request.js';

/**
Reads `[-f] [NAMESPACE] JSON`, a list of metrics or one of them, and refuses what the agent would take amiss: it closes the connection
over a null, and takes a metric without a name for one called `RUN.` (seen on 58dbc7e).
*/
export function toPost(args: string): LodaRequest | Problem {
	const {force, namespace, json = ''} = /^(?<force>-f\s+)?(?:(?<namespace>[^\s[{]\S*)\s+)?(?<json>[[{].*)$/su.exec(args)?.groups ?? {};
	let metrics: Json;
	try {
		const value = parseJson(json);
		metrics = Array.isArray(value) ? value : [value];
	} catch {
		return {problem: 'metrics.post takes [-f] [NAMESPACE] and JSON such as [{"name":"queue.length","value":3}]'};
	}

	const problem = metrics.length === 0 ? 'there is no metric in it' : metrics.map((metric, at) => problemOf(metric, at + 1)).find(text => text !== undefined);
	if (problem !== undefined) {
		return {problem};
	}

	const query = namespace === undefined ? '' : `?${new URLSearchParams({ns: namespace}).toString()}`;
	return {
		command: 'metrics.post', path: `/post${query}`, body: stringifyJson(metrics), timeoutMs: 10_000, namespace, isForeign: force !== undefined,
	};
}

function problemOf(metric: Json, place: number): string | undefined {
	if (!isJsonObject(metric)) {
		return `metric ${place} is no object`;
	}

	const {name, timestamp, value, tags} = metric;
	if (typeof name !== 'string' || !/^[\w.-]+$/u.test(name)) {
		return `metric ${place} needs a name of letters, digits, dots, dashes and underscores`;
	}

	if (value === undefined) {
		return `metric ${place}, ${name}, has no value`;
	}

	const isTagged = tags === undefined || (isJsonObject(tags) && Object.values(tags).every(tag => typeof tag === 'string'));
	return isTagged && (timestamp === undefined || Number.isInteger(timestamp)) ? undefined : `the time of ${name} must be whole seconds, and its tags texts`;
}
