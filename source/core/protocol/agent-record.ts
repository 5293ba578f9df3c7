import {protocolError} from '../error.js';
import {isJsonObject} from './is-json-object.js';
import {parseJson} from './json.js';
import type {Json, JsonObject} from './result.js';

/** An agent as a channel server lists it. Times are in milliseconds since 1970. */
export type AgentRecord = {
	agentId: string;
	agentVersion: string;
	/** UP, IN_SERVICE, OUT_OF_SERVICE, DOWN, or what the server says. */
	agentStatus: string;
	hostname: string;
	ip: string;
	osVersion: string;
	appName: string;
	channelServer: string;
	classPath: string;
	channelVersion: string;
	channelFeatures: string[];
	heartbeatTime: number;
	createdTime: number;
	modifiedTime: number;
};

/** The body of `/agents`: compact, members in the order of the Java channel server (3.5.6). */
export function printAgents(records: readonly AgentRecord[]): string {
	return JSON.stringify(records.map(record => inOrder(record)));
}

/** The body of `/agent/{agentId}`. */
export function printAgent(record: AgentRecord): string {
	return JSON.stringify(inOrder(record));
}

/**
Reads a body of `/agents`. Missing members become empty; entries that are no objects are skipped,
since the Java server can list a null for an agent that leaves at that moment.

@throws ArthasError ERR_PROTOCOL_PEER when the text is no list, ERR_PROTOCOL_JSON when it is a broken one.
*/
export function parseAgents(text: string): AgentRecord[] {
	const json = text.trimStart().startsWith('[') ? parseJson(text) : undefined;
	if (!Array.isArray(json)) {
		throw protocolError('what answers there is not a channel server: its /agents is no list', {
			code: 'ERR_PROTOCOL_PEER',
			hint: 'a channel server answers HTTP on port 8800 unless configured otherwise; an Arthas HTTP API is arthas+http://host:8563',
		});
	}

	return json.filter(entry => isJsonObject(entry)).map(entry => toAgentRecord(entry));
}

/** One entry of the list, or what a watched list says of one agent. */
export function toAgentRecord(entry: JsonObject): AgentRecord {
	return inOrder({...emptyRecord, ...fitting(entry)});
}

const emptyRecord: AgentRecord = {
	agentId: '',
	agentVersion: '',
	agentStatus: '',
	hostname: '',
	ip: '',
	osVersion: '',
	appName: '',
	channelServer: '',
	classPath: '',
	channelVersion: '',
	channelFeatures: [],
	heartbeatTime: 0,
	createdTime: 0,
	modifiedTime: 0,
};

const names = Object.keys(emptyRecord) as Array<keyof AgentRecord>;

function inOrder(record: AgentRecord): AgentRecord {
	return Object.fromEntries(names.map(name => [name, record[name]])) as AgentRecord;
}

/** The members of an entry that have the type they should have. */
function fitting(entry: JsonObject): Partial<AgentRecord> {
	const members: Array<[string, Json]> = [];
	for (const name of names) {
		const value = entry[name];
		if (name === 'channelFeatures') {
			members.push([name, Array.isArray(value) ? value.filter(feature => typeof feature === 'string') : []]);
		} else if (value !== undefined && typeof value === typeof emptyRecord[name]) {
			members.push([name, value]);
		}
	}

	return Object.fromEntries(members);
}
