import {isArthasError} from '../../error.js';
import {isJsonObject} from '../is-json-object.js';
import {parseJson} from '../json.js';
import type {Json, JsonObject} from '../result.js';
import type {Answer, BasicMessage} from './message.js';
import {retcodes} from './retcode.js';

/** A line as the message that it is. Never throws: what is none is `broken`, with the reason to answer. */
export function readMessage(line: Uint8Array): BasicMessage {
	try {
		const json = parseJson(new TextDecoder('utf8', {fatal: true}).decode(line), {maxDepth: 500});
		return isJsonObject(json) ? messageOf(json) : broken('malformed', 'a line holds one JSON object');
	} catch (error) {
		return broken('malformed', isArthasError(error) ? error.message : 'the line is not UTF-8');
	}
}

/** What may stand as an id: as long as the author's task ids, and nothing that a log or a terminal could mistake. */
function isId(value: Json | undefined): value is string {
	return typeof value === 'string' && /^[\w.:-]{1,127}$/.test(value);
}

function messageOf(json: JsonObject): BasicMessage {
	const {id, method, resp} = json;
	if (typeof resp === 'string' && id !== undefined) {
		return isId(id) ? {kind: 'answer', id, answer: toAnswer(json, id, resp)} : broken('malformed', 'an answer to no id');
	}

	if (typeof method !== 'string' || method === '') {
		return broken('invalidParams', 'there is no method', id);
	}

	return opening(method, json) ?? ofMethod(method, json);
}

/** The lines that begin a conversation; they have no id. */
function opening(method: string, {method: _, ...members}: JsonObject): BasicMessage | undefined {
	switch (method) {
		case 'init': {
			const {hostname} = members;
			return isId(hostname) ? {kind: 'init', hostname, members} : broken('invalidParams', 'init has no hostname, which is the UUID of the machine');
		}

		case 'redirect': {
			return {kind: 'redirect', servers: typeof members['server'] === 'string' ? members['server'].split(',').map(server => server.trim()).filter(server => server !== '') : []};
		}

		case 'accept': {
			return {kind: 'accept', members};
		}

		default: {
			return undefined;
		}
	}
}

function ofMethod(method: string, {method: _, id, arguments: nested, ...flat}: JsonObject): BasicMessage {
	if (id === undefined) {
		return {kind: 'push', method, members: flat};
	}

	if (!isId(id)) {
		return broken('invalidParams', 'an id has 1 to 127 letters, digits, dots, colons, dashes');
	}

	if (method === 'result') {
		return {
			kind: 'result', id, seq: typeof flat['seq'] === 'number' ? flat['seq'] : 0, result: isJsonObject(flat['result']) ? flat['result'] : {},
		};
	}

	// Since 2020 the author's agents nest what a method takes.
	return {
		kind: 'request', id, method, params: {...flat, ...(isJsonObject(nested) && nested)},
	};
}

function toAnswer(json: JsonObject, id: string, resp: string): Answer {
	const isSuccess = resp === 'success';
	const {retcode, message} = json;
	return {
		...json, id, resp,
		retcode: typeof retcode === 'number' ? retcode : (isSuccess ? retcodes.success : retcodes.internalError).code,
		message: typeof message === 'string' ? message : '',
	};
}

function broken(retcode: 'malformed' | 'invalidParams', detail: string, id?: Json): BasicMessage {
	return {
		kind: 'broken', retcode, detail, ...(isId(id) && {id}),
	};
}
