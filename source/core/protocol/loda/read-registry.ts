import {isJsonObject} from '../is-json-object.js';
import type {Json, JsonObject} from '../result.js';

/** A monitoring agent as it told its registry of itself, some time in the last ten minutes. */
export type RegisteredAgent = {host: string; ip: string | null; namespaces: string[]; version: string | null; /** Epoch ms. */ reportedAt: number | null};

/**
Reads `/api/v1/agents` of a registry: its envelope repeats the status, and `data` holds the last report of each host by its name.
Undefined for what is no answer of a registry.
*/
export function readRegistry(json: Json): RegisteredAgent[] | undefined {
	if (!isJsonObject(json) || json['httpstatus'] !== 200 || !(isJsonObject(json['data']) || json['data'] === null)) {
		return undefined;
	}

	const reports: JsonObject = json['data'] ?? {};
	return Object.entries(reports).flatMap(([host, report]) => isJsonObject(report) ? [agentOf(host, report)] : []);
}

function agentOf(host: string, {newiplist, ns, version, utime}: JsonObject): RegisteredAgent {
	const time = typeof utime === 'string' ? Date.parse(utime) : Number.NaN;
	return {
		host, ip: textsOf(newiplist)[0] ?? null, namespaces: textsOf(ns).sort(), version: typeof version === 'string' && version !== '' ? version : null, reportedAt: time > 0 ? time : null,
	};
}

/** Lists are null where they would be empty. */
function textsOf(list: Json | undefined): string[] {
	return Array.isArray(list) ? list.filter(entry => typeof entry === 'string') : [];
}
