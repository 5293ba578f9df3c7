import {ArthasError} from '../../error.js';
import {isJsonObject} from '../../protocol/is-json-object.js';
import type {JsonObject} from '../../protocol/result.js';
import {getinfoJvms} from '../getinfo/jvms.js';

/** A JVM of this host as far as it matters for attaching. */
export type LocalJvm = {
	pid: number;
	/** Its number as it sees it itself; another one in a container. */
	ownPid: number;
	uid: number;
	user: string;
	mainClass: string | null;
	jdkVersion: string | null;
	/** Whether Arthas serves in it; unknown where this user may not look. */
	arthas: string;
	arthasPorts: number[];
};

export type LocalJvms = {jvms: LocalJvm[]; /** The same as `getinfo.jvms` answers it. */ body: JsonObject};

/** Asks /proc and the counters that JVMs publish. Throws ERR_COMMAND where the host has no /proc. */
export async function localJvms(signal: AbortSignal): Promise<LocalJvms> {
	const {body, statusCode, message} = await getinfoJvms.run('', {signal});
	const {data} = body;
	if (statusCode !== 0 || !isJsonObject(data) || !Array.isArray(data['jvms'])) {
		throw new ArthasError('ERR_COMMAND', message ?? 'this host doesn\'t tell its JVMs', {hint: 'attaching needs Linux and its /proc'});
	}

	// The schema of the method says what its members are.
	return {jvms: data['jvms'] as unknown as LocalJvm[], body};
}
