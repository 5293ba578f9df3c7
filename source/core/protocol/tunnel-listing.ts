import {protocolError} from '../error.js';
import {isJsonObject} from './is-json-object.js';
import {parseJson} from './json.js';
import type {Json, JsonObject} from './result.js';

/** What a tunnel server knows of an agent: neither pid nor host name, and the port is that of a connection of its own. */
export type TunnelAgent = {
	id: string;
	/** From where it is connected; behind a proxy the first address that the proxy names. */
	host: string | null;
	/** Of Arthas. */
	version: string | null;
	/** The server that holds its connection, where a list tells it. */
	connectHost: string | null;
	connectPort: number | null;
};

/** `{"id": {"host", "port", "arthasVersion", …}}` of `/api/tunnelAgentInfo`. */
export function readTunnelAgents(text: string): TunnelAgent[] {
	return agentsOf(objectOf(text));
}

/** `/actuator/arthas`: all agents of this server, and its version. */
export function readTunnelActuator(text: string): {version: string | null; agents: TunnelAgent[]} {
	const {version, agents} = objectOf(text);
	if (!isJsonObject(agents)) {
		throw protocolError('the actuator tells of no agents', {code: 'ERR_PROTOCOL_PEER'});
	}

	return {version: textOf(version), agents: agentsOf(agents)};
}

/** `["app", …]` of `/api/tunnelApps`. */
export function readTunnelApps(text: string): string[] {
	const json = readJson(text);
	if (!Array.isArray(json)) {
		throw protocolError('a list of applications was due', {code: 'ERR_PROTOCOL_PEER'});
	}

	return json.filter(app => typeof app === 'string');
}

/** `{"success": true}` of `/api/tunnelAgents`. */
export function readTunnelExists(text: string): boolean {
	const {success} = objectOf(text);
	if (typeof success !== 'boolean') {
		throw protocolError('it doesn\'t say whether there is such an agent', {code: 'ERR_PROTOCOL_PEER'});
	}

	return success;
}

function agentsOf(agents: JsonObject): TunnelAgent[] {
	return Object.entries(agents).flatMap(([id, info]) => isJsonObject(info)
		? [{
			id, host: textOf(info['host']), version: textOf(info['arthasVersion']), connectHost: textOf(info['clientConnectHost']), connectPort: Number(info['clientConnectTunnelPort'] ?? 0) || null,
		}]
		: []);
}

function objectOf(text: string): JsonObject {
	const json = readJson(text);
	if (!isJsonObject(json)) {
		throw protocolError('an object was due', {code: 'ERR_PROTOCOL_PEER'});
	}

	return json;
}

function readJson(text: string): Json {
	if (/^\s*</u.test(text)) {
		throw protocolError('a web page came where JSON was due', {code: 'ERR_PROTOCOL_PEER', hint: 'a portal on the way may want a login'});
	}

	return parseJson(text);
}

function textOf(value: Json | undefined): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
