import {existsSync} from 'node:fs';
import path from 'node:path';
import {ArthasError, isArthasError} from '../../core/error.js';
import {readExactJson} from '../../core/protocol/read-exact-json.js';
import {checkConfig} from './check-config.js';
import type {Config} from './config.js';

/**
The config file, checked; undefined where there is none. It is read, never written.

@throws ArthasError ERR_CONFIG_FILE with line and column of what is broken, ERR_CONFIG_KEY, ERR_CONFIG_SECRET.
*/
export async function readConfig(file: string): Promise<Config | undefined> {
	if (!existsSync(file)) {
		return undefined;
	}

	// Loading it takes longer than some commands do, so it is spared where there is no file.
	const {default: Conf} = await import('conf');
	try {
		const {store} = new Conf<Config>({
			cwd: path.dirname(file),
			configName: path.basename(file, '.json'),
			clearInvalidConfig: false,
			deserialize: text => parse(text, file),
		});
		return {...store};
	} catch (error) {
		throw isArthasError(error)
			? error
			: new ArthasError('ERR_CONFIG_FILE', `${file} can't be read: ${(error as Error).message}`, {
				hint: `make it readable for you, or move it away: mv ${file} ${file}.old`, cause: error,
			});
	}
}

function parse(text: string, file: string): Config {
	// Some editors begin a file with an invisible mark.
	const json = text.replace(/^\u{FEFF}/u, '');
	try {
		return checkConfig(JSON.parse(json), file);
	} catch (error) {
		throw isArthasError(error) ? error : brokenJson(json, file);
	}
}

/** The engine's message does not always say where; the second reader's does. */
function brokenJson(json: string, file: string): ArthasError {
	try {
		readExactJson(json);
	} catch (error) {
		const {offset = '0', problem = ''} = /offset (?<offset>\d+): (?<problem>[^:]*)/u.exec((error as Error).message)?.groups ?? {};
		const before = json.slice(0, Number(offset)).split('\n');
		const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
		return new ArthasError('ERR_CONFIG_FILE', `${file} is no JSON: ${place}: ${problem}`, {
			hint: 'correct it there; a comma too many or too few is the usual reason, and comments are not allowed', cause: error,
		});
	}

	return new ArthasError('ERR_CONFIG_FILE', `${file} is no JSON`, {hint: 'correct it'});
}
