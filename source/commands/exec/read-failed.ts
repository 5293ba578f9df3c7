import {readFileSync} from 'node:fs';
import {ArthasError} from '../../core/error.js';
import {isJsonObject} from '../../core/protocol/is-json-object.js';
import {parseJson} from '../../core/protocol/json.js';
import type {Json, JsonObject} from '../../core/protocol/result.js';

/**
Refs of the targets that an earlier `exec --json`, saved in a file, reported as not well.

@throws ArthasError ERR_USAGE when the file can't be read or holds something else.
*/
export function readFailed(file: string): Set<string> {
	const entries = read(file);
	if (!Array.isArray(entries) || !entries.every(entry => isEntry(entry))) {
		throw notOurs(file, 'is not what exec --json printed');
	}

	return new Set(entries.filter(entry => !isWell(entry)).map(({ref}) => ref));
}

function read(file: string): Json {
	try {
		return parseJson(readFileSync(file, 'utf8'), {maxBytes: Infinity});
	} catch (error) {
		throw notOurs(file, `can't be read: ${(error as Error).message}`);
	}
}

function notOurs(file: string, problem: string): ArthasError {
	return new ArthasError('ERR_USAGE', `${file} ${problem}`, {hint: '--retry-failed takes the file into which exec --json printed'});
}

type Entry = JsonObject & {ref: string; state: string};

function isEntry(entry: Json): entry is Entry {
	return isJsonObject(entry) && typeof entry['ref'] === 'string' && typeof entry['state'] === 'string';
}

function isWell({state, error}: Entry): boolean {
	return error === null && (state === 'done' || state === 'limited');
}
